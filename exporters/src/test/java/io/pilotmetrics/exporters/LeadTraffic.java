// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.Handler;
import io.pilotmetrics.ThrowingConsumer;
import io.pilotmetrics.Tracking;
import io.pilotmetrics.snapshot.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Drives a handler that asks everything of its events until each of its counters has a number of its own. */
final class LeadTraffic {

    private final HandClock clock;
    private final Handler<Lead> handler;
    private final List<Tracking> inFlight = new ArrayList<>();
    private int made;

    LeadTraffic(HandClock clock, Handler<Lead> handler) {
        this.clock = clock;
        this.handler = handler;
    }

    /** A new lead that happened a few milliseconds before. */
    private Lead lead() {
        made++;
        Instant at = clock.wall().minusMillis(1);
        return Lead.of("id-" + made, at, made % 37 == 0 ? null : "user-" + made % 53);
    }

    private List<Lead> each(int times, Function<Lead, Lead> change) {
        return IntStream.range(0, times).mapToObj(i -> change.apply(lead())).toList();
    }

    private void processed(int times, Function<Lead, Lead> change) {
        for (int i = 0; i < times; i++) {
            long nanos = 400_000L * (i + 1) * (i + 1);
            handler.run(change.apply(lead()), lead -> clock.advance(nanos));
        }
    }

    private <X extends Exception> void failing(int times, ThrowingConsumer<Lead, X> code) {
        for (int i = 0; i < times; i++) {
            Lead lead = lead();
            assertThatThrownBy(() -> handler.run(lead, code)).isInstanceOf(Exception.class);
        }
    }

    private void numbered(String source, long epoch, long... numbers) {
        for (long number : numbers) {
            handler.run(lead().withNumber(source, epoch, number), lead -> {});
        }
    }

    private static long[] from(long first, long last) {
        return java.util.stream.LongStream.rangeClosed(first, last).toArray();
    }

    void firstMinutes() {
        List<Tracking> expiring =
                each(6, lead -> lead).stream().map(handler::start).toList();
        clock.advance(Duration.ofSeconds(130)); // longer than ids are remembered
        expiring.forEach(Tracking::close); // without an outcome: abandoned
        handler.start(lead()).close();

        processed(41, lead -> lead);
        processed(10, lead -> lead.withTime(null));
        processed(12, lead -> lead.withTime(clock.wall().plusSeconds(3)));
        processed(15, lead -> lead.withTime(clock.wall().minusSeconds(33)));
        processed(8, lead -> lead.withTime(clock.wall().minusSeconds(5)));
        processed(17, lead -> lead.withId(null));
        processed(20, lead -> lead.withAttempt(2));
        processed(19, Lead::buying);
        processed(13, lead -> lead.withId("lost-" + made).buying());
        processed(9, lead -> lead.withContent(Lead.POISON));
        failing(21, lead -> {
            clock.advance(61_000_000);
            throw new IOException("down");
        });
        failing(11, lead -> {
            clock.advance(2_000_000_000L);
            throw new IllegalArgumentException("bad");
        });
        failing(2, lead -> {
            throw new CancellationException("enough");
        });
        failing(24, lead -> {
            throw new RejectedExecutionException("full");
        });
        each(25, lead -> lead).forEach(lead -> handler.refused(lead, "queue_full"));
        for (int i = 0; i < 27; i++) {
            handler.malformed("not_json");
        }
        processed(28, lead -> lead.withEmail(null));
        processed(4, lead -> lead.withEmail("odd"));
        repeated(34, lead -> lead);
        repeated(30, lead -> lead.withContent("other"));
        each(35, lead -> lead).forEach(handler::recover);
        batches();
        told();
        for (int i = 0; i < 14; i++) {
            handler.run(lead(), lead -> clock.setBack(5_000_000));
            clock.setBack(0);
        }
    }

    private void repeated(int times, Function<Lead, Lead> second) {
        for (Lead lead : each(times, lead -> lead)) {
            handler.run(lead, first -> {});
            handler.run(second.apply(lead), again -> {});
        }
    }

    /** What is told without a throw, or skipped: so that outcomes, exceptions and what is passed on differ. */
    private void told() {
        each(14, lead -> lead).forEach(lead -> handler.start(lead).outcome(Outcome.CANCELLED));
        each(7, lead -> lead).forEach(lead -> handler.start(lead).outcome(Outcome.CLIENT_ERROR));
        Lead known = lead();
        for (int i = 0; i < 3; i++) {
            handler.consumer(lead -> {}).skipDuplicates().accept(known);
        }
    }

    private void batches() {
        handler.batch((events, report) -> {
                    clock.advance(7_000_000);
                    report.failed(1, new IOException("one"));
                    report.failed(99, new IOException("there is no such event"));
                })
                .accept(each(8, lead -> lead));
        handler.batch((events, report) -> {}).accept(each(3, lead -> lead));
    }

    void lastMinute() {
        numbered("shop-eu", 1, from(1, 40));
        numbered("shop-eu", 1, from(48, 60)); // 7 missing
        numbered("shop-eu", 2, 1, 2, 3, 9, 10, 6); // 5 missing, one of which comes in time
        numbered("shop-us", 0, 5, 4, 6, 8); // 1, 2, 3 and 7
        numbered(
                "shop-old", 0, IntStream.range(0, 25).mapToLong(i -> 3 + 2L * i).toArray()); // more gaps than are kept
        numbered("shop-jump", 0, 1, 3_000_001);
        clock.advance(Duration.ofSeconds(11)); // longer than the grace time
        numbered("shop-eu", 1, 41, 44, 45); // late, and they fill
        numbered("shop-old", 0, 2, 4, 6, 8, 10); // late, and nobody knows any more whether they were missing
        numbered("shop-eu", 1, 64, 66, 67);
        handler.announce("shop-us", 0, 13);

        Instant minute = HandClock.START.plusSeconds(120);
        handler.sent("shop", minute, minute.plusSeconds(60), 300);
        handler.sent("shop", minute.plusSeconds(60), minute.plusSeconds(120), 7);
        handler.stored("warehouse", minute, minute.plusSeconds(60), 290);
        handler.sent("still.open", minute.plusSeconds(120), minute.plusSeconds(180), 3);

        processed(9, lead -> lead);
        handler.run(lead(), lead -> clock.advance(0));
        each(10, lead -> lead).forEach(lead -> inFlight.add(handler.start(lead)));
    }
}
