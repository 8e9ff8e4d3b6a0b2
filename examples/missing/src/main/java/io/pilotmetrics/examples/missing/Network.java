// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A lossy hop: loses events by chance and in one burst, delays some, copies some. */
final class Network {

    private static final double LOSS = 0.003;
    private static final double COPIED = 0.01;
    private static final double DELAYED = 0.1;
    private static final double LATE = 0.004;
    private static final long MILLI = 1_000_000;
    private static final long SMALL_DELAY = 200 * MILLI;
    private static final double BURST_SHARE = 0.015;

    private final Random random;
    private final String burstOf;
    private final long burstFrom;
    private final long burstUntil;
    private final long end;
    private final Delay late;

    /** How much later than it was sent an event arrives at least, and how much later than that at most. */
    private record Delay(long least, long more) {}

    /**
     * A hop.
     *
     * @param burstOf the producer whose events are lost in a burst
     * @param end when sending ends, in nanoseconds
     * @param grace how long a missing number is pending
     * @param beyondGrace whether some events come after that
     */
    Network(Random random, String burstOf, long end, Duration grace, boolean beyondGrace) {
        this.random = random;
        this.burstOf = burstOf;
        this.end = end;
        this.burstFrom = (long) (end * (0.2 + 0.5 * random.nextDouble()));
        this.burstUntil = burstFrom + (long) (end * BURST_SHARE);
        long pending = grace.toNanos();
        this.late = beyondGrace ? new Delay(pending * 5 / 4, pending / 2) : new Delay(pending / 4, pending / 2);
    }

    /** When an event arrives, in nanoseconds: never, once or twice. */
    List<Long> arrivals(String source, long at) {
        boolean down = source.equals(burstOf) && at >= burstFrom && at < burstUntil;
        if (down || random.nextDouble() < LOSS) {
            return List.of();
        }
        long first = at + delay(at);
        return random.nextDouble() < COPIED
                ? List.of(first, first + (long) (random.nextDouble() * SMALL_DELAY))
                : List.of(first);
    }

    private long delay(long at) {
        double kind = random.nextDouble();
        double part = random.nextDouble();
        if (kind < LATE && at + late.least() + late.more() < end) {
            return late.least() + (long) (part * late.more());
        }
        return (long) (part * (kind < LATE + DELAYED ? SMALL_DELAY : MILLI));
    }
}
