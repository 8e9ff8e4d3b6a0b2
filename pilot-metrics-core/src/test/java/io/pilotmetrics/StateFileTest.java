// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.integrity.LedgerHistories;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {

    private static final Instant SAVED = Instant.parse("2026-03-01T12:00:00.123Z");

    private static StateFile state(long seed) {
        Random random = new Random(seed);
        Map<String, LedgerSnapshot> ledgers = new TreeMap<>();
        ledgers.put("lead.ingest", LedgerHistories.random(random, 400));
        ledgers.put("web.visit", LedgerHistories.random(random, 4_000));
        ledgers.put("quiet", LedgerSnapshot.EMPTY);
        return new StateFile("crm-pilot", random.nextBoolean(), SAVED, ledgers);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void state_writtenAndRead_isTheSame(long seed) {
        StateFile state = state(seed);
        assertThat(StateFile.of(state.toBytes())).isEqualTo(state);
    }

    @Test
    void state_cutAtAnyByte_isRefused() {
        byte[] whole = state(1).toBytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException()
                    .as("cut to %d of %d", length, whole.length)
                    .isThrownBy(() -> StateFile.of(cut))
                    .withMessageMatching("it is no state of .*|it says that it has .*");
        }
    }

    @Test
    void state_withAnyByteChanged_isRefused() {
        byte[] whole = state(2).toBytes();
        Random random = new Random(3);
        for (int at = 0; at < whole.length; at++) {
            for (int change : new int[] {1, 0x80, 0xff, 1 + random.nextInt(255)}) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) change;
                assertThatIllegalArgumentException()
                        .as("byte %d of %d changed by %x", at, whole.length, change)
                        .isThrownBy(() -> StateFile.of(flipped))
                        .withMessageMatching(
                                "it is no state of .*|it has version .*|it says that it has .*|its checksum differs");
            }
        }
    }

    @Test
    void save_replacesTheWhole_andLeavesNothingBeside(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("crm.state");
        state(4).save(file);
        state(5).save(file);
        assertThat(StateFile.load("crm-pilot", file)).isEqualTo(state(5));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void save_whereNothingCanBeWritten_saysSo_andKeepsWhatWasThere(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("none/crm.state");
        assertThatThrownBy(() -> state(4).save(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be saved in " + missing)
                .hasMessageContaining("name a file in a folder that exists");
        Path file = folder.resolve("crm.state");
        state(4).save(file);
        Files.createDirectory(folder.resolve("crm.state.new"));
        assertThatThrownBy(() -> state(5).save(file)).isInstanceOf(UncheckedIOException.class);
        assertThat(StateFile.load("crm-pilot", file)).isEqualTo(state(4));
    }

    @Test
    void load_ofAnotherPilotOrADamagedFile_saysWhatToDo(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("crm.state");
        assertThat(StateFile.load("crm-pilot", file)).isNull();
        state(4).save(file);
        assertThatThrownBy(() -> StateFile.load("shop", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pilot \"shop\"")
                .hasMessageContaining("that of pilot \"crm-pilot\"");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> StateFile.load("crm-pilot", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is refused: its checksum differs; nothing was restored");
    }
}
