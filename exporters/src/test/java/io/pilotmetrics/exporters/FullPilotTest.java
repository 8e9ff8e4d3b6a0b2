// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pilot that exporters are held to is worth it: it has everything, and no two numbers that could be taken for each other. */
class FullPilotTest {

    /** Counters of a later version: no pilot of this one has them, random snapshots do. */
    private static final Set<String> ABSENT = Set.of("pilot.counts");

    /** 0 in any pilot that measures right, or of one value that says nothing else. */
    private static final Set<String> ZERO = Set.of("pilot.laws.broken");

    /** Conflicting events are passed on whatever is asked for. */
    private static final Set<String> SAME = Set.of("pilot.events.passed_onconflicting");

    private final FullPilot full = new FullPilot();
    private final List<Series> series = Expected.of(full.snapshot());

    @AfterEach
    void close() {
        full.close();
    }

    @Test
    void everyMetricOfThePage_hasASeriesThatIsNotZero() {
        Set<String> shown = series.stream()
                .filter(each -> each.timed().count() > 0 || each.value() != 0)
                .map(each -> each.row().name())
                .collect(Collectors.toSet());
        assertThat(Page.rows().keySet())
                .filteredOn(name -> !ABSENT.contains(name) && !ZERO.contains(name) && !shown.contains(name))
                .isEmpty();
        assertThat(shown).doesNotContainAnyElementsOf(ABSENT).doesNotContainAnyElementsOf(ZERO);
    }

    @Test
    void countersOfTheMainHandler_areAllDifferent() {
        Map<Double, List<String>> byValue = series.stream()
                .filter(each -> "lead.ingest".equals(each.labels().get("handler")))
                .filter(each ->
                        !each.labels().containsKey("cohort") && each.row().isOf("counter"))
                .filter(each -> !SAME.contains(each.row().name() + each.labels().getOrDefault("disposition", "")))
                .collect(Collectors.groupingBy(
                        Series::value,
                        Collectors.mapping(
                                each -> each.row().name() + each.labels().values(), Collectors.toList())));
        assertThat(byValue.values()).filteredOn(same -> same.size() > 1).isEmpty();
        assertThat(byValue).hasSizeGreaterThan(45).doesNotContainKey(0.0);
    }

    @Test
    void labels_areThePages() {
        assertThat(series).filteredOn(each -> !each.isFigure()).allSatisfy(each -> {
            Set<String> keys = new TreeSet<>(each.labels().keySet());
            assertThat(keys.remove("pilot")).isTrue();
            List<String> onPage = new ArrayList<>(each.row().labels());
            if (onPage.remove("account")) {
                assertThat(keys.containsAll(Set.of("handler", "operation"))).isFalse();
                keys.removeAll(Set.of("handler", "operation"));
            }
            assertThat(keys).containsExactlyInAnyOrderElementsOf(onPage);
        });
    }

    @Test
    void objectives_areMetMissedUndecidedAndAbsent_andTwoReadTheSame() {
        assertThat(series)
                .filteredOn(each -> each.row().name().equals("pilot.objective.status") && each.value() == 1)
                .extracting(each -> each.labels().get("status"))
                .contains("met", "missed", "undecided", "absent");
        assertThat(series)
                .filteredOn(each -> each.row().name().equals("pilot.objective.threshold"))
                .extracting(each -> each.labels().get("objective"))
                .contains("lead.ingest client_error.rate <= 0.01", "lead.ingest client_error.rate <= 0.01 (2)");
    }
}
