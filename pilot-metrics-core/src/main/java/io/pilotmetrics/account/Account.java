// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.integrity.SequenceBook;
import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.quarantine.Quarantine;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One handler's book. Every received event is counted here once when it arrives and once, under its disposition, when it ends.
 *
 * <p>Thread-safe. Order of writing: received before your code runs, disposition last; order of reading: dispositions
 * first, received last. So events in flight, which is received less dispositions, is never negative; and where it is 0, all
 * that belongs to an event has been read.
 *
 * @param <E> the event's type
 */
public final class Account<E> {

    private final Calls calls;
    private final Owed owed;
    private final Numbers<E> numbers;
    private final @Nullable EventTimes<E> times;
    private final @Nullable MinuteCounts<E> minutes;
    private final @Nullable StatedBook stated;
    private final MalformedRules<E> malformedRules;
    private final @Nullable Identifier<E> identifier;
    private final Endings<E> endings;
    private final Unparsed unparsed;
    private final Quarantine<E> quarantine;
    private final AccountReader reader;
    private volatile boolean open = true;
    private volatile boolean passedBy;

    private final Known<E> shared;
    private final @Nullable Cohorts<E> cohorts;

    /**
     * An empty book.
     *
     * @param name the handler's name
     * @param rules what is asked of each event
     * @param outcomeRules what exceptions mean
     * @param sequences the numbers of the handler's sources
     * @param quarantine where samples go
     * @param thresholdNanos the limits of the latency objectives
     * @param exemplars asked for exemplars of calls, or null where there are none
     * @param wall the wall clock
     * @param nanos the monotonic clock
     */
    public Account(
            String name,
            EventRules<E> rules,
            OutcomeRules outcomeRules,
            SequenceBook sequences,
            Quarantine<E> quarantine,
            long[] thresholdNanos,
            @Nullable ExemplarSource exemplars,
            WallClock wall,
            LongSupplier nanos) {
        EventRules.Identity<E> identity = rules.identity();
        this.calls = new Calls(nanos, thresholdNanos, exemplars);
        this.owed = calls.owed;
        this.numbers = new Numbers<>(rules.sequence(), sequences, calls);
        this.times = rules.time() == null ? null : new EventTimes<>(rules.time(), wall, calls);
        this.identifier = identity == null ? null : new Identifier<>(identity, quarantine, calls);
        this.minutes = rules.minutes() == null ? null : new MinuteCounts<>(rules.minutes(), times, wall, calls);
        this.endings = new Endings<>(rules, outcomeRules, times, minutes, calls);
        this.shared = new Known<>(endings, rules.malformed(), null, 0);
        this.cohorts = rules.cohorts() == null
                ? null
                : new Cohorts<>(
                        rules.cohorts(),
                        thresholdNanos,
                        calls,
                        (book, place) -> new Known<>(endings, rules.malformed(), book, place));
        this.malformedRules = new MalformedRules<>(rules.malformed(), quarantine, calls);
        this.unparsed = new Unparsed(numbers, quarantine, endings, cohorts == null ? null : cohorts.none().cohort);
        this.quarantine = quarantine;
        IdWindow ids = identity == null ? null : identity.window();
        this.stated = minutes == null ? null : new StatedBook(name, minutes, ids, calls);
        this.reader = new AccountReader(name, calls, endings, ids, sequences, times, wall, stated, cohorts);
    }

    /**
     * Counts an event as received and decides what is known of it.
     *
     * @param event the event
     * @param now when it arrived, on this account's clock
     * @return what is known of it; it must be ended
     */
    public Delivery<E> receive(E event, long now) {
        if (owed.newest != null) { // a look without the monitor: what is seen late is booked late
            owed.settle(now); // first: this may be a retry of what has failed
        }
        long occurred = times == null ? EventTimes.NONE : times.arrived(event, now);
        Known<E> all = cohorts == null ? shared : cohorts.of(event);
        int rule = malformedRules.firstMatch(event, now);
        Delivery<E> known = rule != MalformedRules.NONE
                ? all.malformed(rule)
                : identifier == null ? all.unremarkable : claim(event, identifier, now, all);
        CohortBook begun = null;
        boolean distinct;
        try {
            numbers.arrived(event, now, occurred, known.repeated());
            distinct = !known.repeated() && !endings.attempt(event);
            // Last: what the JVM itself throws before, a StackOverflowError of the user's recursion, leaves no event in
            // flight.
            CohortBook cohort = all.cohort;
            if (cohort != null) {
                Stripe unused = cohort.received();
                begun = cohort;
            }
            calls.begin(Counter.RECEIVED, now);
        } catch (Throwable e) {
            synchronized (owed) { // it never was, and its id is unknown
                owed.newest = new Object[] {owed.newest, null, null, known.first, null};
                if (begun != null) {
                    owed.newest = new Object[] {owed.newest, begun, null, null, new long[] {now}};
                }
            }
            throw e;
        }
        if (minutes != null && distinct) {
            try {
                minutes.received(occurred, now);
            } catch (Throwable e) { // the event has begun: what the JVM itself throws is no reason to lose sight of it
                synchronized (owed) {
                    owed.newest = new Object[] {owed.newest, minutes, event, null, new long[] {now}};
                }
            }
        }
        return known;
    }

    private Delivery<E> claim(E event, Identifier<E> by, long now, Known<E> all) {
        Claim claim = by.claim(event, now);
        if (claim == null) {
            return all.unremarkable;
        }
        try {
            return all.claimed(claim);
        } catch (Throwable e) {
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, null, null, claim, null};
            }
            throw e;
        }
    }

    /**
     * Notes that an event was repaired from a dead-letter store: its id is done. It is not received again.
     *
     * @param event the event
     */
    public void recover(E event) {
        long now = calls.now();
        boolean wasDone = identifier != null && identifier.recover(event, now);
        calls.count(Counter.RECOVERED);
        if (minutes != null && !wasDone) {
            minutes.processed(event, now);
        }
    }

    /**
     * Books an event that was turned away before the code ran. Its number was seen; no rule runs, no id is looked up.
     *
     * @param event the event
     * @param reason why
     */
    public void refused(E event, String reason) {
        long now = calls.now();
        numbers.arrived(event, now, EventTimes.NONE, false);
        boolean distinct = !endings.attempt(event);
        if (minutes != null && distinct) {
            minutes.received(times == null ? EventTimes.NONE : times.occurred(event), now);
        }
        Stripe stripe = calls.mine();
        CohortBook cohort = cohorts == null ? null : cohorts.of(event).cohort;
        stripe.begin(Counter.RECEIVED.index(), now);
        endings.refused(reason, stripe, cohort == null ? null : cohort.received(), now);
    }

    /**
     * Where input goes that never became an event.
     *
     * @return books it
     */
    public Unparsed unparsed() {
        return unparsed;
    }

    /**
     * Makes a source's numbers expected up to its last.
     *
     * @param source the producer
     * @param epoch one life of its numbering
     * @param lastNumber the last number that it has sent
     */
    public void announce(String source, long epoch, long lastNumber) {
        numbers.announce(source, epoch, lastNumber);
    }

    /**
     * Whether no event has brought a number.
     *
     * @return true while it may go on from a ledger
     */
    public boolean isUntouched() {
        return numbers.isUntouched();
    }

    /**
     * Whether an event has come after it was closed.
     *
     * @return true if its numbers are not all there are
     */
    public boolean wasPassedBy() {
        return passedBy;
    }

    /**
     * Goes on from a ledger that was saved, before the first event.
     *
     * @param saved the ledger
     * @param complete false if events may have come after it was saved
     */
    public void restore(LedgerSnapshot saved, boolean complete) {
        numbers.restore(saved, complete);
    }

    /** Declares all pending gaps dropped. */
    public void settle() {
        numbers.settle();
    }

    /**
     * Where statements of others go.
     *
     * @return null where events are not counted by minute
     */
    public @Nullable StatedBook stated() {
        return stated;
    }

    /**
     * The monotonic clock.
     *
     * @return nanoseconds
     */
    public long now() {
        return calls.now();
    }

    /**
     * Where to write what cannot be booked for want of stack.
     *
     * @return this account's
     */
    public Owed owed() {
        return owed;
    }

    /**
     * Counts a callback of the user's that threw.
     *
     * @param where which one
     */
    public void instrumentationError(String where) {
        calls.instrumentationError(where);
    }

    /** Where its events and calls end. */
    Endings<E> endings() {
        return endings;
    }

    /** Makes wrappers pass events through unmeasured from now on; what was received before is still booked. */
    public void close() {
        open = false;
    }

    /**
     * Whether events are measured.
     *
     * @return false once closed
     */
    public boolean open() {
        if (!open) {
            passedBy = true;
            return false;
        }
        return true;
    }

    /**
     * Where samples of its events are.
     *
     * @return the quarantine
     */
    public Quarantine<E> quarantine() {
        return quarantine;
    }

    /**
     * Whoever reads this book.
     *
     * @return its one reader
     */
    public AccountReader reader() {
        return reader;
    }
}
