// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where what is shown is not what is expected, a line each. */
final class Differences {

    private Differences() {}

    static List<String> of(Dialect dialect, PilotSnapshot snapshot, Map<Id, Shown> shown) {
        List<Series> series = Expected.of(snapshot);
        Map<Id, Shown> expected = dialect.expected(snapshot, series);
        Map<String, Page.Row> rows = Dialect.byName(series, dialect::name);
        List<String> differences = new ArrayList<>();
        expected.forEach((id, wanted) -> {
            Shown is = shown.get(id);
            if (is == null) {
                differences.add("missing: " + id + " " + wanted);
            } else {
                compare(id, wanted, is, dialect, rows.get(id.name()), differences);
            }
        });
        shown.forEach((id, is) -> {
            if (!expected.containsKey(id)) {
                differences.add("nobody expects: " + id + " " + is);
            }
        });
        return differences.stream().sorted().toList();
    }

    private static void compare(
            Id id, Shown wanted, Shown is, Dialect dialect, Page.@Nullable Row row, List<String> differences) {
        if (!wanted.kind().equals(is.kind())
                || !wanted.unit().equals(is.unit())
                || !wanted.what().equals(is.what())) {
            differences.add(id + ": " + List.of(is.kind(), is.unit(), is.what()) + " is not "
                    + List.of(wanted.kind(), wanted.unit(), wanted.what()));
        }
        TreeSet<String> numbers = new TreeSet<>(wanted.numbers().keySet());
        numbers.addAll(is.numbers().keySet());
        for (String number : numbers) {
            Double want = wanted.numbers().get(number);
            Double have = is.numbers().get(number);
            boolean leftOut = have == null && dialect.optional(number);
            boolean same = want != null && have != null && row != null && isSame(want, have, dialect, row, number);
            if (!same && !leftOut) {
                differences.add(id + " " + number + ": " + have + " is not " + want);
            }
        }
    }

    private static boolean isSame(double want, double have, Dialect dialect, Page.Row row, String number) {
        return want == have || Math.abs(want - have) <= dialect.tolerance(row, number, want);
    }
}
