// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What happens in a run and when, drawn from its seed.
 *
 * @param steps in the order of their times
 * @param truth what was sent and lost
 */
record Plan(List<Step> steps, Truth truth) {

    /** How long a missing number is pending. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final List<Producer> PRODUCERS = List.of(
            new Producer(new Life("shop-eu", 1), 0.00, 0.45, 3, true),
            new Producer(new Life("shop-eu", 2), 0.48, 1.00, 0, true),
            new Producer(new Life("shop-us", 1), 0.00, 1.00, 0, true),
            new Producer(new Life("till", 1), 0.00, 0.75, 5, false));
    private static final int SOURCES = 3;
    private static final String BURST_OF = "shop-us";

    private static final double STOP = 0.50;
    private static final double START = 0.60;

    /**
     * One life of a producer.
     *
     * @param from when it begins, as a share of the run
     * @param until when it ends
     * @param lastLost how many of its last events are lost
     * @param announces whether it tells its last number at its end; else it dies without
     */
    private record Producer(Life life, double from, double until, int lastLost, boolean announces) {}

    /** Something that happens. */
    record Step(long atNanos, Work work) {}

    /** What is done then. */
    @FunctionalInterface
    interface Work {
        void on(Balancer balancer);
    }

    static Plan of(Scenario scenario, Instant start) {
        Random random = new Random(scenario.seed());
        long end = Duration.ofSeconds(scenario.seconds()).toNanos();
        Network network = new Network(random, BURST_OF, end, GRACE, scenario.exact());
        Truth truth = new Truth();
        List<Step> steps = new ArrayList<>();
        long interval = Duration.ofSeconds(SOURCES).toNanos() / scenario.rate();
        for (Producer producer : PRODUCERS) {
            send(producer, scenario, interval, start, network, random, truth, steps);
        }
        steps.add(new Step((long) (end * STOP), balancer -> balancer.stop(1)));
        steps.add(new Step((long) (end * START), balancer -> balancer.start(1)));
        for (int kill = 0; kill < scenario.kills(); kill++) {
            double share = (kill + random.nextDouble()) / scenario.kills();
            // Not while the other instance is away.
            double at = share < 0.5 ? 0.05 + share * 0.86 : 0.62 + (share - 0.5) * 0.72;
            steps.add(new Step((long) (end * at), balancer -> balancer.kill(0)));
        }
        steps.sort(Comparator.comparingLong(Step::atNanos));
        return new Plan(List.copyOf(steps), truth);
    }

    private static void send(
            Producer producer,
            Scenario scenario,
            long interval,
            Instant start,
            Network network,
            Random random,
            Truth truth,
            List<Step> steps) {
        long end = Duration.ofSeconds(scenario.seconds()).toNanos();
        long from = (long) (end * producer.from());
        long events = Math.max(1, ((long) (end * producer.until()) - from) / interval);
        boolean untold = scenario.plant() == Scenario.Plant.untold
                && producer.life().source().equals(BURST_OF);
        Life life = producer.life();
        for (long number = 1; number <= events; number++) {
            long at = from + (number - 1) * interval + (long) (random.nextDouble() * interval);
            Event event = new Event(life.source(), life.epoch(), number, start.plusNanos(at));
            truth.sent(event);
            List<Long> arrivals =
                    number > events - producer.lastLost() ? List.of() : network.arrivals(life.source(), at);
            if (arrivals.isEmpty()) {
                truth.lost(event);
            } else if (untold) {
                untold = false; // the first one that should arrive
            } else {
                boolean late = arrivals.get(0) - at > GRACE.toNanos();
                arrive(event, arrivals, random, steps);
                truth.arrived(late, arrivals.size());
            }
        }
        if (producer.announces()) {
            steps.add(new Step(from + events * interval, balancer -> balancer.announce(life, events)));
        }
    }

    private static void arrive(Event event, List<Long> arrivals, Random random, List<Step> steps) {
        for (long arrival : arrivals) {
            int to = random.nextInt(2);
            steps.add(new Step(arrival, balancer -> balancer.deliver(event, to)));
        }
    }
}
