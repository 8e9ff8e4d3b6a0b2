// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import io.pilotmetrics.export.Samples;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Names that Prometheus takes in every format and version, made of any text. client_java's own rules are not used for this:
 * newer versions let through what older ones, and older servers, refuse.
 */
final class Names {

    /** Endings that mean something to Prometheus, so that no gauge may have them. */
    private static final Pattern RESERVED = Pattern.compile("(_total|_created|_bucket|_info)+$");

    private static final String TOTAL = "_total";

    private Names() {}

    /** A counter's name as client_java takes it: it writes the ending itself. */
    static String withoutTotal(String name) {
        return name.substring(0, name.length() - TOTAL.length());
    }

    /** The labels of a sample of the catalogue. */
    static Labels labels(Map<String, String> byKey) {
        TreeMap<String, String> labels = new TreeMap<>();
        byKey.forEach((key, value) -> labels.put(key.replace('.', '_'), value));
        return Labels.of(List.copyOf(labels.keySet()), List.copyOf(labels.values()));
    }

    /** The name of a figure's gauge; {@code limit} is empty for the figure itself. */
    static String figure(String figure, String limit, String unit) {
        String name =
                RESERVED.matcher(plain(Samples.FIGURE_PREFIX + figure) + limit).replaceFirst("");
        return switch (unit) {
            case "s" -> ended(name, "_seconds");
            case "1" -> ended(name, "_ratio");
            default -> name;
        };
    }

    /** A figure's tags as labels. The pilot's own label wins over a tag of that name. */
    static Labels labels(String pilot, Map<String, String> tags) {
        TreeMap<String, String> labels = new TreeMap<>();
        tags.forEach((key, value) -> labels.put(label(key), value));
        labels.put("pilot", pilot);
        return Labels.of(List.copyOf(labels.keySet()), List.copyOf(labels.values()));
    }

    private static String label(String key) {
        String name = plain(key);
        boolean letterFirst = !name.isEmpty() && Character.isLetter(name.charAt(0));
        return letterFirst ? name : "tag_" + name.replaceFirst("^_+", "");
    }

    private static String plain(String text) {
        return text.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    private static String ended(String name, String suffix) {
        return name.endsWith(suffix) ? name : name + suffix;
    }
}
