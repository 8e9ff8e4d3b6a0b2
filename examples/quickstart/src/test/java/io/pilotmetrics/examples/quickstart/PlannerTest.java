// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<WebLog.Request> REQUESTS = WebLog.requests();

    @Test
    void webLog_isTheRealOne() {
        assertThat(REQUESTS).hasSize(10_000);
        assertThat(REQUESTS.stream().map(WebLog.Request::client).distinct()).hasSize(1_753);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbers_goOnOverFurtherPasses_withoutAGap(long seed) {
        Map<String, Long> last = new HashMap<>();
        Set<String> ids = new HashSet<>();
        plan(seed, 21_000).forEach(event -> {
            assertThat(event.number()).isEqualTo(last.merge(event.source(), 1L, Long::sum));
            if (!event.isUnparsed()) {
                assertThat(ids.add(event.body().split(",", 2)[0])).isTrue();
            }
        });
        assertThat(last).hasSize(1_753);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void faults_comeAtTheirRates_andHalfOfTheMalformedKeepTheirNumber(long seed) {
        List<PlannedEvent> events = plan(seed, 50_000).toList();
        Faults faults = Faults.DEFAULT;
        assertRate(events, Faults.Kind.DROPPED, faults.dropped());
        assertRate(events, Faults.Kind.MALFORMED, faults.malformed());
        assertRate(events, Faults.Kind.REJECTED, faults.rejected());
        assertRate(events, Faults.Kind.FAILING, faults.failing());
        long malformed = events.stream().filter(e -> e.reason() != null).count();
        long numbered =
                events.stream().filter(e -> e.reason() != null && e.numbered()).count();
        assertThat(numbered).isBetween(malformed / 2, malformed / 2 + 1);
        assertThat(events).anyMatch(e -> e.copies() == 2 && e.reason() != null);
        assertThat(events)
                .filteredOn(e -> e.copies() > 1)
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.fault()).isIn(Faults.Kind.NONE, Faults.Kind.MALFORMED));
    }

    private static void assertRate(List<PlannedEvent> events, Faults.Kind kind, double rate) {
        double expected = rate * events.size();
        long count = events.stream().filter(e -> e.fault() == kind).count();
        // Five standard deviations.
        assertThat((double) count).isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    }

    @Test
    void sameSeed_plansTheSame() {
        assertThat(plan(9, 3_000).map(PlannedEvent::body))
                .isEqualTo(plan(9, 3_000).map(PlannedEvent::body).toList());
        assertThat(plan(9, 3_000).map(PlannedEvent::body))
                .isNotEqualTo(plan(8, 3_000).map(PlannedEvent::body).toList());
    }

    @Test
    void confusionMatrix_hasWholeRows() {
        assertThat(ConfusionMatrix.DEFAULT.rows()).containsOnlyKeys(Channels.ALL);
        assertThat(ConfusionMatrix.DEFAULT.rows().values())
                .allSatisfy(row -> assertThat(
                                row.stream().mapToDouble(Double::doubleValue).sum())
                        .isCloseTo(1, within(1e-12)));
    }

    private static Stream<PlannedEvent> plan(long seed, int events) {
        Planner planner = new Planner(REQUESTS, Faults.DEFAULT, ConfusionMatrix.DEFAULT, seed);
        return Stream.generate(() -> planner.next(NOW)).limit(events);
    }
}
