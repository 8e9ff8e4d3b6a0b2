// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a handler has to show of others' counts, held against its own by minute. */
final class ExpectedStatements {

    private static final long SECONDS = 60;

    private record Window(Instant from, Instant to, long theirs, long ours) {}

    private ExpectedStatements() {}

    static List<Series> of(Tree stated, Map<String, String> labels) {
        Instant at = Instant.parse(stated.get("at").text());
        Map<Map<String, String>, List<Window>> byVoice = new LinkedHashMap<>();
        for (Tree statement : stated.get("statements").items()) {
            Window window = window(statement, stated);
            String kind = statement.get("kind").text().toLowerCase(Locale.ROOT);
            Map<String, String> voice = Series.and(
                    Series.and(labels, "party", statement.get("party").text()), "kind", kind);
            if (isClosed(window, stated, at)) {
                byVoice.computeIfAbsent(voice, v -> new ArrayList<>()).add(window);
            }
        }
        List<Series> series = new ArrayList<>();
        byVoice.forEach((voice, windows) -> series.addAll(of(voice, apart(windows), at)));
        return series;
    }

    /** All of the window was counted here, and its late events have had their time. */
    private static boolean isClosed(Window window, Tree stated, Instant at) {
        Duration grace = Duration.parse(stated.get("grace").text());
        return !window.from().isBefore(Instant.parse(stated.get("countedFrom").text()))
                && !window.to().plus(grace).isAfter(at);
    }

    /** A sender's count is of the events received, a store's of those processed. */
    private static Window window(Tree statement, Tree stated) {
        Instant from = Instant.parse(statement.get("from").text());
        Instant to = Instant.parse(statement.get("to").text());
        int counted = statement.get("kind").text().equals("SENT") ? 1 : 2;
        long ours = 0;
        for (Tree minute : stated.get("minutes").items()) {
            long begin = minute.items().get(0).whole() * SECONDS;
            if (begin >= from.getEpochSecond() && begin < to.getEpochSecond()) {
                ours += minute.items().get(counted).whole();
            }
        }
        return new Window(from, to, statement.get("count").whole(), ours);
    }

    /** Of windows that overlap, those that end first. */
    private static List<Window> apart(List<Window> windows) {
        List<Window> apart = new ArrayList<>();
        windows.stream()
                .sorted(Comparator.comparing(Window::to).thenComparing(Window::from))
                .forEach(window -> {
                    if (apart.isEmpty()
                            || !window.from()
                                    .isBefore(apart.get(apart.size() - 1).to())) {
                        apart.add(window);
                    }
                });
        return apart;
    }

    private static List<Series> of(Map<String, String> voice, List<Window> windows, Instant at) {
        double theirs = windows.stream().mapToLong(Window::theirs).sum();
        long difference = windows.stream().mapToLong(w -> w.theirs() - w.ours()).sum();
        long mismatch =
                windows.stream().mapToLong(w -> Math.abs(w.theirs() - w.ours())).sum();
        List<Series> series = new ArrayList<>();
        if (theirs != 0) { // of nothing there is no share
            series.add(Series.of("pilot.statement.difference", voice, difference / theirs));
            series.add(Series.of("pilot.statement.mismatch", voice, mismatch / theirs));
        }
        Duration age = windows.stream()
                .filter(window -> window.theirs() != window.ours())
                .findFirst()
                .map(window -> Duration.between(window.to(), at))
                .orElse(Duration.ZERO);
        series.add(Series.of("pilot.statement.age", voice, age.toNanos() / 1e9));
        return series;
    }
}
