// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.snapshot.CountDifference.State.CLOSED;
import static io.pilotmetrics.snapshot.CountDifference.State.OPEN;
import static io.pilotmetrics.snapshot.CountDifference.State.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.snapshot.CountDifference;
import io.pilotmetrics.snapshot.StatedCounts;
import io.pilotmetrics.snapshot.StatedIds;
import io.pilotmetrics.snapshot.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others say that they counted, beside our own counts by minute. */
class StatedCountsTest {

    record Lead(String id, @Nullable Instant at) {}

    private final ManualTime clock = new ManualTime();
    private final PilotMetrics pilot = PilotMetrics.builder("p").clock(clock).build();
    private final Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
            .id(Lead::id)
            .occurredAt(Lead::at)
            .duplicatesWithin(Duration.ofMinutes(30))
            .countedByMinute(Duration.ofHours(1))
            .register();

    @AfterEach
    void close() {
        pilot.close();
    }

    private static Instant second(int second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private static Instant minute(int minute) {
        return second(60 * minute);
    }

    private void arrives(String id, int second) {
        leads.run(new Lead(id, second(second)), lead -> {});
    }

    private void fails(String id, int second) {
        try {
            leads.run(new Lead(id, second(second)), lead -> {
                throw new IllegalStateException("down");
            });
        } catch (IllegalStateException e) {
            // as it should
        }
    }

    private CountDifference only() {
        List<CountDifference> all = leads.snapshot().stated().differences();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void event_thatCrossesAMinute_isNoDifference() {
        clock.seconds(59);
        arrives("a", 58);
        clock.seconds(3);
        arrives("b", 59); // in the next minute by arrival
        clock.seconds(118);
        leads.sent("shop", minute(0), minute(1), 2);
        leads.sent("shop", minute(1), minute(2), 0);
        assertThat(leads.snapshot().stated().differences())
                .allSatisfy(each -> assertThat(each.difference()).isZero())
                .allSatisfy(each -> assertThat(each.state()).isEqualTo(CLOSED));
    }

    @Test
    void event_withoutATime_countsWhereItArrived() {
        clock.seconds(61);
        leads.run(new Lead("a", null), lead -> {});
        leads.malformed("not_json");
        assertThat(leads.snapshot().stated().between(minute(1), minute(2))).isEqualTo(new StatedCounts.Minute(2, 1));
    }

    @Test
    void processed_countsForTheEventsOwnMinute_wheneverThatIs() {
        clock.seconds(30);
        fails("a", 20);
        try (Tracking slow = leads.start(new Lead("b", second(25)))) {
            clock.seconds(100);
            arrives("a", 20); // its retry; without an attempt it is one more that arrived
            slow.success();
        }
        assertThat(leads.snapshot().stated().minutes())
                .containsExactly(java.util.Map.entry(minute(0), new StatedCounts.Minute(3, 2)));
    }

    @Test
    void repeat_isCountedOnce() {
        arrives("a", 0);
        arrives("a", 0);
        assertThat(leads.snapshot().stated().between(minute(0), minute(1))).isEqualTo(new StatedCounts.Minute(1, 1));
    }

    @Test
    void recovered_isProcessed_once() {
        fails("a", 0);
        leads.recover(new Lead("a", second(0)));
        leads.recover(new Lead("a", second(0)));
        assertThat(leads.snapshot().stated().between(minute(0), minute(1))).isEqualTo(new StatedCounts.Minute(1, 1));
    }

    @Test
    void sent_isHeldAgainstWhatArrived_storedAgainstWhatWasProcessed() {
        arrives("a", 0);
        fails("b", 0);
        clock.seconds(120);
        leads.sent("shop", minute(0), minute(1), 2);
        leads.stored("shop", minute(0), minute(1), 2);
        assertThat(leads.snapshot().stated().differences())
                .extracting(CountDifference::difference)
                .containsExactly(0L, 1L);
    }

    @Test
    void refused_arrived() {
        leads.refused(new Lead("a", second(0)), "queue_full");
        assertThat(leads.snapshot().stated().between(minute(0), minute(1))).isEqualTo(new StatedCounts.Minute(1, 0));
    }

    @Test
    void event_tooOldOrFromTheFuture_isCountedApart() {
        clock.seconds(3 * 3600);
        int now = 3 * 3600;
        arrives("oldest", now - 59 * 60);
        arrives("too old", now - 59 * 60 - 1);
        arrives("ahead", now + 119);
        arrives("future", now + 120);
        StatedCounts stated = leads.snapshot().stated();
        assertThat(stated.outside()).isEqualTo(2);
        assertThat(stated.minutes()).hasSize(2);
    }

    @Test
    void minute_whosePlaceIsTakenOver_isForgotten() {
        arrives("a", 0);
        clock.seconds(62 * 60);
        arrives("b", 62 * 60); // the same place
        assertThat(leads.snapshot().stated().minutes())
                .containsExactly(java.util.Map.entry(minute(62), new StatedCounts.Minute(1, 1)));
    }

    @Test
    void window_isOpenUntilItsLateEventsAreIn() {
        arrives("a", 0);
        clock.seconds(61);
        leads.sent("shop", minute(0), minute(1), 2);
        assertThat(only().state()).isEqualTo(OPEN);
        assertThat(only().differs()).isFalse();
        assertThat(leads.snapshot().stated().totals()).isEmpty();
        clock.seconds(59);
        assertThat(only().state()).isEqualTo(CLOSED);
        assertThat(only().differs()).isTrue();
        assertThat(only().difference()).isEqualTo(1);
        clock.seconds(600);
        assertThat(only().age()).isEqualTo(Duration.ofMinutes(11));
        arrives("late", 30);
        assertThat(only().differs()).isFalse();
    }

    @Test
    void window_beforeTheHandlerBegan_isUndetermined() {
        clock.seconds(90);
        Handler<Lead> later = pilot.handler("later", Lead.class)
                .occurredAt(Lead::at)
                .countedByMinute(Duration.ofMinutes(10))
                .register();
        clock.seconds(210);
        later.sent("shop", minute(1), minute(2), 5);
        later.sent("shop", minute(2), minute(3), 5);
        assertThat(later.snapshot().stated().differences())
                .extracting(CountDifference::state)
                .containsExactly(UNDETERMINED, CLOSED);
    }

    @Test
    void statement_onTheSameWindow_replacesTheEarlier() {
        clock.seconds(180);
        leads.sent("shop", minute(0), minute(1), 2);
        leads.stored("shop", minute(0), minute(1), 7);
        leads.sent("shop", minute(0), minute(1), 3);
        assertThat(leads.snapshot().stated().statements())
                .extracting(Statement::kind, Statement::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Statement.Kind.SENT, 3L),
                        org.assertj.core.groups.Tuple.tuple(Statement.Kind.STORED, 7L));
    }

    @Test
    void statements_areBounded_theOldestGiveWay_andAreCounted() {
        clock.seconds(600);
        for (int i = 0; i < 1_003; i++) {
            leads.sent("shop " + i, minute(0), minute(1), i);
        }
        StatedCounts stated = leads.snapshot().stated();
        assertThat(stated.statements()).hasSize(1_000).noneMatch(each -> each.count() < 3);
        assertThat(stated.givenWay()).isEqualTo(3);
    }

    @Test
    void statement_thatIsNoLongerCountedBackTo_givesWay() {
        clock.seconds(60);
        leads.sent("shop", minute(0), minute(1), 1);
        clock.seconds(59 * 60 - 1);
        assertThat(leads.snapshot().stated().statements()).hasSize(1);
        clock.seconds(1);
        assertThat(leads.snapshot().stated().statements()).isEmpty();
        assertThat(leads.snapshot().stated().givenWay()).isEqualTo(1);
    }

    @Test
    void sentIds_namesWhatNeverArrived() {
        clock.seconds(60);
        arrives("a", 10);
        fails("b", 20);
        StatedIds answer = leads.sentIds("shop", minute(0), minute(1), List.of("a", "b", "c", "c"));
        assertThat(answer.missing()).containsExactly("b", "c");
        assertThat(answer.unsettled()).isEqualTo(1); // b arrived
        assertThat(answer.undetermined()).isZero();
        assertThat(answer.state()).isEqualTo(OPEN);
        assertThat(answer.statement().count()).isEqualTo(3);
        assertThat(only().statement().ids()).isEqualTo(new Statement.Ids(2, 0));
        assertThat(answer.toString()).doesNotContain("\"b\"").doesNotContain("c,");
        assertThat(pilot.snapshot().toJson()).contains("\"idsMissing\":2");
    }

    @Test
    void storedIds_namesWhatWasNotProcessed() {
        clock.seconds(60);
        arrives("done", 10);
        try (Tracking slow = leads.start(new Lead("in flight", second(20)))) {
            assertThat(leads.storedIds("crm", minute(0), minute(1), List.of("done", "in flight", "never"))
                            .missing())
                    .containsExactly("in flight", "never");
            slow.success();
        }
    }

    @Test
    void ids_namedAgain_claimNothing() {
        clock.seconds(60);
        leads.sentIds("shop", minute(0), minute(1), List.of("a"));
        arrives("a", 10);
        assertThat(leads.snapshot().stated().between(minute(0), minute(1)).received())
                .isEqualTo(1);
        assertThat(leads.sentIds("shop", minute(0), minute(1), List.of("a")).missing())
                .isEmpty();
    }

    @Test
    void ids_beyondTheirWindow_areUndetermined() {
        arrives("a", 10);
        clock.seconds(31 * 60);
        arrives("b", 30 * 60);
        StatedIds old = leads.sentIds("shop", minute(0), minute(1), List.of("a", "never"));
        assertThat(old.missing()).isEmpty();
        assertThat(old.undetermined()).isEqualTo(2);
        StatedIds young = leads.sentIds("shop", minute(30), minute(31), List.of("b", "never"));
        assertThat(young.missing()).containsExactly("never");
        assertThat(young.undetermined()).isZero();
    }

    @Test
    void ids_ofAWindowBeforeTheHandlerBegan_areUndetermined() {
        clock.seconds(90);
        Handler<Lead> later = pilot.handler("later", Lead.class)
                .id(Lead::id)
                .countedByMinute(Duration.ofMinutes(10))
                .register();
        StatedIds answer = later.sentIds("shop", minute(1), minute(2), List.of("a"));
        assertThat(answer.missing()).isEmpty();
        assertThat(answer.undetermined()).isEqualTo(1);
    }

    @Test
    void ids_someOfWhichGaveWay_areUndetermined() {
        Handler<Lead> small = pilot.handler("small", Lead.class)
                .id(Lead::id)
                .maxIds(5)
                .countedByMinute(Duration.ofMinutes(10))
                .register();
        for (int i = 0; i < 300; i++) {
            small.run(new Lead("id " + i, null), lead -> {});
        }
        clock.seconds(60);
        StatedIds answer = small.sentIds("shop", minute(0), minute(1), List.of("id 0", "id 299"));
        assertThat(answer.missing()).isEmpty();
        assertThat(answer.undetermined()).isEqualTo(1);
    }

    @Test
    void ids_areKnownByValue() {
        record Event(Object id) {}
        for (boolean exact : List.of(false, true)) {
            HandlerBuilder<Event> builder =
                    pilot.handler("values " + exact, Event.class).id(Event::id).countedByMinute(Duration.ofMinutes(10));
            Handler<Event> handler = (exact ? builder.exactIds() : builder).register();
            UUID uuid = new UUID(1, 2);
            for (Object id : List.of(5, uuid, new byte[] {1, 2}, "text")) {
                handler.run(new Event(id), event -> {});
            }
            List<Object> named = List.of(
                    5L, 5, new UUID(1, 2), new byte[] {1, 2}, new byte[] {1, 2}, java.nio.CharBuffer.wrap("text"), 6);
            StatedIds answer =
                    handler.sentIds("shop", clock.wall(), clock.wall().plusSeconds(60), named);
            assertThat(answer.missing()).containsExactly(6);
            assertThat(answer.statement().count()).isEqualTo(5);
        }
        Handler<Long> numbers = pilot.handler("numbers", Long.class)
                .longId(id -> id)
                .countedByMinute(Duration.ofMinutes(10))
                .register();
        numbers.run(7L, id -> {});
        assertThat(numbers.sentIds("shop", minute(0), minute(1), List.of(7L, 8L))
                        .missing())
                .containsExactly(8L);
    }

    @Test
    void badStatement_isRefusedWithTheMend() {
        clock.seconds(3 * 3600);
        record Bad(String message, Runnable statement) {}
        Instant now = clock.wall();
        List<Bad> bad = new ArrayList<>();
        bad.add(new Bad(
                "from.truncatedTo(ChronoUnit.MINUTES)", () -> leads.sent("shop", now.minusSeconds(61), now, 1)));
        bad.add(new Bad("begins before it ends", () -> leads.sent("shop", now, now, 1)));
        bad.add(new Bad("needs a count of 0 or more, got -1", () -> leads.sent("shop", now.minusSeconds(60), now, -1)));
        bad.add(new Bad("needs to say whose it is", () -> leads.stored(" ", now.minusSeconds(60), now, 1)));
        bad.add(new Bad(
                "longer countedByMinute(…) than 60 minutes", () -> leads.sent("shop", minute(1), minute(2), 1)));
        bad.add(new Bad("still to come", () -> leads.stored("shop", now, now.plusSeconds(180), 1)));
        bad.add(new Bad(
                "let the extractor give text", () -> leads.sentIds("shop", now, now.plusSeconds(60), List.of(1.5))));
        for (Bad each : bad) {
            assertThatThrownBy(each.statement()::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("handler \"lead.ingest\"")
                    .hasMessageContaining(each.message());
        }
        assertThat(leads.snapshot().stated().statements()).isEmpty();
    }

    @Test
    void handler_thatDoesNotCountByMinute_refusesStatementsWithTheMend() {
        Handler<Lead> plain = pilot.handler("plain", Lead.class).register();
        assertThatThrownBy(() -> plain.sent("shop", minute(0), minute(1), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "handler \"plain\": sent(…) needs counts by minute; ask for them with countedByMinute(");
        Handler<Lead> counted = pilot.handler("no ids", Lead.class)
                .countedByMinute(Duration.ofMinutes(5))
                .register();
        assertThatThrownBy(() -> counted.storedIds("shop", minute(0), minute(1), List.of("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("say with id(…) or longId(…)");
    }

    @Test
    void countedByMinute_thatIsNoTimeBack_isRefusedWithTheMend() {
        HandlerBuilder<Lead> builder = pilot.handler("h", Lead.class);
        for (Duration bad : List.of(
                Duration.ZERO,
                Duration.ofSeconds(90),
                Duration.ofDays(8),
                Duration.ofMinutes(-1),
                Duration.ofMinutes(5).plusNanos(1))) {
            assertThatThrownBy(() -> builder.countedByMinute(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "handler \"h\": countedByMinute needs whole minutes, 1 minute to 7 days, got " + bad);
        }
        builder.occurredAt(Lead::at).lateAfter(Duration.ofMinutes(5)).countedByMinute(Duration.ofMinutes(5));
        assertThatThrownBy(builder::register)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has to reach further back than lateAfter(PT5M)");
    }
}
