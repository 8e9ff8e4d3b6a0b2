// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import static io.pilotmetrics.objective.Objectives.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.Readings;
import io.pilotmetrics.snapshot.StatedCounts;
import io.pilotmetrics.snapshot.StatedCounts.Minute;
import io.pilotmetrics.snapshot.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The lines of the scorecard on what others say that they counted. */
class StatedTextTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    private final SortedMap<Instant, Minute> minutes = new TreeMap<>();
    private final List<Statement> statements = new ArrayList<>();

    private static Instant at(int minute) {
        return TEN.plusSeconds(60L * minute);
    }

    private void window(Statement.Kind kind, int from, int to, long theirs, long ours) {
        minutes.put(at(from), new Minute(ours, ours));
        statements.add(new Statement("shop", kind, at(from), at(to), theirs, at(to), null));
    }

    private PilotSnapshot pilot(int now) {
        StatedCounts stated = new StatedCounts(TEN, at(now), Duration.ofMinutes(1), minutes, 0, statements, 0);
        Readings readings = Readings.of(Duration.ofHours(1), Counts.of(Map.of()), LatencySnapshot.EMPTY)
                .stated(stated);
        HandlerSnapshot handler = new HandlerSnapshot("lead.ingest", readings, LedgerSnapshot.EMPTY, Map.of());
        return new PilotSnapshot(
                "p",
                Set.of("i"),
                TEN,
                at(now),
                List.of(handler),
                List.of(),
                Set.of(figure("statement.mismatch").atMost(0.01)),
                List.of(),
                Set.of());
    }

    private List<String> lines(int now) {
        return StatedText.lines(pilot(now).handler("lead.ingest"));
    }

    @Test
    void oneWindow() {
        window(Statement.Kind.SENT, 0, 5, 1_234, 1_230);
        assertThat(lines(17))
                .containsExactly("lead.ingest: shop says 1,234 sent 2026-11-25 10:00-10:05 UTC, 1,230 received:"
                        + " 4 missing (0.32 %), for 12 min; drift not known before 6 windows");
        assertThat(Scorecard.of(pilot(17)).explain()).contains("  stated       lead.ingest: shop says 1,234 sent");
    }

    @Test
    void moreHere_thanThere() {
        window(Statement.Kind.STORED, 0, 5, 10, 21);
        assertThat(lines(200))
                .containsExactly("lead.ingest: shop says 10 stored 2026-11-25 10:00-10:05 UTC, 21 processed:"
                        + " 11 more (110 %), for 3 h; drift not known before 6 windows");
    }

    @Test
    void sixWindows_oneOfWhichIsOff() {
        for (int i = 0; i < 6; i++) {
            window(Statement.Kind.SENT, 5 * i, 5 * i + 5, 100, i == 2 ? 97 : 100);
        }
        assertThat(lines(60))
                .containsExactly(
                        "lead.ingest: shop says 600 sent 2026-11-25 10:00-10:30 UTC in 6 windows, 597 received:"
                                + " 3 missing (0.50 %), 3 off in 1 windows, for 45 min; drift none shown");
        assertThat(Scorecard.of(pilot(60)).verdict()).isEqualTo(Verdict.GO);
    }

    @Test
    void sixWindows_thatDriftAway() {
        for (int i = 0; i < 6; i++) {
            window(Statement.Kind.SENT, 10 * i, 10 * i + 10, 1_000, 1_000 - 5L * i);
        }
        assertThat(lines(120))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("; drift 3.0 % an hour (3.0 % to 3.0 %)"));
        assertThat(Scorecard.of(pilot(120)).verdict()).isEqualTo(Verdict.NO_GO);
    }

    @Test
    void windows_thatCancelEachOther() {
        window(Statement.Kind.SENT, 0, 5, 100, 90);
        window(Statement.Kind.SENT, 5, 10, 100, 110);
        assertThat(lines(60))
                .hasSize(1)
                .allSatisfy(line ->
                        assertThat(line).contains(": no more here than there, 20 off in 2 windows, for 55 min;"));
        assertThat(Scorecard.of(pilot(60)).verdict()).isEqualTo(Verdict.NO_GO);
    }

    @Test
    void windows_thatSayNothingYet() {
        window(Statement.Kind.SENT, 0, 5, 100, 90);
        statements.add(new Statement("shop", Statement.Kind.SENT, at(-5), at(0), 7, at(5), null));
        assertThat(lines(5))
                .containsExactly("lead.ingest: 1 statement of windows that are not over,"
                        + " 1 statement of windows that were not counted here from their begin");
        assertThat(Scorecard.of(pilot(5)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void noDifference() {
        window(Statement.Kind.SENT, 14 * 60 - 5, 14 * 60 + 5, 100, 100);
        assertThat(lines(1_000))
                .containsExactly("lead.ingest: shop says 100 sent 2026-11-25 23:55-2026-11-26 00:05 UTC, 100 received:"
                        + " no difference; drift not known before 6 windows");
    }
}
