// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputRunTest {

    private static final String[] NAMED = {"--id", "id", "--source", "src", "--number", "n", "--time", "t"};

    @TempDir
    private Path folder;

    @Test
    void cleanTable_endsGo() throws Exception {
        String rows = IntStream.rangeClosed(1, 600)
                .mapToObj(i -> "e" + i + ",s" + i % 3 + "," + (i + 2) / 3 + ",2026-03-01T12:00:00Z\n")
                .collect(Collectors.joining("", "id,src,n,t\n", ""));
        CommandLineRun run = read("clean.csv", rows, NAMED);
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("Verdict: GO", "received                            600");
    }

    @Test
    void malformedLines_areCountedByReasonAndLocated_neverFatal() throws Exception {
        Path json = folder.resolve("out.json");
        String lines = """
                {"id":"1","src":"a","n":1,"t":"2026-03-01T12:00:00Z"}
                {"id":"2","src":"a",

                {"id":"1","src":"a","n":1,"t":"2026-03-01T12:00:00Z"}
                {"id":"3","src":"a","n":"three","t":"2026-03-01T12:00:00Z"}
                {"id":"4","src":"a","n":4,"t":"yesterday"}
                {"src":"a","n":6,"t":1772366400}
                {"id":"7","n":7,"t":"2026-03-01 12:00:00"}
                ["id"]
                """;
        CommandLineRun run = read("events.ndjson", lines, with(NAMED, "--json", json.toString()));
        Map<String, Object> result = JsonTree.read(json);
        assertThat(result).containsEntry("injected", "null");
        assertThat(result.get("found"))
                .isEqualTo(Map.of(
                        "duplicate",
                        "1",
                        "dropped",
                        "3",
                        "malformed",
                        Map.of(
                                "not_json",
                                "2",
                                "bad_number",
                                "1",
                                "bad_time",
                                "1",
                                "missing_id",
                                "1",
                                "missing_source",
                                "1")));
        assertThat(run.out())
                .contains("events.ndjson:2: not one JSON object")
                .contains("events.ndjson:5: \"n\" is not a whole number from 1 (5 characters)")
                .contains("events.ndjson:6: \"t\" is not an ISO-8601 instant (9 characters)")
                .contains("events.ndjson:7: \"id\" is missing")
                .contains("counted as malformed, reading on")
                .doesNotContain("yesterday", "three");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void malformedLines_areShownUpToTen() throws Exception {
        CommandLineRun run = read("events.ndjson", "{}\n" + "{\n".repeat(25), new String[0]);
        assertThat(run.out().lines().filter(line -> line.contains("reading on")))
                .hasSize(10);
        assertThat(run.out()).contains("... and 15 more");
    }

    @Test
    void announcedNumbers_closeSources_alsoOneNeverSeen() throws Exception {
        Path last = file("last.csv", "source,last\na,5\nb,2\n".getBytes(StandardCharsets.UTF_8));
        CommandLineRun run = read(
                "e.csv", "src,n\na,1\na,2\na,4\n", "--source", "src", "--number", "n", "--announce", last.toString());
        assertThat(run.out())
                .containsPattern("dropped +4\n")
                .containsPattern("a +3, 5\n")
                .containsPattern("b +1-2\n");
    }

    @Test
    void unnamedColumns_meanNothing() throws Exception {
        CommandLineRun run = read("e.csv", "id,src,n\n1,a,1\n1,a,9\n", new String[0]);
        assertThat(run.out())
                .containsPattern("duplicate +0\n")
                .containsPattern("dropped +0\n")
                .contains("left out     duplicates", "left out     dropped events", "left out     latency");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void standardInput_isRead() {
        CommandLineRun run =
                CommandLineRun.withInput("{\"id\":1}\n{\"id\":1}\n{\"id\":\n", "--input", "-", "--id", "id");
        assertThat(run.out()).containsPattern("duplicate +1\n").contains("stdin:3: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF"})
    void emptyInput_isOneLine_andExitCode2(String text) throws Exception {
        assertUnreadable(read("empty.csv", text, new String[0]), "it is empty");
    }

    @Test
    void inputWithoutEvents_isOneLine_andExitCode2() throws Exception {
        assertUnreadable(read("header.csv", "id,src\n", new String[0]), "holds no event");
    }

    @Test
    void binaryInput_isOneLine_andExitCode2() throws Exception {
        Path binary = file("events.bin", new byte[] {'i', 'd', 0, '\n', 1, 2});
        assertUnreadable(CommandLineRun.of("--input", binary.toString()), "it is binary (a NUL byte at offset 2)");
    }

    @Test
    void missingInput_isOneLine_andExitCode2() {
        Path missing = folder.resolve("missing.csv");
        assertUnreadable(CommandLineRun.of("--input", missing.toString()), "there is no such file");
        assertUnreadable(CommandLineRun.of("--input", folder.toString()), "it is a folder");
    }

    @Test
    void unknownColumn_isOneLine_andShowsTheColumns() throws Exception {
        assertUnreadable(
                read("e.csv", "id,src\n1,a\n", "--id", "event_id"),
                "no column \"event_id\"; its first line is id, src");
    }

    @Test
    void badAnnouncement_isOneLine_andLocated() throws Exception {
        Path last = file("last.csv", "a,5\nb,many\n".getBytes(StandardCharsets.UTF_8));
        assertUnreadable(
                read("e.csv", "src,n\na,1\n", "--source", "src", "--number", "n", "--announce", last.toString()),
                "last.csv:2: the last number is not a whole number");
    }

    private static void assertUnreadable(CommandLineRun run, String expected) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("quickstart: --")
                .contains(expected);
        assertThat(run.out()).isEmpty();
    }

    private CommandLineRun read(String name, String text, String... arguments) throws IOException {
        Path file = file(name, text.getBytes(StandardCharsets.UTF_8));
        return CommandLineRun.of(with(arguments, "--input", file.toString()));
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
