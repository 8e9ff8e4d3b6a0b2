// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.objective.Objectives.dropRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.Gap;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot.Assurance;
import io.pilotmetrics.snapshot.SourceLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing numbers as users of the door see them: by name, over instances and restarts. */
class MissingNumbersTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private record Lead(
            String shop, long epoch, long number, @Nullable Instant at) {}

    private final ManualTime time = new ManualTime();

    private PilotMetrics pilot(String instance, Assurance... assurances) {
        PilotBuilder builder = PilotMetrics.builder("crm").instance(instance).clock(time);
        for (Assurance assurance : assurances) {
            builder.assure(assurance);
        }
        return builder.build();
    }

    private static Handler<Lead> leads(PilotMetrics pilot) {
        return pilot.handler("lead", Lead.class)
                .sequence(Lead::shop, Lead::epoch, Lead::number)
                .occurredAt(Lead::at)
                .objective(dropRate().atMost(0.01))
                .register();
    }

    private static void send(Handler<Lead> leads, String shop, long from, long to, LongPredicate arrives) {
        for (long number = from; number <= to; number++) {
            if (arrives.test(number)) {
                leads.consumer(lead -> {}).accept(new Lead(shop, 3, number, NOON.plusSeconds(number)));
            }
        }
    }

    @Test
    void missing_hasTheTimesOfItsNeighbours() {
        try (PilotMetrics pilot = pilot("a")) {
            Handler<Lead> leads = leads(pilot);
            send(leads, "shop", 1, 10, number -> number < 4 || number > 6);
            leads.announce("shop", 3, 12);
            pilot.settle();
            assertThat(leads.snapshot().ledger().missing("shop"))
                    .containsExactly(
                            new Gap(3, 4, 6, NOON.plusSeconds(3), NOON.plusSeconds(7)),
                            new Gap(3, 11, 12, NOON.plusSeconds(10), null));
            assertThat(leads.snapshot().ledger().missing("shop").get(0))
                    .hasToString("4-6, sent between 2026-03-01T12:00:03Z and 2026-03-01T12:00:07Z");
        }
    }

    @Test
    void missing_withoutEventTimes_hasTheTimesOfArrival() {
        try (PilotMetrics pilot = pilot("a")) {
            Handler<Lead> leads = pilot.handler("lead", Lead.class)
                    .sequence(Lead::shop, Lead::number)
                    .register();
            Instant first = time.wall();
            leads.consumer(lead -> {}).accept(new Lead("shop", 0, 1, null));
            time.pass(Duration.ofSeconds(5));
            leads.consumer(lead -> {}).accept(new Lead("shop", 0, 3, null));
            pilot.settle();
            assertThat(leads.snapshot().ledger().missing("shop"))
                    .containsExactly(new Gap(0, 2, 2, first, first.plusSeconds(5)));
        }
    }

    @Test
    void twoInstances_thatSeeHalfEach_missNothingOnceMerged_andSaySoBefore() {
        try (PilotMetrics a = pilot("a");
                PilotMetrics b = pilot("b")) {
            Handler<Lead> atA = leads(a);
            Handler<Lead> atB = leads(b);
            send(atA, "shop", 1, 2_000, number -> number % 2 == 0 && number != 500);
            send(atB, "shop", 1, 2_000, number -> number % 2 == 1);
            a.settle();
            b.settle();
            Scorecard alone = a.scorecard();
            assertThat(alone.verdict()).as("it cannot know").isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(alone.explain()).contains("one instance's view");
            PilotSnapshot merged = PilotSnapshot.merge(
                    PilotSnapshot.parse(a.snapshot().toJson()),
                    PilotSnapshot.parse(b.snapshot().toJson()));
            assertThat(merged.handler("lead").ledger().missing("shop"))
                    .containsExactly(new Gap(3, 500, 500, NOON.plusSeconds(499), NOON.plusSeconds(501)));
            assertThat(Scorecard.of(merged).verdict()).isEqualTo(Verdict.GO);
            assertThat(Scorecard.of(merged).explain()).doesNotContain("one instance's view");
        }
    }

    @Test
    void scorecard_worstSourceFirst_burstsApartFromTrickle_andUnknownTails() {
        try (PilotMetrics pilot = pilot("a", Assurance.SOURCE_REACHES_ONE_INSTANCE)) {
            Handler<Lead> leads = leads(pilot);
            send(leads, "shop-eu", 1, 2_000, number -> number % 400 != 7);
            send(leads, "shop-us", 1, 2_000, number -> (number < 700 || number > 899) && number != 31);
            send(leads, "shop-uk", 1, 50, number -> true);
            leads.announce("shop-uk", 3, 50);
            pilot.settle();
            Scorecard card = pilot.scorecard();
            assertThat(card.missing())
                    .containsExactly(
                            "lead shop-us epoch 3: 201 of 2,000 (10.05 %): a burst of 200, 700-899, sent between"
                                    + " 2026-03-01T12:11:39Z and 2026-03-01T12:15:00Z; a trickle of 1, 31, sent between"
                                    + " 2026-03-01T12:00:30Z and 2026-03-01T12:00:32Z",
                            "lead shop-eu epoch 3: 5 of 2,000 (0.25 %): a trickle of 5, 7, 407, 807, 1207, 1607");
            assertThat(card.notes())
                    .containsExactly(
                            "lead tail unknown of shop-eu epoch 3 since 2026-03-01T12:33:20Z, shop-us epoch 3 since"
                                    + " 2026-03-01T12:33:20Z: no number after the last one seen is missed until it is told with"
                                    + " announce(…)");
            assertThat(card.explain()).contains("missing      lead shop-us").contains("note         lead tail unknown");
            assertThat(card.verdict()).isEqualTo(Verdict.NO_GO);
        }
    }

    @Test
    void gapsThatSuchALossMakesByChance_areNoBursts() {
        try (PilotMetrics pilot = pilot("a")) {
            Handler<Lead> leads = leads(pilot);
            send(leads, "shop", 1, 2_000, number -> number % 4 == 0); // three lost between any two
            pilot.settle();
            assertThat(pilot.scorecard().missing())
                    .singleElement()
                    .asString()
                    .contains("a trickle of 1,500")
                    .doesNotContain("burst");
        }
    }

    @Test
    void plannedRestart_inventsNoDrop_andKeepsWhatWasMissing(@TempDir Path folder) {
        Path state = folder.resolve("crm.state");
        try (PilotMetrics before = pilot("a")) {
            Handler<Lead> leads = leads(before);
            assertThat(before.restoreFrom(state)).as("the first start").isEmpty();
            send(leads, "shop", 1, 100, number -> number != 42);
            before.close();
            before.saveState(state);
        }
        time.pass(Duration.ofMinutes(3));
        try (PilotMetrics after = pilot("a")) {
            Handler<Lead> leads = leads(after);
            assertThat(after.restoreFrom(state)).hasValueSatisfying(restored -> {
                assertThat(restored.complete()).isTrue();
                assertThat(restored.handlers()).containsExactly("lead");
                assertThat(restored.leftOut()).isEmpty();
            });
            send(leads, "shop", 101, 200, number -> true);
            after.settle();
            SourceLedger shop = leads.snapshot().ledger().sources().get(0);
            assertThat(shop.dropped()).hasToString("42");
            assertThat(shop.seen()).isEqualTo(199);
            assertThat(leads.snapshot().received()).as("counts start anew").isEqualTo(100);
            assertThat(leads.snapshot().ledger().undetermined()).isZero();
        }
    }

    @Test
    void plannedRestart_thenAnEndBeforeTheNextSave_isUnplanned(@TempDir Path folder) {
        Path state = folder.resolve("crm.state");
        try (PilotMetrics before = pilot("a")) {
            send(leads(before), "shop", 1, 100, number -> true);
            before.close();
            before.saveState(state);
        }
        try (PilotMetrics killed = pilot("a")) {
            Handler<Lead> leads = leads(killed);
            killed.restoreFrom(state);
            send(leads, "shop", 101, 110, number -> true);
        }
        try (PilotMetrics after = pilot("a")) {
            Handler<Lead> leads = leads(after);
            assertThat(after.restoreFrom(state))
                    .hasValueSatisfying(r -> assertThat(r.complete()).isFalse());
            send(leads, "shop", 111, 120, number -> true);
            after.settle();
            assertThat(leads.snapshot().ledger().dropped()).isZero();
            assertThat(leads.snapshot().ledger().undetermined()).isEqualTo(10);
        }
    }

    @Test
    void unplannedEnd_makesWhatCameSinceTheSaveUndetermined(@TempDir Path folder) {
        Path state = folder.resolve("crm.state");
        try (PilotMetrics killed = pilot("a")) {
            Handler<Lead> leads = leads(killed);
            send(leads, "shop", 1, 100, number -> number != 42);
            time.pass(Duration.ofMinutes(1));
            killed.saveState(state);
            send(leads, "shop", 101, 120, number -> true);
        }
        try (PilotMetrics after = pilot("a")) {
            Handler<Lead> leads = leads(after);
            assertThat(after.restoreFrom(state))
                    .hasValueSatisfying(r -> assertThat(r.complete()).isFalse());
            time.pass(Duration.ofMinutes(1));
            send(leads, "shop", 131, 200, number -> number != 150);
            send(leads, "unheard", 11, 20, number -> true);
            after.settle();
            SourceLedger shop = leads.snapshot().ledger().sources().get(0);
            assertThat(shop.dropped()).hasToString("42, 150");
            assertThat(shop.forgotten()).hasToString("101-130");
            SourceLedger unheard = leads.snapshot().ledger().sources().get(1);
            assertThat(unheard.dropped().size()).isZero();
            assertThat(unheard.forgotten()).hasToString("1-10");
            assertThat(leads.snapshot().ledger().undetermined()).isEqualTo(40);
        }
    }

    @Test
    void restore_ofHandlersThatAreGone_saysSo(@TempDir Path folder) {
        Path state = folder.resolve("crm.state");
        try (PilotMetrics before = pilot("a")) {
            leads(before);
            before.handler("old", Lead.class).register();
            before.saveState(state);
        }
        try (PilotMetrics after = pilot("a")) {
            leads(after);
            assertThat(after.restoreFrom(state))
                    .hasValueSatisfying(
                            restored -> assertThat(restored.leftOut()).containsExactly("old"));
        }
    }

    @Test
    void restore_ofAHandlerThatIsRegisteredLater_goesOnThen(@TempDir Path folder) {
        Path state = folder.resolve("crm.state");
        try (PilotMetrics before = pilot("a")) {
            send(leads(before), "shop", 1, 50, number -> true);
            before.close();
            before.saveState(state);
        }
        try (PilotMetrics after = pilot("a")) {
            after.restoreFrom(state);
            Handler<Lead> leads = leads(after);
            send(leads, "shop", 51, 60, number -> number != 55);
            after.settle();
            assertThat(leads.snapshot().ledger().sources().get(0).dropped()).hasToString("55");
        }
    }

    @Test
    void saveState_whereEventsPassedByTheClosedPilot_isNotComplete(@TempDir Path folder) {
        Path state = folder.resolve("crm.state");
        try (PilotMetrics before = pilot("a")) {
            Handler<Lead> leads = leads(before);
            send(leads, "shop", 1, 5, number -> true);
            before.close();
            send(leads, "shop", 6, 9, number -> true);
            before.saveState(state);
        }
        try (PilotMetrics after = pilot("a")) {
            Handler<Lead> leads = leads(after);
            assertThat(after.restoreFrom(state))
                    .hasValueSatisfying(r -> assertThat(r.complete()).isFalse());
            send(leads, "shop", 10, 10, number -> true);
            after.settle();
            assertThat(leads.snapshot().ledger().dropped()).isZero();
        }
    }

    @Test
    void oneCorruptNumber_isNoGo_thatRestsOnWhatNobodyKnows() {
        try (PilotMetrics pilot = pilot("a", Assurance.SOURCE_REACHES_ONE_INSTANCE)) {
            Handler<Lead> leads = leads(pilot);
            send(leads, "shop", 1, 100, number -> true);
            send(leads, "shop", 1_000_000_000_000L, 1_000_000_000_000L, number -> true);
            send(leads, "shop", 101, 10_000, number -> number % 4 != 0);
            pilot.settle();
            Scorecard card = pilot.scorecard();
            assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(card.explain())
                    .contains("lead undetermined: 999,999,992,474 left out by jumps of more than a million")
                    .contains("undetermined numbers, or those that another instance may have seen, may decide it");
        }
    }

    @Test
    void scorecard_ofOddNames_movesNoCursor() {
        try (PilotMetrics pilot = pilot("a")) {
            send(leads(pilot), "a\nb\u001b[31m GO", 2, 3, number -> true);
            pilot.settle();
            assertThat(pilot.scorecard().missing())
                    .singleElement()
                    .asString()
                    .startsWith("lead a?b?[31m GO epoch 3: 1 of 3");
        }
    }

    @Test
    void restore_afterTheFirstEvent_isRefused(@TempDir Path folder) {
        Path state = folder.resolve("crm.state");
        try (PilotMetrics pilot = pilot("a")) {
            Handler<Lead> leads = leads(pilot);
            pilot.saveState(state);
            send(leads, "shop", 1, 1, number -> true);
            assertThatThrownBy(() -> pilot.restoreFrom(state))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "pilot \"crm\": handler \"lead\" has seen numbers already; call restoreFrom(…) before the"
                                    + " first event");
        }
    }

    @Test
    void restore_ofADamagedFile_changesNothing(@TempDir Path folder) throws IOException {
        Path state = folder.resolve("crm.state");
        Files.writeString(state, "not a state");
        try (PilotMetrics pilot = pilot("a")) {
            Handler<Lead> leads = leads(pilot);
            assertThatThrownBy(() -> pilot.restoreFrom(state)).hasMessageContaining("nothing was restored");
            send(leads, "shop", 2, 3, number -> true);
            pilot.settle();
            assertThat(leads.snapshot().ledger().dropped()).isEqualTo(1);
        }
    }
}
