// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.ConversionSink;
import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.KeyedHash;
import io.pilotmetrics.integrity.SequenceBook;
import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.quarantine.Quarantine;
import io.pilotmetrics.snapshot.Outcome;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
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

    private final EventRules<E> rules;
    private final OutcomeRules outcomeRules;
    private final @Nullable Identifier<E> identifier;
    private final @Nullable EventTimes<E> times;
    private final SequenceBook sequences;
    private final Quarantine<E> quarantine;
    private final @Nullable ConversionSink sink;
    private final Calls calls;
    private final AccountReader reader;
    private volatile boolean open = true;

    private final MalformedRules<E> malformedRules;
    private final Delivery<E> unremarkable = Delivery.unremarkable(this);
    private final Delivery<E> duplicateInFlight = Delivery.repeat(this, Standing.IN_FLIGHT);
    private final Delivery<E> duplicateOfDone = Delivery.repeat(this, Standing.DONE);
    private final Delivery<E> conflicting = Delivery.repeat(this, Standing.CONFLICTING);

    private final Tally malformed = new Tally();
    private final Tally refused = new Tally();

    /**
     * An empty book.
     *
     * @param name the handler's name
     * @param rules what is asked of each event
     * @param outcomeRules what exceptions mean
     * @param ids the id window; null where the handler has no id
     * @param contentHash hashes what tells contents apart
     * @param sequences the numbers of the handler's sources
     * @param quarantine where samples go
     * @param sink where conversions go; null where the handler has none
     * @param thresholdNanos the limits of the latency objectives
     * @param nanos the monotonic clock
     * @param wall the wall clock
     */
    public Account(
            String name,
            EventRules<E> rules,
            OutcomeRules outcomeRules,
            @Nullable IdWindow ids,
            KeyedHash contentHash,
            SequenceBook sequences,
            Quarantine<E> quarantine,
            @Nullable ConversionSink sink,
            long[] thresholdNanos,
            LongSupplier nanos,
            Supplier<Instant> wall) {
        this.rules = rules;
        this.outcomeRules = outcomeRules;
        this.sequences = sequences;
        this.quarantine = quarantine;
        this.sink = sink;
        this.calls = new Calls(nanos, thresholdNanos);
        EventRules.Identity<E> identity = rules.identity();
        this.identifier = identity == null || ids == null
                ? null
                : new Identifier<>(identity, ids, contentHash, quarantine, calls);
        this.times = rules.time() == null ? null : new EventTimes<>(rules.time(), wall, calls);
        rules.malformed().forEach(rule -> malformed.expect(rule.reason()));
        outcomeRules.refusals().forEach(rule -> refused.expect(rule.reason()));
        this.malformedRules = new MalformedRules<>(this, rules.malformed(), quarantine, calls);
        this.reader = new AccountReader(name, calls, malformed, refused, ids, sequences, times);
    }

    /**
     * Counts an event as received and decides what is known of it.
     *
     * @param event the event
     * @param now when it arrived, on this account's clock
     * @return what is known of it; it must be ended
     */
    public Delivery<E> receive(E event, long now) {
        number(event, now);
        if (times != null) {
            times.arrived(event, now);
        }
        Delivery<E> known = malformedRules.firstMatch(event, now);
        if (known == null) {
            known = identifier == null ? unremarkable : claim(event, identifier, now);
        }
        if (!known.repeated()) {
            attempt(event);
        }
        // Last: what the JVM itself throws before, a StackOverflowError of the user's recursion, leaves no event in
        // flight.
        calls.begin(Counter.RECEIVED, now);
        return known;
    }

    private void number(E event, long now) {
        EventRules.Sequence<E> sequence = rules.sequence();
        if (sequence == null) {
            return;
        }
        try {
            String source = sequence.source().apply(event);
            long number = sequence.number().applyAsLong(event);
            if (source != null && number >= 0) {
                sequences.seen(source, sequence.epoch().applyAsLong(event), number, now);
            }
        } catch (Throwable e) {
            calls.instrumentationError("sequence");
        }
    }

    /** Counts an attempt above the first, of an event that is booked neither as duplicate nor as conflicting. */
    void attempt(E event) {
        ToIntFunction<? super E> attempt = rules.attempt();
        try {
            if (attempt != null && attempt.applyAsInt(event) > 1) {
                calls.count(Counter.REDELIVERED);
            }
        } catch (Throwable e) {
            calls.instrumentationError("attempt");
        }
    }

    @SuppressWarnings("unchecked") // what a claim keeps is what is given to it here
    private Delivery<E> claim(E event, Identifier<E> by, long now) {
        Claim claim = by.claim(event, now);
        if (claim == null) {
            return unremarkable;
        }
        return switch (claim.standing()) {
            case FIRST -> {
                Object kept = claim.holder();
                if (kept == null) {
                    kept = Delivery.first(this, claim);
                    claim.holder(kept);
                }
                yield (Delivery<E>) kept;
            }
            case IN_FLIGHT -> duplicateInFlight;
            case DONE -> duplicateOfDone;
            case CONFLICTING -> conflicting;
        };
    }

    /**
     * Notes that an event was repaired from a dead-letter store: its id is done. It is not received again.
     *
     * @param event the event
     */
    public void recover(E event) {
        if (identifier != null) {
            identifier.recover(event, calls.now());
        }
        calls.count(Counter.RECOVERED);
    }

    /**
     * Books input that never became an event.
     *
     * @param reason why
     */
    public void malformed(String reason) {
        long now = calls.now();
        quarantine.unparsed(reason, now);
        unparsed(reason, now);
    }

    /**
     * Books input that never became an event, and keeps its length and hash.
     *
     * @param reason why
     * @param input the input
     */
    public void malformed(String reason, byte @Nullable [] input) {
        long now = calls.now();
        quarantine.unparsed(reason, input, now);
        unparsed(reason, now);
    }

    /**
     * Books text that never became an event, and keeps its length and hash.
     *
     * @param reason why
     * @param input the text
     */
    public void malformed(String reason, @Nullable String input) {
        long now = calls.now();
        quarantine.unparsed(reason, input, now);
        unparsed(reason, now);
    }

    private void unparsed(String reason, long now) {
        Stripe stripe = calls.mine();
        stripe.begin(Counter.RECEIVED.index(), now);
        malformed(reason, stripe, now);
    }

    /**
     * Books input that never became an event, whose number is known all the same.
     *
     * @param reason why
     * @param source the producer
     * @param epoch one life of its numbering
     * @param number the number; a negative one means none
     */
    public void malformed(String reason, String source, long epoch, long number) {
        long now = calls.now();
        if (source != null && number >= 0) {
            sequences.seen(source, epoch, number, now);
        }
        quarantine.unparsed(reason, now);
        unparsed(reason, now);
    }

    /**
     * Books an event that was turned away before the code ran. Its number was seen; no rule runs, no id is looked up.
     *
     * @param event the event
     * @param reason why
     */
    public void refused(E event, String reason) {
        long now = calls.now();
        number(event, now);
        attempt(event);
        Stripe stripe = calls.mine();
        stripe.begin(Counter.RECEIVED.index(), now);
        refused(reason, stripe, now);
    }

    /**
     * Makes a source's numbers expected up to its last.
     *
     * @param source the producer
     * @param epoch one life of its numbering
     * @param lastNumber the last number that it has sent
     */
    public void announce(String source, long epoch, long lastNumber) {
        if (source == null) {
            calls.instrumentationError("announce");
            return;
        }
        sequences.announce(source, epoch, lastNumber, calls.now());
    }

    /** Declares all pending gaps dropped. */
    public void settle() {
        sequences.settle();
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
     * Counts a callback of the user's that threw.
     *
     * @param where which one
     */
    public void instrumentationError(String where) {
        calls.instrumentationError(where);
    }

    /** The reason for which an exception refuses an event, or null where it is none. */
    @Nullable
    String refusal(Throwable thrown) {
        return outcomeRules.refusal(thrown);
    }

    /** What an exception that is no refusal means. It is counted by its type. */
    Outcome outcome(Throwable thrown) {
        calls.exception(thrown);
        return outcomeRules.outcome(thrown);
    }

    /** The stripe that the current thread counts on. */
    Stripe mine() {
        return calls.mine();
    }

    /** Books a call's end, and says when that was. */
    long callEnded(Stripe stripe, Outcome outcome, long startedAt, int events) {
        long now = calls.timed(stripe, startedAt);
        stripe.count(Counter.of(outcome).index());
        stripe.add(Counter.CARRIED.index(), events);
        return now;
    }

    /** Books an event that was received at a time as malformed. */
    void malformed(String reason, Stripe stripe, long receivedAt) {
        malformed.count(reason);
        stripe.over(Counter.MALFORMED.index(), receivedAt);
    }

    /** Books an event that was received at a time as refused. */
    void refused(String reason, Stripe stripe, long receivedAt) {
        refused.count(reason);
        stripe.over(Counter.REFUSED.index(), receivedAt);
    }

    /** Keeps what a processed event brings. */
    void processed(E event, long now) {
        if (times != null) {
            times.processed(event, now);
        }
        convert(event);
    }

    private void convert(E event) {
        if (rules.conversion() == null || sink == null) {
            return;
        }
        Conversion conversion;
        try {
            conversion = rules.conversion().apply(event);
        } catch (Throwable e) {
            calls.instrumentationError("conversion");
            return;
        }
        try {
            if (conversion != null && !sink.offer(conversion)) {
                calls.count(Counter.NOT_STORED);
            }
        } catch (Throwable e) {
            calls.count(Counter.NOT_STORED);
            calls.instrumentationError("conversion_sink");
        }
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
        return open;
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
