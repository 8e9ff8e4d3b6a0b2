// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import static io.pilotmetrics.objective.Objectives.latency;

import io.pilotmetrics.Handler;
import io.pilotmetrics.HandlerBuilder;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Outcome;
import java.time.Duration;
import java.util.Random;

/** A handler beside its oracle, and a source of events that love ties. */
final class Bench {

    private static final int IDS = 6;

    final Handler<Lead> handler;
    final Oracle oracle;
    private final String prefix;
    private final Random random;
    private int orders;

    Bench(Handler<Lead> handler, Setup setup, SinkLaw sink, String prefix, Random random) {
        this.handler = handler;
        this.oracle = new Oracle(setup, sink);
        this.prefix = prefix;
        this.random = random;
    }

    static Handler<Lead> register(PilotMetrics pilot, String name, Setup setup) {
        HandlerBuilder<Lead> builder =
                pilot.handler(name, Lead.class).objective(latency().p95().atMost(Duration.ofNanos(Setup.LIMIT_NANOS)));
        if (setup.ids()) {
            builder.id(Lead::idOf).duplicatesWithin(Setup.WINDOW);
        }
        if (setup.rules()) {
            builder.malformedIf("no_email", Lead::firstRule).malformedIf("bad_country", Lead::secondRule);
        }
        if (setup.numbered()) {
            builder.sequence(Lead::sourceOf, Lead::epochOf, Lead::numberOf).grace(Setup.GRACE);
            if (setup.midStream()) {
                builder.joinMidStream();
            } else if (setup.firstNumber() != 1) {
                builder.firstNumber(setup.firstNumber());
            }
        }
        if (setup.guards()) {
            builder.refusedOn("rate_limited", Ending.RateLimited.class)
                    .refusedOn("slow_lane", Ending.SlowLane.class)
                    .refusedOn("busy", Ending.Busy.class)
                    .outcomeOn(Ending.Gone.class, Outcome.CANCELLED)
                    .outcomeOn(Ending.BadRequest.class, Outcome.CLIENT_ERROR)
                    .outcomeOn(Ending.Benign.class, Outcome.SUCCESS)
                    .outcomeOn(Ending.Busy.class, Outcome.CLIENT_ERROR);
        }
        if (name.equals("a")) { // the law's figures are the same with and without
            builder.cohort(Lead::cohortOf);
        }
        if (setup.conversions()) {
            builder.conversion(Lead::conversion);
        }
        return builder.register();
    }

    Setup setup() {
        return oracle.setup;
    }

    Lead nextLead() {
        String id = random.nextInt(7) == 0 ? null : prefix + "id-" + random.nextInt(IDS);
        String source = random.nextInt(8) == 0 ? null : nextSource();
        long epoch = random.nextInt(2);
        long number = source == null || random.nextInt(10) == 0 ? -1 - random.nextInt(2) : nextNumber(source, epoch);
        Lead.Flaw flaw = Lead.Flaw.NONE;
        if (random.nextInt(8) == 0) {
            flaw = LawCase.oneOf(random, Lead.Flaw.values());
        }
        boolean asksNoFurther = (source == null && flaw == Lead.Flaw.NUMBER)
                || ((source == null || number < 0) && flaw == Lead.Flaw.EPOCH);
        if (asksNoFurther) {
            flaw = Lead.Flaw.NONE; // What has no source or no number need not be asked for the rest.
        }
        boolean noEmail = random.nextInt(9) == 0;
        boolean badCountry = random.nextInt(9) == 0;
        String order = random.nextBoolean() ? prefix + handler.name() + "-order-" + orders++ : null;
        return new Lead(id, noEmail, badCountry, source, epoch, number, order, flaw);
    }

    String nextSource() {
        return prefix + "shop-" + random.nextInt(2);
    }

    long nextNumber(String source, long epoch) {
        Source known = oracle.sources.get(Oracle.key(source, epoch));
        if (known == null) {
            return oracle.setup.midStream()
                    ? 40 + random.nextInt(5)
                    : oracle.setup.firstNumber() + (random.nextInt(5) == 0 ? random.nextInt(4) : 0);
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> known.last + 1 + random.nextInt(4);
            case 4, 5, 6, 7 -> known.first + below(known.last - known.first + 2);
            case 8, 9 -> known.last - below(known.last - known.first + 2);
            case 10 -> Math.max(0, known.first - 1 - random.nextInt(3));
            case 11 -> jump(known);
            default -> known.last + 1;
        };
    }

    private long below(long bound) {
        return random.nextInt((int) Math.max(1, Math.min(bound, 12)));
    }

    /** A number just too far away for what lies between to be called missing. */
    private long jump(Source known) {
        return known.last + Source.MAX_JUMP + 1 + random.nextInt(2);
    }

    /** The last number that a source announces: it was seen, or not, or lies beyond a jump. */
    long nextAnnounced(String source) {
        Source known = oracle.sources.get(Oracle.key(source, 0));
        if (known == null) {
            return oracle.setup.firstNumber() + random.nextInt(4);
        }
        return random.nextInt(6) == 0 ? jump(known) : known.last + random.nextInt(4) - 1;
    }
}
