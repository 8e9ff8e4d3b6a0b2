// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of {@code docs/metrics.md}, as a reader of the page has it. */
final class Page {

    /**
     * One metric.
     *
     * @param name in OpenTelemetry
     * @param prometheus empty where Prometheus has none
     * @param micrometer in Micrometer
     * @param kind {@code counter}, {@code gauge}, {@code histogram} or {@code quantile}
     * @param unit empty where there is none
     * @param labels besides {@code pilot}; {@code account} is {@code handler} or {@code operation}
     * @param what the description
     */
    record Row(
            String name,
            String prometheus,
            String micrometer,
            String kind,
            String unit,
            List<String> labels,
            String what) {

        boolean isOf(String wanted) {
            return kind.equals(wanted);
        }
    }

    private static final Map<String, Row> ROWS = read(Path.of("../docs/metrics.md"));

    private Page() {}

    static Map<String, Row> rows() {
        return ROWS;
    }

    static Row row(String name) {
        Row row = ROWS.get(name);
        if (row == null) {
            throw new AssertionError("docs/metrics.md has no row " + name);
        }
        return row;
    }

    private static Map<String, Row> read(Path page) {
        Map<String, Row> rows = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(page)) {
                if (line.startsWith("| `")) {
                    String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
                    if (cells.length != 7) {
                        throw new AssertionError("docs/metrics.md: 7 cells a row, not " + cells.length + ": " + line);
                    }
                    Row row = new Row(
                            text(cells[0]),
                            text(cells[1]),
                            text(cells[2]),
                            text(cells[3]),
                            text(cells[4]),
                            Arrays.stream(cells[5].split(",", -1))
                                    .map(Page::text)
                                    .filter(label -> !label.isEmpty())
                                    .toList(),
                            cells[6]);
                    if (rows.put(row.name(), row) != null) {
                        throw new AssertionError("docs/metrics.md has two rows " + row.name());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static String text(String cell) {
        return cell.strip().replace("`", "").replace("*", "");
    }
}
