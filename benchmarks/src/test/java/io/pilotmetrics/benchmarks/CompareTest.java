// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CompareTest {

    @Test
    void execute_withOneRound_isRefused() {
        assertThat(Compare.commandLine().execute("recorder", "--rounds", "1")).isEqualTo(CommandLine.ExitCode.USAGE);
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
