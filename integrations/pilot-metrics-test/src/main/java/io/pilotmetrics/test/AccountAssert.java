// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;

/**
 * What the assertions on handlers and on operations have in common: calls with their outcomes, and the laws.
 *
 * @param <SELF> the type of the assertions
 * @param <S> the snapshot that they read
 */
public abstract sealed class AccountAssert<SELF extends AccountAssert<SELF, S>, S extends AccountSnapshot>
        extends AbstractAssert<SELF, Object> permits HandlerAssert, OperationAssert {

    /** How long {@link #lawHolds()} waits for rest: 10 s of real time. */
    public static final Duration REST = Duration.ofSeconds(10);

    private final Reading<S> reading;

    AccountAssert(Reading<S> reading, Class<?> self) {
        super(reading, self);
        this.reading = reading;
    }

    /**
     * Waits up to {@link #REST} until no event is in flight and no call runs, then checks the laws.
     *
     * <p>Checked are, each from counts that are kept apart from one another:
     * <ul>
     *   <li>the event law: every received event has exactly one disposition, in flight is 0
     *   <li>the call law: the outcomes add up to the latency's count; the events carried by ended calls are those processed,
     *       failed or passed on
     *   <li>the reasons: those of malformed and of refused events add up to their dispositions
     *   <li>the source law: of each source and epoch, the numbers expected are those seen, dropped or pending
     * </ul>
     * A snapshot is checked as it is.
     *
     * @return this
     */
    public SELF lawHolds() {
        return lawHolds(REST);
    }

    /**
     * The same with a wait of your choice.
     *
     * @param atMost how long to wait for rest; real time, whatever clock the pilot has; zero for no wait
     * @return this
     */
    public SELF lawHolds(Duration atMost) {
        reading.awaitRest(atMost);
        S now = reading.now();
        List<String> broken = Laws.broken(now);
        if (!broken.isEmpty()) {
            throw failure(
                    "%s", "the law does not hold:\n  " + String.join("\n  ", broken) + "\n" + AccountText.of(now));
        }
        return myself;
    }

    /**
     * Checks how many calls ended.
     *
     * @param expected their number, whatever the outcome
     * @return this
     */
    public SELF calls(long expected) {
        return check("calls ended", now().callsEnded(), expected);
    }

    /**
     * Checks how many calls ended in one way.
     *
     * @param outcome how they ended
     * @param expected their number
     * @return this
     */
    public SELF calls(Outcome outcome, long expected) {
        String what = "calls ended as " + outcome.name().toLowerCase(Locale.ROOT);
        return check(what, now().count(outcome), expected);
    }

    /**
     * Checks how many callbacks (extractors, rules, classifiers) threw.
     *
     * @param expected their number, wherever it was
     * @return this
     */
    public SELF instrumentationErrors(long expected) {
        long errors = now().instrumentationErrors().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return check("instrumentation errors", errors, expected);
    }

    /**
     * Checks what has begun and not yet ended.
     *
     * @param expected events in flight of a handler, running calls of an operation
     * @return this
     */
    public SELF inFlight(long expected) {
        return check("in flight", now().inFlight(), expected);
    }

    final S now() {
        return reading.now();
    }

    /** Compares a figure just read; the account shown is read after it, and so may be further on while recording goes on. */
    final SELF check(String what, Object actualFigure, Object expected) {
        if (!actualFigure.equals(expected)) {
            throw failureWithActualExpected(
                    actualFigure,
                    expected,
                    "%s",
                    what + ": expected " + expected + ", but was " + actualFigure + "\n" + AccountText.of(now()));
        }
        return myself;
    }
}
