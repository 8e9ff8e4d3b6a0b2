// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.examples.missing.Scenario.Plant;
import io.pilotmetrics.snapshot.NumberRanges;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.test.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs in one process, on a clock that is moved by hand. */
class RunTest {

    private static final int COMPLETE_AT = 16; // of a state: 1 where the pilot was closed before

    @TempDir
    private Path folder;

    private Result played(Scenario scenario) {
        return played(scenario, null);
    }

    private Result played(Scenario scenario, @org.jspecify.annotations.Nullable Consumer<Path> atKill) {
        ManualClock clock = new ManualClock();
        Run run = new Run(scenario, clock, step -> {});
        Run.Pace pace = (start, nanos) -> clock.advance(Duration.ofNanos(Math.max(0, start + nanos - clock.nanos())));
        return atKill == null ? run.inOneProcess(folder, pace) : run.inOneProcess(folder, pace, atKill);
    }

    private static Scenario scenario(long seed, int kills, Plant plant) {
        return new Scenario(12, 1_000, seed, kills, false, plant);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void plannedRestart_mergedNamesExactlyWhatWasLost_whileOneInstanceMissesThousands(long seed) {
        Result result = played(scenario(seed, 0, Plant.none));
        assertThat(result.defects()).isEmpty();
        assertThat(result.exitCode()).isZero();
        for (Finding finding : result.findings()) {
            assertThat(finding.dropped()).isEqualTo(finding.lost().minus(finding.beyond()));
            assertThat(finding.dropped().isEmpty()).isFalse();
        }
        assertThat(result.findings().stream().map(Finding::beyond).mapToLong(NumberRanges::size))
                .as("only of the one that dies without announcing")
                .containsExactly(0L, 0L, 0L, 5L);
        for (PilotSnapshot instance : result.instances()) {
            assertThat(Result.ledger(instance).dropped()).isGreaterThan(4_000);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void kills_inventNoDrop_andTakeNoLossForReceived(long seed) {
        Result result = played(scenario(seed, 1 + (int) (seed % 5), Plant.none));
        assertThat(result.defects()).isEmpty();
        assertThat(result.findings().stream().mapToLong(f -> f.undetermined().size()))
                .anyMatch(undetermined -> undetermined > 0);
    }

    @Test
    void oneKillInTheMiddle_leavesNamesBeforeAndAfter() {
        Result result = played(new Scenario(30, 1_000, 3, 1, false, Plant.none));
        assertThat(result.defects()).isEmpty();
        assertThat(result.findings().stream().mapToLong(f -> f.dropped().size()).sum())
                .isGreaterThan(50);
    }

    @Test
    void lossThatTheNetworkDoesNotTell_isFound() {
        Result result = played(scenario(1, 0, Plant.untold));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.defects())
                .singleElement()
                .asString()
                .startsWith("shop-us epoch 1: called missing and came: 1");
    }

    @Test
    void startWithNothingAfterAKill_inventsDrops_whichAreNamed() {
        Result result = played(scenario(1, 1, Plant.forget));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.defects()).anyMatch(defect -> defect.contains("called missing and came: "));
    }

    @Test
    void stateThatPassesForCompleteAfterAKill_inventsDrops_whichAreNamed() {
        Result result = played(scenario(1, 1, Plant.none), RunTest::passForComplete);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.defects()).anyMatch(defect -> defect.contains("called missing and came: "));
    }

    private static void passForComplete(Path state) {
        try {
            byte[] bytes = Files.readAllBytes(state);
            assertThat(bytes[COMPLETE_AT]).isZero();
            bytes[COMPLETE_AT] = 1;
            CRC32C checksum = new CRC32C();
            checksum.update(bytes, 0, bytes.length - Integer.BYTES);
            ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, (int) checksum.getValue());
            Files.write(state, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void sameSeed_givesTheSameRun() {
        List<String> first = played(scenario(9, 2, Plant.none)).findings().stream()
                .map(finding -> finding.ledger().toString())
                .toList();
        assertThat(played(scenario(9, 2, Plant.none)).findings())
                .extracting(finding -> finding.ledger().toString())
                .isEqualTo(first);
    }
}
