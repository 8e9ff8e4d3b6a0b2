// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Prometheus reads: its text format and OpenMetrics, line by line. */
final class TextFormat {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\.)*)\",?");
    private static final List<String> SUFFIXES = List.of("", "_total", "_bucket", "_count", "_sum", "_created");

    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final Map<Id, Shown> shown = new HashMap<>();

    private TextFormat() {}

    static Map<Id, Shown> read(String text) {
        TextFormat format = new TextFormat();
        text.lines().forEach(format::line);
        return format.shown;
    }

    private void line(String line) {
        if (line.startsWith("# TYPE ") || line.startsWith("# HELP ")) {
            String[] parts = line.split(" ", 4);
            Map<String, String> of = parts[1].equals("TYPE") ? kinds : helps;
            assertThat(of.put(parts[2], unescaped(parts[3])))
                    .as("a family occurs once: %s", line)
                    .isNull();
        } else if (!line.startsWith("# ") || line.startsWith("# UNIT ")) {
            sample(line);
        }
    }

    private void sample(String line) {
        int exemplar = line.indexOf(" # {");
        Matcher sample = SAMPLE.matcher(exemplar < 0 ? line : line.substring(0, exemplar));
        assertThat(sample.matches()).as("a sample: %s", line).isTrue();
        String name = sample.group(1);
        Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2));
        String suffix = SUFFIXES.stream()
                .filter(end -> name.endsWith(end) && kinds.containsKey(name.substring(0, name.length() - end.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a sample of no family: " + line));
        String family = name.substring(0, name.length() - suffix.length());
        String kind = String.valueOf(kinds.get(family));
        String number = suffix.isEmpty() || suffix.equals("_total") ? Shown.VALUE : suffix.substring(1);
        String le = labels.remove("le");
        if (suffix.equals("_bucket")) {
            number = upTo(number(String.valueOf(le)));
        }
        // OpenMetrics counts the ending of a counter to its samples, the older format to the family.
        String full = kind.equals("counter") && !family.endsWith("_total") ? family + "_total" : family;
        Shown series = shown.computeIfAbsent(
                new Id(full, labels), id -> new Shown(kind, "", helps.getOrDefault(family, ""), new TreeMap<>()));
        assertThat(series.numbers().put(number, number(sample.group(3))))
                .as("a sample occurs once: %s", line)
                .isNull();
    }

    /** What a classic bucket's number is called. */
    static String upTo(double bound) {
        return "up to " + bound;
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int at = 0;
        while (label.find() && label.start() == at) {
            labels.put(label.group(1), unescaped(label.group(2)));
            at = label.end();
        }
        assertThat(at).as("labels: %s", text).isEqualTo(text.length());
        return labels;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                plain.append(text.charAt(at) == 'n' ? '\n' : text.charAt(at));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
