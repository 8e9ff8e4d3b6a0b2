// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.figure;
import static io.pilotmetrics.objective.Objectives.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.PilotSnapshot.Assurance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PilotSnapshotTest {

    record Event(String id, String source, long number) {}

    private static PilotSnapshot instance(String name, Duration limit, List<Event> events) {
        try (PilotMetrics pilot = PilotMetrics.builder("p")
                .instance(name)
                .objective(figure("x").atLeast(0.5))
                .figures(() -> List.of(
                        Figure.exact("x", 0.7, 3, "1", Map.of(), Instant.EPOCH),
                        Figure.exact("empty", Double.NaN, 0, "1", Map.of(), Instant.EPOCH)))
                .build()) {
            Handler<Event> handler = pilot.handler("h", Event.class)
                    .id(Event::id)
                    .sequence(Event::source, Event::number)
                    .objective(latency().p95().atMost(limit))
                    .objective(errorRate().atMost(0.01))
                    .register();
            events.forEach(handler.consumer(e -> {}));
            pilot.operation("o").runnable(() -> {}).run();
            pilot.settle();
            return pilot.snapshot();
        }
    }

    private static final PilotSnapshot A = instance(
            "a",
            Duration.ofMillis(200),
            List.of(new Event("1", "s", 1), new Event("1", "s", 1), new Event("2", "s", 4)));
    private static final PilotSnapshot B =
            instance("b", Duration.ofMillis(300), List.of(new Event("3", "s", 3), new Event("4", "t", 2)));

    @Test
    void json_readBack_isTheSame() {
        for (PilotSnapshot snapshot : List.of(A, B, PilotSnapshot.merge(A, B))) {
            PilotSnapshot read = PilotSnapshot.parse(snapshot.toJson());
            assertThat(read.toJson()).isEqualTo(snapshot.toJson());
            assertThat(read.figures()).isEqualTo(snapshot.figures());
            assertThat(read.handler("h").ledger())
                    .isEqualTo(snapshot.handler("h").ledger());
            assertThat(read.handler("h").latency())
                    .isEqualTo(snapshot.handler("h").latency());
            assertThat(read.objectives()).isEqualTo(snapshot.objectives());
            assertThat(read.instances()).isEqualTo(snapshot.instances());
        }
    }

    @Test
    void merge_unitesNumbersAndAddsCounts() {
        PilotSnapshot merged = PilotSnapshot.merge(A, B);
        HandlerSnapshot h = merged.handler("h");
        assertThat(h.received()).isEqualTo(5);
        assertThat(h.count(Disposition.DUPLICATE)).isEqualTo(1);
        assertThat(h.ledger().missing("s")).extracting(Gap::first, Gap::last).containsExactly(tuple(2L, 2L));
        assertThat(h.ledger().missing("t")).extracting(Gap::first, Gap::last).containsExactly(tuple(1L, 1L));
        assertThat(h.laws()).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
        assertThat(merged.operation("o").callsEnded()).isEqualTo(2);
    }

    @Test
    void merge_unequalLatencyObjectives_areJudgedOverTheInstancesThatCountedThem() {
        PilotSnapshot merged = PilotSnapshot.merge(A, B);
        assertThat(merged.objectives()).hasSize(4);
        assertThat(merged.handler("h")
                        .latency()
                        .threshold(200_000_000)
                        .orElseThrow()
                        .of())
                .isEqualTo(3);
        assertThat(merged.handler("h")
                        .latency()
                        .threshold(300_000_000)
                        .orElseThrow()
                        .of())
                .isEqualTo(2);
    }

    @Test
    void merge_suppliedFigures_areKeptByInstance() {
        assertThat(PilotSnapshot.merge(A, B).supplied())
                .filteredOn(f -> f.name().equals("x"))
                .extracting(f -> f.tags().get("instance"))
                .containsExactly("a", "b");
    }

    @Test
    void merge_duplicates_areALowerBoundUnlessAssured() {
        assertThat(A.duplicatesAreLowerBound()).isFalse();
        assertThat(PilotSnapshot.merge(A, B).duplicatesAreLowerBound()).isTrue();
        PilotSnapshot c = assured("c");
        PilotSnapshot d = assured("d");
        assertThat(PilotSnapshot.merge(c, d).duplicatesAreLowerBound()).isFalse();
        assertThat(PilotSnapshot.merge(A, c).duplicatesAreLowerBound()).isTrue();
    }

    private static PilotSnapshot assured(String instance) {
        try (PilotMetrics pilot = PilotMetrics.builder("p")
                .instance(instance)
                .assure(Assurance.ID_REACHES_ONE_INSTANCE)
                .build()) {
            return pilot.snapshot();
        }
    }

    @Test
    void merge_sameInstanceTwice_isRefused() {
        assertThatThrownBy(() -> PilotSnapshot.merge(A, B, A))
                .hasMessageContaining("instance [a] would be counted twice")
                .hasMessageContaining(".instance(…)");
    }

    @Test
    void merge_ledgerWithABrokenLaw_staysBroken() {
        SourceLedger lost = new SourceLedger("s", 0, 1, 5, 4, NumberRanges.EMPTY, NumberRanges.EMPTY);
        SourceLedger whole = new SourceLedger("s", 0, 1, 5, 5, NumberRanges.EMPTY, NumberRanges.EMPTY);
        assertThat(whole.plus(whole).lawHolds()).isTrue();
        assertThat(lost.plus(whole).lawHolds()).isFalse();
    }

    @Test
    void merge_numbersThatNeitherWasThereToExpect_areUndetermined() {
        SourceLedger left = new SourceLedger("s", 0, 10, 20, 11, NumberRanges.EMPTY, NumberRanges.EMPTY);
        SourceLedger joined = new SourceLedger("s", 0, 30, 40, 11, NumberRanges.EMPTY, NumberRanges.EMPTY);
        SourceLedger nothingYet = new SourceLedger("s", 0, 1, 0, 0, NumberRanges.EMPTY, NumberRanges.EMPTY);
        for (SourceLedger both : List.of(left.plus(joined), joined.plus(left))) {
            assertThat(both.lawHolds()).isTrue();
            assertThat(both.expected()).isEqualTo(22);
            assertThat(both.jumped()).hasToString("21-29");
        }
        assertThat(left.plus(nothingYet)).isEqualTo(left);
        assertThat(nothingYet.plus(left)).isEqualTo(left);
    }

    @Test
    void handler_unknown_saysWhichThereAre() {
        assertThatThrownBy(() -> A.handler("g")).hasMessage("pilot \"p\" has no handler \"g\"; there are [h]");
    }

    static Stream<String[]> hostile() {
        String good = A.toJson();
        return Stream.of(
                new String[] {"", "snapshot JSON is empty"},
                new String[] {"[1", "not well-formed, or nested too deeply, at line 1"},
                new String[] {"[".repeat(100), "nested too deeply"},
                new String[] {good.replaceFirst("\"received\":\\d+", "\"received\":-1"), "needs a count of 0 or more"},
                new String[] {
                    good.replaceFirst("\"received\":\\d+", "\"received\":" + Long.MAX_VALUE),
                    "more than a number can hold"
                },
                new String[] {good.replaceFirst("\"instances\":\\[\"a\"]", "\"instances\":[]"), "at least one instance"
                },
                new String[] {
                    good.replaceFirst("(\"handlers\":\\[)(.*)(],\"operations\")", "$1$2,$2$3"), "two accounts \"h\""
                },
                new String[] {"[]", "$ needs an object, found an array"},
                new String[] {"{}", "$.format needs a string, found nothing"},
                new String[] {good + "x", "snapshot JSON"},
                new String[] {
                    good.replace("pilot-metrics/1", "pilot-metrics/9"), "this version reads \"pilot-metrics/1\""
                },
                new String[] {
                    good.replace("\"sumNanos\":", "\"sumNanos\":1.5,\"was\":"), "sumNanos needs a whole number"
                },
                new String[] {good.replace("\"AT_LEAST\"", "\"AT_ONCE\""), "comparison needs AT_MOST or AT_LEAST"},
                new String[] {
                    good.replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"noon\""), "$.at needs an ISO-8601 instant"
                },
                new String[] {good.replaceFirst("\"zeros\":\\d+", "\"zeros\":-1"), "counts need to be 0 or more"},
                new String[] {good.replaceFirst("\"offset\":-?\\d+", "\"offset\":99999"), "outside of the layout"});
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void parse_hostileInput_isRefusedWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> PilotSnapshot.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void parse_unknownMembers_arePassedOver() {
        String newer = A.toJson().replace("\"pilot\":", "\"later\":{\"x\":[1,2]},\"pilot\":");
        assertThat(PilotSnapshot.parse(newer).toJson()).isEqualTo(A.toJson());
    }

    @Test
    void parse_complaintAboutALongName_isCut() {
        String name = "x".repeat(10_000);
        String json = instance("i", Duration.ofMillis(2), List.of(new Event("a", "s", 1)))
                .toJson();
        for (String hostile : List.of(
                "{\"format\":\"" + name + "\"}",
                json.replace("\"counts\":{\"", "\"counts\":{\"" + name + "\":-1,\""),
                json.replace("\"tags\":{\"", "\"tags\":{\"" + name + "\":1,\""))) {
            assertThatThrownBy(() -> PilotSnapshot.parse(hostile))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("snapshot JSON: $.")
                    .extracting(e -> String.valueOf(e.getMessage()).length())
                    .isEqualTo(300);
        }
    }
}
