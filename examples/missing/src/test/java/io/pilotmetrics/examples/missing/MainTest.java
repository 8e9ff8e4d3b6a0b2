// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    @Test
    void oneProcess_endsEqual() {
        CommandLineRun run = CommandLineRun.of("--seconds", "3", "--rate", "600", "--seed", "3");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("seed 3, 3 s of 600 events a second")
                .contains("One instance's view", "Both together", "By name", "The scorecard says")
                .contains("tail unknown since", "Verdict: EQUAL")
                .doesNotContain("DIFFERENT");
        assertThat(run.err()).contains("100%");
    }

    @Test
    void lossThatTheNetworkDoesNotTell_endsDifferent() {
        CommandLineRun run = CommandLineRun.of("--seconds", "1", "--seed", "3", "--plant", "untold");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("Verdict: DIFFERENT", "because shop-us epoch 1: called missing and came: ");
    }

    @Test
    void processThatIsKilled_inventsNoDrop_andNoneIsLeft() {
        CommandLineRun run = CommandLineRun.of("--processes", "--kill", "1", "--seconds", "4", "--seed", "5");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("alpha killed once", "alpha was killed once;", "Verdict: RIGHT");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void processThatIsKilled_andStartsWithNothing_endsDifferent() {
        CommandLineRun run =
                CommandLineRun.of("--processes", "--kill", "1", "--seconds", "4", "--seed", "5", "--plant", "forget");
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(3);
        assertThat(run.out()).contains("Verdict: DIFFERENT", "called missing and came: ");
    }

    @Test
    void instance_endsWithItsParent(@TempDir Path folder) throws Exception {
        try (Processes processes = new Processes()) {
            Process instance = processes.start(List.of(
                    InstanceServer.COMMAND,
                    "--name",
                    "alpha",
                    "--state",
                    folder.resolve("alpha.state").toString()));
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(instance.getInputStream(), StandardCharsets.UTF_8));
            assertThat(output.readLine()).startsWith(InstanceServer.LISTENING);
            instance.getOutputStream().close(); // as happens where the parent is killed
            assertThat(instance.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("alpha.state")).exists();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --bogus                                  | Unknown option: '--bogus'
                    --seconds 0                              | --seconds needs a number from 1 to 3600, got 0
                    --rate x                                 | Invalid value for option '--rate'
                    --rate 1                                 | --rate needs a number from 3 to 10000, got 1
                    --kill 2                                 | --kill needs --processes
                    --processes --kill -1                    | --kill needs a number from 0 to 100, got -1
                    --processes --kill 1 --seconds 2         | --kill needs --seconds 3 or more, got 2
                    """)
    void wrongUsage_isOneLine_andExitCode2(String arguments, String expected) {
        CommandLineRun run = CommandLineRun.of(arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("missing: ")
                .contains(expected);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void help_namesEveryOptionAndExitCode() {
        CommandLineRun run = CommandLineRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--seconds", "--rate", "--seed", "--processes", "--kill", "wrong usage", "they differ")
                .doesNotContain("--plant", "instance [");
    }
}
