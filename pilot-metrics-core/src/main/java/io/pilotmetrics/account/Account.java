// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.ConversionSink;
import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.integrity.SequenceBook;
import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.snapshot.Outcome;
import java.util.List;
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

    private final EventRules<E> rules;
    private final OutcomeRules outcomeRules;
    private final @Nullable IdWindow ids;
    private final SequenceBook sequences;
    private final @Nullable ConversionSink sink;
    private final Calls calls;
    private final AccountReader reader;
    private volatile boolean open = true;

    private final EventRules.Malformed<E>[] malformedRules;
    private final List<Delivery<E>> malformedDeliveries;
    private final Delivery<E> unremarkable = new Delivery<>(this, null, null);
    private final Delivery<E> duplicateInFlight = new Delivery<>(this, null, IdWindow.Claim.IN_FLIGHT);
    private final Delivery<E> duplicateOfDone = new Delivery<>(this, null, IdWindow.Claim.DONE);

    private final Tally malformed = new Tally();
    private final Tally refused = new Tally();

    /**
     * An empty book.
     *
     * @param name the handler's name
     * @param rules what is asked of each event
     * @param outcomeRules what exceptions mean
     * @param ids the id window; null where the handler has no id
     * @param sequences the numbers of the handler's sources
     * @param sink where conversions go; null where the handler has none
     * @param thresholdNanos the limits of the latency objectives
     * @param nanos the monotonic clock
     */
    public Account(
            String name,
            EventRules<E> rules,
            OutcomeRules outcomeRules,
            @Nullable IdWindow ids,
            SequenceBook sequences,
            @Nullable ConversionSink sink,
            long[] thresholdNanos,
            LongSupplier nanos) {
        this.rules = rules;
        this.outcomeRules = outcomeRules;
        this.ids = ids;
        this.sequences = sequences;
        this.sink = sink;
        this.calls = new Calls(nanos, thresholdNanos);
        this.malformedRules = rules.malformed().toArray(Account::newRules);
        this.malformedDeliveries = rules.malformed().stream()
                .map(rule -> new Delivery<>(this, rule.reason(), null))
                .toList();
        this.reader = new AccountReader(name, calls, malformed, refused, ids, sequences);
    }

    @SuppressWarnings("unchecked") // an array of a generic type has no other way
    private static <E> EventRules.Malformed<E>[] newRules(int length) {
        return (EventRules.Malformed<E>[]) new EventRules.Malformed<?>[length];
    }

    /**
     * Counts an event as received and decides what is known of it.
     *
     * @param event the event
     * @param now when it arrived, on this account's clock
     * @return what is known of it; it must be ended
     */
    public Delivery<E> receive(E event, long now) {
        EventRules.Sequence<E> sequence = rules.sequence();
        if (sequence != null) {
            number(event, sequence, now);
        }
        Delivery<E> known = malformed(event);
        if (known == null) {
            known = ids == null ? unremarkable : claim(event, ids, now);
        }
        // Last: what the JVM itself throws before, a StackOverflowError of the user's recursion, leaves no event in
        // flight.
        calls.begin(Counter.RECEIVED, now);
        return known;
    }

    private void number(E event, EventRules.Sequence<E> sequence, long now) {
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

    private @Nullable Delivery<E> malformed(E event) {
        for (int i = 0; i < malformedRules.length; i++) {
            try {
                if (malformedRules[i].rule().test(event)) {
                    return malformedDeliveries.get(i);
                }
            } catch (Throwable e) {
                calls.instrumentationError("rule." + malformedRules[i].reason());
            }
        }
        return null;
    }

    private Delivery<E> claim(E event, IdWindow window, long now) {
        try {
            Object id = rules.id() == null ? null : rules.id().apply(event);
            if (id != null) {
                IdWindow.Claim claim = window.claim(id, now);
                return switch (claim.standing()) {
                    case FIRST -> new Delivery<>(this, null, claim);
                    case IN_FLIGHT -> duplicateInFlight;
                    case DONE -> duplicateOfDone;
                };
            }
            calls.count(Counter.WITHOUT_ID);
        } catch (Throwable e) {
            calls.instrumentationError("id");
        }
        return unremarkable;
    }

    /**
     * Books input that never became an event.
     *
     * @param reason why
     */
    public void malformed(String reason) {
        unparsed(reason, calls.now());
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
        EventRules.Sequence<E> sequence = rules.sequence();
        if (sequence != null) {
            number(event, sequence, now);
        }
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

    void convert(E event) {
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
     * Whoever reads this book.
     *
     * @return its one reader
     */
    public AccountReader reader() {
        return reader;
    }
}
