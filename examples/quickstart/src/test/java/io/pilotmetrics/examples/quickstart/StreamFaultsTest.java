// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real web log with known losses, copies and late rows: each is found, by name. */
class StreamFaultsTest {

    private static final int BURST = 200;

    private record Row(String client, long number, double place) {
        String line() {
            return client + "-" + number + "," + client + "," + number;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void losses_andCopies_areFoundByName_alsoOverThreeInstances(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Long> last = new TreeMap<>();
        List<Row> sent = new ArrayList<>();
        Map<String, Set<Long>> lost = new TreeMap<>();
        long copies = 0;
        List<WebLog.Request> requests = WebLog.requests();
        int burst = random.nextInt(requests.size() - BURST);
        for (int i = 0; i < requests.size(); i++) {
            String client = requests.get(i).client();
            long number = last.merge(client, 1L, Long::sum);
            if ((i >= burst && i < burst + BURST) || random.nextDouble() < 0.02) {
                lost.computeIfAbsent(client, c -> new TreeSet<>()).add(number);
                continue;
            }
            double place = i + (random.nextDouble() < 0.05 ? 1 + 199 * random.nextDouble() : 0);
            sent.add(new Row(client, number, place));
            if (random.nextDouble() < 0.03) {
                sent.add(new Row(client, number, place + 0.001 + 50 * random.nextDouble()));
                copies++;
            }
        }
        sent.sort(Comparator.comparingDouble(Row::place));
        Path events = folder.resolve("events.csv");
        Files.writeString(
                events, sent.stream().map(Row::line).collect(Collectors.joining("\n", "id,client,n\n", "\n")));
        Path announced = folder.resolve("last.csv");
        Files.write(
                announced,
                last.entrySet().stream()
                        .map(e -> e.getKey() + "," + e.getValue())
                        .toList());

        Map<String, Long> lastSent = new HashMap<>();
        sent.forEach(row -> lastSent.merge(row.client(), row.number(), Math::max));
        Map<String, Set<Long>> visible = new TreeMap<>();
        lost.forEach((client, numbers) -> {
            Set<Long> seen = new TreeSet<>(numbers);
            seen.removeIf(number -> number > lastSent.getOrDefault(client, 0L));
            if (!seen.isEmpty()) {
                visible.put(client, seen);
            }
        });
        for (String instances : List.of("1", "3")) {
            assertThat(found(copies, "--instances", instances, "--input", events.toString()))
                    .as("by gaps alone, %s instances", instances)
                    .isEqualTo(visible);
            assertThat(found(
                            copies,
                            "--instances",
                            instances,
                            "--input",
                            events.toString(),
                            "--announce",
                            announced.toString()))
                    .as("with announcements, %s instances", instances)
                    .isEqualTo(lost);
        }
    }

    private Map<String, Set<Long>> found(long copies, String... arguments) throws Exception {
        Path json = folder.resolve("out.json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--id", "id", "--source", "client", "--number", "n", "--json", json.toString()));
        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
        assertThat(run.err()).doesNotContain("quickstart:");
        Map<?, ?> result = JsonTree.read(json);
        assertThat(at(result, "found", "duplicate")).isEqualTo(Long.toString(copies));
        return dropped(result);
    }

    private static Map<String, Set<Long>> dropped(Map<?, ?> result) {
        Map<?, ?> handler = (Map<?, ?>) ((List<?>) at(result, "snapshot", "handlers")).get(0);
        Map<String, Set<Long>> dropped = new TreeMap<>();
        for (Object source : (List<?>) at(handler, "ledger", "sources")) {
            for (Object gap : (List<?>) at((Map<?, ?>) source, "dropped")) {
                long first = Long.parseLong((String) ((List<?>) gap).get(0));
                long end = Long.parseLong((String) ((List<?>) gap).get(1));
                LongStream.rangeClosed(first, end)
                        .forEach(dropped.computeIfAbsent(
                                (String) at((Map<?, ?>) source, "source"), s -> new TreeSet<>())::add);
            }
        }
        return dropped;
    }

    private static Object at(Map<?, ?> object, String... path) {
        Object value = object;
        for (String name : path) {
            value = requireNonNull(((Map<?, ?>) value).get(name), name);
        }
        return value;
    }
}
