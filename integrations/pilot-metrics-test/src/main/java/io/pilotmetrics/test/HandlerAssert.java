// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.NumberRanges;
import java.util.Arrays;
import java.util.Locale;

/** Assertions on a handler, see {@link PilotAssertions}. */
public final class HandlerAssert extends AccountAssert<HandlerAssert, HandlerSnapshot> {

    HandlerAssert(Reading<HandlerSnapshot> reading) {
        super(reading, HandlerAssert.class);
    }

    /**
     * Checks how many events arrived. A count that your test keeps apart makes the event law more than a sum.
     *
     * @param expected their number
     * @return this
     */
    public HandlerAssert received(long expected) {
        return check("received", now().received(), expected);
    }

    /**
     * Checks how many events were processed.
     *
     * @param expected their number
     * @return this
     */
    public HandlerAssert processed(long expected) {
        return disposition(Disposition.PROCESSED, expected);
    }

    /**
     * Checks how many events failed.
     *
     * @param expected their number
     * @return this
     */
    public HandlerAssert failed(long expected) {
        return disposition(Disposition.FAILED, expected);
    }

    /**
     * Checks how many events were duplicates.
     *
     * @param expected their number, passed on or not
     * @return this
     */
    public HandlerAssert duplicates(long expected) {
        return disposition(Disposition.DUPLICATE, expected);
    }

    /**
     * Checks how many events were malformed.
     *
     * @param expected their number, whatever the reason
     * @return this
     */
    public HandlerAssert malformed(long expected) {
        return disposition(Disposition.MALFORMED, expected);
    }

    /**
     * Checks how many events were malformed for one reason.
     *
     * @param reason the name of the rule, or the reason given
     * @param expected their number
     * @return this
     */
    public HandlerAssert malformed(String reason, long expected) {
        return check("malformed \"" + reason + "\"", now().malformed().getOrDefault(reason, 0L), expected);
    }

    /**
     * Checks how many events were refused.
     *
     * @param expected their number, whatever the reason
     * @return this
     */
    public HandlerAssert refused(long expected) {
        return disposition(Disposition.REFUSED, expected);
    }

    /**
     * Checks how many events were refused for one reason.
     *
     * @param reason the reason given
     * @param expected their number
     * @return this
     */
    public HandlerAssert refused(String reason, long expected) {
        return check("refused \"" + reason + "\"", now().refused().getOrDefault(reason, 0L), expected);
    }

    /**
     * Checks how many events have one disposition.
     *
     * @param disposition what became of them
     * @param expected their number
     * @return this
     */
    public HandlerAssert disposition(Disposition disposition, long expected) {
        return check(name(disposition), now().count(disposition), expected);
    }

    /**
     * Checks how many events of one disposition were passed on to your code all the same.
     *
     * @param disposition malformed or duplicate
     * @param expected their number
     * @return this
     */
    public HandlerAssert passedOn(Disposition disposition, long expected) {
        return check(name(disposition) + " passed on", now().counts().get(Counts.passedOn(disposition)), expected);
    }

    /**
     * Checks how many numbers are missing for good. A gap is dropped after its grace time or when the pilot settles.
     *
     * @param expected their number over all sources
     * @return this
     */
    public HandlerAssert dropped(long expected) {
        return check("dropped", now().ledger().dropped(), expected);
    }

    /**
     * Checks how many numbers are missing and still within their grace time.
     *
     * @param expected their number over all sources
     * @return this
     */
    public HandlerAssert pending(long expected) {
        return check("pending", now().ledger().pending(), expected);
    }

    /**
     * Checks how many distinct numbers arrived.
     *
     * @param expected their number over all sources
     * @return this
     */
    public HandlerAssert seen(long expected) {
        return check("numbers seen", now().ledger().seen(), expected);
    }

    /**
     * Checks which numbers of a source are missing for good, over all of its epochs together.
     *
     * @param source the producer
     * @param numbers the missing numbers in any order; none for a source that is complete
     * @return this
     */
    public HandlerAssert missing(String source, long... numbers) {
        NumberRanges expected = NumberRanges.of(Arrays.stream(numbers)
                .mapToObj(number -> new NumberRanges.Run(number, number))
                .toList());
        NumberRanges missing = NumberRanges.of(now().ledger().missing(source).stream()
                .map(gap -> new NumberRanges.Run(gap.first(), gap.last()))
                .toList());
        return check("missing of \"" + source + "\"", missing, expected);
    }

    private static String name(Disposition disposition) {
        return disposition.name().toLowerCase(Locale.ROOT);
    }
}
