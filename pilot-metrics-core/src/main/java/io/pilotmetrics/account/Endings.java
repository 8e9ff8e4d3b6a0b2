// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Outcome;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where one handler's events and calls end: what an exception means, what is booked, and what comes of a processed event. Thread-safe.
 *
 * @param <E> the event's type
 */
final class Endings<E> {

    private final OutcomeRules outcomeRules;
    private final @Nullable ToIntFunction<? super E> attempt;
    private final EventRules.@Nullable Conversions<E> conversions;
    private final @Nullable EventTimes<E> times;
    private final @Nullable MinuteCounts<E> minutes;
    private final Calls calls;
    final Owed owed;
    private final Tally malformed = new Tally(Counts.MALFORMED);
    private final Tally refused = new Tally(Counts.REFUSED);

    Endings(
            EventRules<E> rules,
            OutcomeRules outcomeRules,
            @Nullable EventTimes<E> times,
            @Nullable MinuteCounts<E> minutes,
            Calls calls) {
        this.outcomeRules = outcomeRules;
        this.attempt = rules.attempt();
        this.conversions = rules.conversions();
        this.times = times;
        this.minutes = minutes;
        this.calls = calls;
        this.owed = calls.owed;
        outcomeRules.refusals().forEach(rule -> refused.expect(rule.reason()));
    }

    /** The monotonic clock. */
    long now() {
        return calls.now();
    }

    /** The stripe that the current thread counts on. */
    Stripe mine() {
        return calls.mine();
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

    /** Books a call's end, and says when that was. */
    long callEnded(Stripe stripe, Outcome outcome, long startedAt, int events) {
        long now = calls.timed(stripe, startedAt);
        stripe.count(Counter.of(outcome).index());
        stripe.add(Counter.CARRIED.index(), events);
        return now;
    }

    /** Books input that was received at a time as malformed. */
    void malformed(String reason, Stripe stripe, @Nullable Stripe ofCohort, long receivedAt) {
        malformed.count(reason);
        count(ofCohort, Counter.MALFORMED);
        stripe.over(Counter.MALFORMED.index(), receivedAt);
    }

    /** Books an event that was received at a time as malformed, by a rule whose counter is known. */
    void malformed(LongAdder rule, Stripe stripe, @Nullable Stripe ofCohort, long receivedAt) {
        rule.increment();
        count(ofCohort, Counter.MALFORMED);
        stripe.over(Counter.MALFORMED.index(), receivedAt);
    }

    /** Books an event that was received at a time as refused. */
    void refused(String reason, Stripe stripe, @Nullable Stripe ofCohort, long receivedAt) {
        refused.count(reason);
        count(ofCohort, Counter.REFUSED);
        stripe.over(Counter.REFUSED.index(), receivedAt);
    }

    /** Between what goes deeper and the handler's disposition, which is the last of all. */
    private static void count(@Nullable Stripe ofCohort, Counter disposition) {
        if (ofCohort != null) {
            ofCohort.count(disposition.index());
        }
    }

    /** The counter of a rule's events. */
    LongAdder rule(String reason) {
        return malformed.expect(reason);
    }

    /** Counts an attempt above the first, of an event that is booked neither as duplicate nor as conflicting, and says whether it is one. */
    boolean attempt(E event) {
        try {
            if (attempt != null && attempt.applyAsInt(event) > 1) {
                calls.count(Counter.REDELIVERED);
                return true;
            }
        } catch (Throwable e) {
            calls.instrumentationError("attempt");
        }
        return false;
    }

    /** Counts an event that was processed for the minute in which it happened. */
    void counted(E event, long receivedAt) {
        if (minutes != null) {
            minutes.processed(event, receivedAt);
        }
    }

    /** Counts input that never became an event for the minute in which it came. */
    void unparsed(long receivedAt) {
        if (minutes != null) {
            minutes.unparsed(receivedAt);
        }
    }

    /** Keeps what a processed event brings. */
    void processed(E event, long now) {
        if (times != null) {
            times.processed(event, now);
        }
        convert(event);
    }

    private void convert(E event) {
        if (conversions == null) {
            return;
        }
        Conversion conversion;
        try {
            conversion = conversions.extractor().apply(event);
        } catch (Throwable e) {
            calls.instrumentationError("conversion");
            return;
        }
        try {
            if (conversion != null && !conversions.sink().offer(conversion)) {
                calls.count(Counter.NOT_STORED);
            }
        } catch (Throwable e) {
            calls.count(Counter.NOT_STORED);
            calls.instrumentationError("conversion_sink");
        }
    }

    /** Counts a callback of the user's that threw. */
    void instrumentationError(String where) {
        calls.instrumentationError(where);
    }

    /** Malformed events by reason. */
    Tally malformed() {
        return malformed;
    }

    /** Refused events by reason. */
    Tally refused() {
        return refused;
    }
}
