// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.List;
import java.util.stream.Collectors;

/** Rows as Markdown. */
public final class Tables {

    private static final String HEAD = """
            | threads | subject | beside | ns | ratio | 95 % interval | B/op | target | verdict |
            |---:|---|---|---:|---:|---|---:|---|---|
            """;

    private Tables() {}

    /**
     * A table of all rows.
     *
     * @param rows the rows
     * @return Markdown, ending with a line break
     */
    public static String markdown(List<Row> rows) {
        return rows.stream().map(Tables::line).collect(Collectors.joining("", HEAD, ""));
    }

    private static String line(Row row) {
        Target target = row.target();
        return "| "
                + String.join(
                        " | ",
                        Integer.toString(row.threads()),
                        row.subject(),
                        row.peer() == null ? "" : row.peer(),
                        Numbers.plain(row.nanos()),
                        Double.isNaN(row.ratio()) ? "" : Numbers.plain(row.ratio()),
                        interval(row),
                        Numbers.bytes(row.bytes()),
                        target == null ? "" : target.text(),
                        row.verdict() == null ? "" : "*" + row.verdict() + "*")
                + " |\n";
    }

    private static String interval(Row row) {
        Target target = row.target();
        String unit = "";
        if (target != null && target.measure() == Target.Measure.BYTES) {
            unit = " B/op";
        } else if (Double.isNaN(row.ratio())) {
            unit = " ns";
        }
        return Numbers.plain(row.low()) + " to " + Numbers.plain(row.high()) + unit;
    }
}
