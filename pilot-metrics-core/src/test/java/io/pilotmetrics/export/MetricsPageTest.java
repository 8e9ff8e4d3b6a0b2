// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is made from the catalogue; {@code -Dpages.write=true} makes it anew. */
class MetricsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    private static final String HEAD = """
            # Metrics

            What every exporter shows, under the same names. This page is made from the catalogue in code (`io.pilotmetrics.export.Metric`).

            - **counter**: belongs to the process, begins at 0, never falls. **gauge**: may fall; what a restart restores is in gauges alone.
            - **histogram**: exponential in OpenTelemetry, native and classic in Prometheus, a function timer (count and sum) in Micrometer, and
              `<name>.count`, `<name>.sum` where there is OpenTelemetry's API alone. **quantile**: a gauge only where there is no histogram.
            - All have the label `pilot`; *account* stands for `handler` or `operation`, whichever it is. In Micrometer a tag that does not apply is
              empty, which to PromQL is one that is not there.
            - A metric of something that a handler does not have (ids, numbers, times, cohorts, statements) has no series. One by `reason`,
              `error.type` or `where` has its series from the first count on, and numbers, times and each cohort have theirs from the first event that
              has one, so `increase` misses that one; all others begin at 0.
            - Figures that surveys, reconciliation and your own code supply are gauges `pilot.figure.<name>` with their own tags, and
              `pilot.figure.<name>.low`, `.high` where they are uncertain: `pilot_figure_<name>_ratio` for a share in Prometheus.
            - An objective's threshold is in its figure's unit: of `latency p95 <= 200 ms` it is 0.95, the share of calls within the limit.
            - Windows of one and five minutes are in snapshots only, but for `pilot.call.duration.percentile`: a backend makes its own.
            """;

    private static String labels(Metric metric) {
        return metric.keys().stream()
                .filter(key -> !key.equals("pilot") && !key.equals("operation"))
                .map(key -> metric.keys().contains("operation") && key.equals("handler") ? "*account*" : code(key))
                .collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String row(Metric metric) {
        String unit = metric.unit().isEmpty() ? "" : code(metric.unit());
        return "| %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        code(metric.name()),
                        metric.kind() == Metric.Kind.QUANTILE ? "" : code(metric.prometheus()),
                        code(metric.micrometer()),
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        unit,
                        labels(metric),
                        metric.description());
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("%n| OpenTelemetry | Prometheus | Micrometer | kind | unit | labels | what |%n".formatted());
        page.append("|---|---|---|---|---|---|---|%n".formatted());
        Metric.all().forEach(metric -> page.append(row(metric)));
        return page.toString();
    }

    @Test
    void page_isMadeFromTheCatalogue() throws IOException {
        if (Boolean.getBoolean("pages.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/metrics.md; make it anew with mvn -pl pilot-metrics-core test -Dtest=MetricsPageTest -Dpages.write=true")
                .isEqualTo(page());
    }

    @Test
    void names_areUniqueInEachSystem() {
        for (Function<Metric, String> name :
                List.<Function<Metric, String>>of(Metric::name, Metric::prometheus, Metric::micrometer)) {
            Map<String, List<Metric>> byName = Metric.all().stream().collect(Collectors.groupingBy(name));
            assertThat(byName.values())
                    .allSatisfy(metrics -> assertThat(metrics).hasSize(1));
        }
        assertThat(Metric.all())
                .extracting(Metric::prometheus)
                .allMatch(name -> name.matches("pilot(_[a-z]+)+"))
                .doesNotContainAnyElementsOf(Metric.all().stream()
                        .filter(metric -> metric.kind() == Metric.Kind.HISTOGRAM)
                        .flatMap(metric -> List.of("_count", "_sum", "_bucket").stream()
                                .map(suffix -> metric.prometheus() + suffix))
                        .toList());
    }
}
