// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.ConversionSink;
import io.pilotmetrics.conversion.MemoryConversionSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A sink of conversions, and beside it what the law says that it keeps: all, those that it has room for, or those that it takes. */
final class SinkLaw {

    private static final int ROOMY = 10_000;

    /** What becomes of a conversion. */
    enum Fate {
        KEPT,
        FULL,
        THROWN
    }

    private final int capacity;
    private final boolean throwsOnOdd;
    private final MemoryConversionSink memory;
    private final List<String> expected = new ArrayList<>();

    private SinkLaw(int capacity, boolean throwsOnOdd) {
        this.capacity = capacity;
        this.throwsOnOdd = throwsOnOdd;
        this.memory = new MemoryConversionSink(capacity);
    }

    static SinkLaw roomy() {
        return new SinkLaw(ROOMY, false);
    }

    static SinkLaw random(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> roomy();
            case 1 -> new SinkLaw(1 + random.nextInt(3), false);
            default -> new SinkLaw(random.nextBoolean() ? ROOMY : 2, true);
        };
    }

    ConversionSink sink() {
        return this::offer;
    }

    private boolean offer(Conversion conversion) {
        if (isThrown(conversion.orderId())) {
            throw new Lead.FlawedCallback();
        }
        return memory.offer(conversion);
    }

    private boolean isThrown(String order) {
        return throwsOnOdd && order.charAt(order.length() - 1) % 2 == 1;
    }

    /** Tells the law of an order whose event was processed. */
    Fate processed(String order) {
        if (isThrown(order)) {
            return Fate.THROWN;
        }
        if (expected.size() == capacity) {
            return Fate.FULL;
        }
        expected.add(order);
        return Fate.KEPT;
    }

    List<String> expected() {
        return expected;
    }

    List<String> kept() {
        return memory.conversions().stream().map(Conversion::orderId).toList();
    }

    @Override
    public String toString() {
        return "sink of " + capacity + (throwsOnOdd ? ", throws on odd orders" : "");
    }
}
