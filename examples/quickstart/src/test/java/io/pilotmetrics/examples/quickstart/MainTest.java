// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    @TempDir
    private Path folder;

    @Test
    void json_hasTheStatedKeys_andInjectedEqualsFound() throws Exception {
        Path json = folder.resolve("out.json");
        CommandLineRun run =
                CommandLineRun.of("--seconds", "2", "--rate", "300", "--seed", "4", "--json", json.toString());
        Map<String, Object> result = JsonTree.read(json);
        assertThat(run.exitCode()).as(run.out() + run.err()).isIn(0, 3);
        assertThat(result).containsOnlyKeys("seed", "verdict", "injected", "found", "laws", "snapshot");
        assertThat(result).containsEntry("seed", "4");
        assertThat(result.get("verdict")).isEqualTo(run.exitCode() == 0 ? "GO" : "INCONCLUSIVE");
        assertThat(result.get("injected")).isEqualTo(result.get("found"));
        assertThat(result.get("found"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("duplicate", "dropped", "malformed");
        assertThat(run.err()).contains("pilot", "100%");
    }

    @Test
    void brokenScenario_endsNoGo_andNamesTheReason_whileTheLawHolds() {
        CommandLineRun run = CommandLineRun.of("--scenario", "broken", "--seconds", "3", "--seed", "5");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("Verdict: NO_GO")
                .contains("because missed: web.visit latency p95 <= 250 ms")
                .contains("because missed: web.visit error.rate <= 0.02")
                .doesNotContain("does not hold", "broken  ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --bogus                            | Unknown option: '--bogus'
                    --seconds 0                        | --seconds needs a number from 1 to 86400, got 0
                    --rate x                           | Invalid value for option '--rate'
                    --port 70000                       | --port needs a number from 0 to 65535, got 70000
                    --scenario odd                     | Invalid value for option '--scenario'
                    --id x                             | need --input FILE
                    --input x --scenario broken        | exclude each other
                    --input x --announce y             | --announce needs --source and --number
                    --json /no/such/folder/out.json    | name a file in a folder that is there
                    """)
    void wrongUsage_isOneLine_andExitCode2(String arguments, String expected) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("quickstart: ")
                .contains(expected);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void portInUse_isOneLine_andExitCode2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineRun run = CommandLineRun.of("--port", Integer.toString(taken.getLocalPort()));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " is in use", "--port");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void help_namesEveryOptionAndExitCode() {
        CommandLineRun run = CommandLineRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--seconds", "--rate", "--seed", "--scenario", "--port", "--keep-open", "--json", "--input")
                .contains("--id", "--source", "--number", "--time", "--announce")
                .contains("NO_GO", "INCONCLUSIVE");
    }
}
