// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.snapshot.StatedCounts.Minute;
import io.pilotmetrics.snapshot.StatedCounts.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatedCountsValueTest {

    private static final Duration GRACE = Duration.ofMinutes(1);

    private static Instant minute(long minute) {
        return Instant.EPOCH.plusSeconds(60 * minute);
    }

    private static Statement sent(String party, long from, long to, long count) {
        return new Statement(party, Statement.Kind.SENT, minute(from), minute(to), count, minute(to), null);
    }

    private static StatedCounts counts(long from, long at, Map<Long, Minute> minutes, Statement... statements) {
        SortedMap<Instant, Minute> byTime = new TreeMap<>();
        minutes.forEach((minute, events) -> byTime.put(minute(minute), events));
        return new StatedCounts(minute(from), minute(at), GRACE, byTime, 1, List.of(statements), 2);
    }

    private static PilotSnapshot pilot(StatedCounts stated) {
        Readings readings = Readings.of(Duration.ofMinutes(9), Counts.of(Map.of()), LatencySnapshot.EMPTY)
                .stated(stated);
        HandlerSnapshot handler = new HandlerSnapshot("h", readings, LedgerSnapshot.EMPTY, Map.of());
        return new PilotSnapshot(
                "p", Set.of("i"), minute(0), minute(9), List.of(handler), List.of(), Set.of(), List.of(), Set.of());
    }

    @Test
    void plus_addsMinutes_andKeepsOneOfEqualStatements() {
        StatedCounts a = counts(0, 10, Map.of(1L, new Minute(3, 2), 2L, new Minute(1, 1)), sent("shop", 1, 3, 9));
        StatedCounts b = counts(1, 9, Map.of(1L, new Minute(4, 4)), sent("shop", 1, 3, 9), sent("shop", 3, 4, 0));
        StatedCounts both = a.plus(b);
        assertThat(both.between(minute(1), minute(3))).isEqualTo(new Minute(8, 7));
        assertThat(both.statements()).containsExactly(sent("shop", 1, 3, 9), sent("shop", 3, 4, 0));
        assertThat(both.differences().get(0).difference()).isEqualTo(1);
        assertThat(both.countedFrom()).isEqualTo(minute(1));
        assertThat(both.at()).isEqualTo(minute(9));
        assertThat(both.outside()).isEqualTo(2);
        assertThat(both.givenWay()).isEqualTo(4);
    }

    @Test
    void plus_ofUnequalStatements_keepsTheLater() {
        Statement early = new Statement("shop", Statement.Kind.SENT, minute(0), minute(1), 9, minute(2), null);
        Statement late = new Statement("shop", Statement.Kind.SENT, minute(0), minute(1), 7, minute(3), null);
        StatedCounts a = counts(0, 10, Map.of(), early);
        StatedCounts b = counts(0, 10, Map.of(), late);
        assertThat(a.plus(b).statements()).containsExactly(late);
        assertThat(b.plus(a).statements()).containsExactly(late);
    }

    @Test
    void plus_ofNamedIds_knowsWhatIsMissingInBoth_atMost() {
        StatedCounts a = counts(0, 10, Map.of(), named(5, 0, 2));
        StatedCounts b = counts(0, 10, Map.of(), named(1, 3, 3));
        assertThat(a.plus(b).statements().get(0).ids()).isEqualTo(new Statement.Ids(1, 3));
        assertThat(b.plus(a).statements().get(0).ids()).isEqualTo(new Statement.Ids(1, 3));
        assertThat(a.plus(counts(0, 10, Map.of())).statements().get(0).ids()).isEqualTo(new Statement.Ids(5, 0));
    }

    private static Statement named(long missing, long undetermined, long toldAt) {
        return new Statement(
                "shop",
                Statement.Kind.SENT,
                minute(0),
                minute(1),
                9,
                minute(toldAt),
                new Statement.Ids(missing, undetermined));
    }

    @Test
    void plus_ofAnInstanceThatDoesNotCount_determinesNothing() {
        StatedCounts counted = counts(0, 10, Map.of(1L, new Minute(3, 3)), sent("shop", 1, 2, 9));
        for (StatedCounts both : List.of(counted.plus(StatedCounts.NONE), StatedCounts.NONE.plus(counted))) {
            assertThat(both.differences())
                    .extracting(CountDifference::state)
                    .containsExactly(CountDifference.State.UNDETERMINED);
            assertThat(PilotSnapshot.parse(pilot(both).toJson()).handler("h").stated())
                    .isEqualTo(both);
        }
        assertThat(StatedCounts.NONE.plus(StatedCounts.NONE)).isEqualTo(StatedCounts.NONE);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    private static StatedCounts random(Random random) {
        if (random.nextInt(10) == 0) {
            return StatedCounts.NONE;
        }
        Map<Long, Minute> minutes = new TreeMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            long huge = random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(9);
            minutes.put((long) random.nextInt(8), new Minute(huge, random.nextInt(4)));
        }
        Map<String, Statement> statements = new TreeMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            String party = random.nextBoolean() ? "shop" : "crm";
            long from = random.nextInt(3);
            long to = from + 1 + random.nextInt(2);
            Statement.Kind kind = random.nextBoolean() ? Statement.Kind.SENT : Statement.Kind.STORED;
            long count = 2L + random.nextInt(2);
            Statement.@Nullable Ids ids =
                    random.nextBoolean() ? null : new Statement.Ids(random.nextInt(2), random.nextInt(2));
            statements.put(
                    party + kind + from + to,
                    new Statement(party, kind, minute(from), minute(to), count, minute(4 + random.nextInt(2)), ids));
        }
        return counts(
                random.nextInt(3),
                7 + random.nextInt(3),
                minutes,
                statements.values().toArray(new Statement[0]));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void plus_anyOrder_isTheSame(long seed) {
        Random random = new Random(seed);
        StatedCounts a = random(random);
        StatedCounts b = random(random);
        StatedCounts c = random(random);
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void json_readBack_isTheSame(long seed) {
        StatedCounts stated = random(new Random(seed));
        PilotSnapshot snapshot = pilot(stated);
        PilotSnapshot read = PilotSnapshot.parse(snapshot.toJson());
        assertThat(read.handler("h").stated()).isEqualTo(stated);
        assertThat(read.figures()).isEqualTo(snapshot.figures());
    }

    @Test
    void json_ofAnEarlierVersion_hasNone() {
        String json = pilot(StatedCounts.NONE).toJson();
        assertThat(json).doesNotContain("stated");
        assertThat(PilotSnapshot.parse(json).handler("h").stated()).isEqualTo(StatedCounts.NONE);
    }

    @Test
    void json_thatIsWrong_isRefusedWithThePlace() {
        String json = pilot(counts(0, 10, Map.of(1L, new Minute(3, 2)), sent("shop", 1, 2, 9)))
                .toJson();
        Map<String, String> bad = Map.of(
                "[[1,3,2]]", "[[1,3]]",
                "\"count\":9", "\"count\":-9",
                "\"kind\":\"SENT\"", "\"kind\":\"LOST\"",
                "1970-01-01T00:01:00Z", "1970-01-01T00:01:01Z",
                "\"grace\":\"PT1M\"", "\"grace\":\"soon\"",
                "[[1,3,2],", "[[1,3,2],[1,3,2],");
        bad.forEach((right, wrong) -> assertThatThrownBy(() -> PilotSnapshot.parse(
                        json.contains(right)
                                ? json.replace(right, wrong)
                                : json.replace("[[1,3,2]]", "[[1,3,2],[1,0,0]]")))
                .as(wrong)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.handlers[0].stated"));
    }

    /** What others write is refused, or can be read to the end. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void json_thatIsDamaged_isRefusedOrJudged(long seed) {
        Random random = new Random(seed);
        String json = pilot(random(random)).toJson();
        String[] damage = {
            "9", "-", "0", "\"", "]", "+1000000000-12-31T23:59:59.999999999Z", "-1000000000-01-01T00:00:00Z"
        };
        for (int i = 0; i < 20; i++) {
            int from = random.nextInt(json.length());
            int to = Math.min(json.length(), from + random.nextInt(4));
            String damaged = random.nextInt(3) == 0
                    ? json.replaceFirst("1970-01-01T00:0[0-9]:00Z", damage[5 + random.nextInt(2)])
                    : json.substring(0, from) + damage[random.nextInt(damage.length)] + json.substring(to);
            try {
                PilotSnapshot read = PilotSnapshot.parse(damaged);
                assertThat(Scorecard.of(read).explain()).isNotEmpty();
                assertThat(PilotSnapshot.parse(read.toJson()).figures()).isEqualTo(read.figures());
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("snapshot JSON");
            }
        }
    }

    @Test
    void figures_areSharesOfTheirs_overWindowsThatDoNotOverlap() {
        StatedCounts stated = counts(
                0,
                10,
                Map.of(0L, new Minute(10, 9), 1L, new Minute(10, 9), 2L, new Minute(12, 9)),
                sent("shop", 0, 1, 12),
                sent("shop", 0, 2, 99), // overlaps one that ends earlier
                sent("shop", 1, 2, 10),
                sent("shop", 2, 3, 10),
                sent("shop", 8, 10, 7)); // still open
        assertThat(stated.figures("h", minute(10))).hasSize(2).allSatisfy(figure -> {
            assertThat(figure.tags()).isEqualTo(Map.of("handler", "h", "party", "shop", "kind", "sent"));
            assertThat(figure.n()).isEqualTo(32);
            assertThat(figure.low()).isEqualTo(figure.value()).isEqualTo(figure.high());
        });
        assertThat(stated.figures("h", minute(10)))
                .extracting(Figure::name, Figure::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("statement.difference", 0.0),
                        org.assertj.core.groups.Tuple.tuple("statement.mismatch", 4.0 / 32));
        StatedTotal total = only(stated);
        assertThat(total.windows()).isEqualTo(3);
        assertThat(total.differing()).isEqualTo(2);
        assertThat(total.age()).isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void figures_whereTheyCountedNothing_areNone() {
        StatedCounts stated = counts(0, 10, Map.of(0L, new Minute(10, 9)), sent("shop", 0, 1, 0));
        assertThat(stated.figures("h", minute(10))).allSatisfy(figure -> {
            assertThat(figure.n()).isZero();
            assertThat(figure.value()).isNaN();
        });
    }

    @Test
    void drift_isTheLineOfLeastSquares_withStudentsInterval() {
        double[] shares = {0.01, 0.013, 0.011, 0.018, 0.02, 0.019, 0.026};
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            points.add(new double[] {i + 0.5, shares[i]});
        }
        Drift drift = Drift.ofPoints(points);
        assertThat(drift.perHour()).isCloseTo(0.0024642857142857144, within(1e-15));
        assertThat(drift.low()).isCloseTo(0.001369514924321299, within(1e-6));
        assertThat(drift.high()).isCloseTo(0.00355905650425013, within(1e-6));
        assertThat(drift.shown()).isTrue();
    }

    @Test
    void drift_quantiles_areStudents() {
        assertThat(Drift.quantile(4)).isCloseTo(2.776445, within(1e-3));
        assertThat(Drift.quantile(5)).isCloseTo(2.570582, within(3e-4));
        assertThat(Drift.quantile(10)).isCloseTo(2.228139, within(1e-5));
        assertThat(Drift.quantile(30)).isCloseTo(2.042272, within(1e-6));
        assertThat(Drift.quantile(998)).isCloseTo(1.962344, within(1e-6));
    }

    private static StatedTotal only(StatedCounts stated) {
        assertThat(stated.totals()).containsOnlyKeys(new Voice("shop", Statement.Kind.SENT));
        return stated.totals().values().iterator().next();
    }

    /** Window i of one hour, of which so many of a thousand are missing. */
    private static Drift drift(int windows, java.util.function.IntToLongFunction missing) {
        Map<Long, Minute> minutes = new TreeMap<>();
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            minutes.put(60L * i, new Minute(1_000 - missing.applyAsLong(i), 0));
            statements.add(sent("shop", 60L * i, 60L * i + 60, 1_000));
        }
        return only(counts(0, 10_000, minutes, statements.toArray(new Statement[0])))
                .drift();
    }

    @Test
    void drift_isShown_whereTheDifferenceGrows() {
        assertThat(drift(6, i -> 3L * i).shown()).isTrue();
        assertThat(drift(6, i -> 3L * i).perHour()).isCloseTo(0.003, within(1e-12));
        assertThat(drift(8, i -> 20 - i).shown()).isTrue();
    }

    @Test
    void drift_isNotShown_whereTheDifferenceStays_orWindowsAreFew() {
        assertThat(drift(24, i -> 0).shown()).isFalse();
        assertThat(drift(24, i -> 7).shown()).isFalse();
        assertThat(drift(24, i -> (i * 7L) % 5).shown()).isFalse();
        assertThat(drift(5, i -> 3L * i).shown()).isFalse();
        assertThat(drift(5, i -> 3L * i).perHour()).isNaN();
    }

    /** What has no drift shows one in 20 times, as it says. */
    @Test
    void drift_ofIndependentWindows_isShownOneIn20Times_seed7() {
        Random random = new Random(7);
        int shown = 0;
        for (int i = 0; i < 4_000; i++) {
            List<double[]> points = new ArrayList<>();
            for (int w = 0; w < 6 + i % 10; w++) {
                points.add(new double[] {w, random.nextGaussian()});
            }
            shown += Drift.ofPoints(points).shown() ? 1 : 0;
        }
        assertThat(shown / 4_000.0).isBetween(0.04, 0.06);
    }
}
