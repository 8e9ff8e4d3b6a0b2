// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CompareTest {

    @Test
    void execute_withWhatCannotBe_isRefusedBeforeItMeasures() {
        for (String[] wrong : new String[][] {
            {"recorder", "--rounds", "1"},
            {"recorder", "--rounds", "0"},
            {"recorder", "--plant", "0"},
            {"snapshot", "--plant", "20"},
            {"recorder", "--json", "no/such/folder/rows.json"}
        }) {
            assertThat(Compare.commandLine().execute(wrong)).isEqualTo(CommandLine.ExitCode.USAGE);
        }
    }

    @Test
    void execute_withAnUnknownSuite_isRefused() {
        assertThat(Compare.commandLine().execute("recorders")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void execute_withNothingToAsk_isRefused() {
        assertThat(Compare.commandLine().execute("recorder", "--only", "nobody"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
