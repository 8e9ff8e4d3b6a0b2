// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The product of shapes and endings that the cases promise to reach. */
final class Required {

    private static final Delivery.Arrival[] ARRIVALS = {
        Delivery.Arrival.MALFORMED,
        Delivery.Arrival.WITHOUT_ID,
        Delivery.Arrival.FIRST,
        Delivery.Arrival.RETRY,
        Delivery.Arrival.AFTER_EXPIRY,
        Delivery.Arrival.DUPLICATE_OF_IN_FLIGHT,
        Delivery.Arrival.DUPLICATE_OF_DONE
    };

    private final Coverage coverage;
    private final List<String> missing = new ArrayList<>();

    private Required(Coverage coverage) {
        this.coverage = coverage;
    }

    static void check(Coverage coverage) {
        Required required = new Required(coverage);
        required.all(Shape.CONSUMER, WrapperShapes.UNCHECKED);
        required.all(Shape.FUNCTION, WrapperShapes.VALUED);
        required.all(Shape.RUN, WrapperShapes.CHECKED);
        required.all(Shape.CALL, WrapperShapes.CHECKED);
        required.all(Shape.STAGE, Ending.values());
        required.each(Shape.STAGE, "AT_ONCE", "LATER", "THROWN", "NULL", "another thread");
        required.all(Shape.BATCH, WrapperShapes.UNCHECKED);
        required.each(
                Shape.BATCH,
                "empty",
                "all skipped",
                "no report",
                "partial failure",
                "throw after report",
                "an id twice");
        required.all(Shape.START, TrackingShape.End.values());
        required.each(Shape.START, "ended twice", "another thread", Ending.THROWS_RATE_LIMITED, Ending.THROWS_BUSY);
        for (Shape shape :
                List.of(Shape.CONSUMER, Shape.FUNCTION, Shape.RUN, Shape.CALL, Shape.STAGE, Shape.BATCH, Shape.START)) {
            required.all(shape, ARRIVALS);
        }
        for (Shape shape : List.of(Shape.CONSUMER, Shape.FUNCTION, Shape.STAGE, Shape.BATCH)) {
            required.each(shape, "skipped MALFORMED", "skipped DUPLICATE_OF_DONE");
        }
        required.each(Shape.MALFORMED, "numbered", "unnumbered");
        required.all(Shape.REFUSED, Lead.Flaw.values());
        required.all(Shape.RUNNABLE, WrapperShapes.UNCHECKED);
        required.all(Shape.SUPPLIER, WrapperShapes.UNCHECKED);
        required.all(Shape.CALLABLE, WrapperShapes.CHECKED);
        required.all(Shape.OPERATION_STAGE, WrapperShapes.CHECKED);
        required.each(Shape.OPERATION_STAGE, "NULL");
        required.each("fallback", Ending.RETURNS, Ending.THROWS, Ending.THROWS_ERROR);
        required.each("nested", 0, 1);
        required.each(
                "rare",
                "conversion not stored",
                "number below the first",
                "jump",
                "id expired in flight, for certain",
                "exception",
                "negative",
                "operation's exception",
                "operation's negative");
        assertThat(required.missing).as("never reached; %s", coverage).isEmpty();
    }

    private void all(Shape shape, Enum<?>[] whats) {
        each(shape, (Object[]) whats);
    }

    private void each(Object shape, Object... whats) {
        for (Object what : whats) {
            if (coverage.count(shape, what) == 0) {
                missing.add(shape + " x " + what);
            }
        }
    }
}
