// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.latency;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.HandlerBuilder;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.prometheus.PilotScrapeHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many series a server has to keep is what {@code docs/prometheus.md} says. */
class SeriesCountTest {

    private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| (\\d+) \\|$", Pattern.MULTILINE);

    private final HandClock clock = new HandClock();
    private final PilotMetrics pilot =
            PilotMetrics.builder("p").instance("a").clock(clock).build();
    private long ofPilot;

    @BeforeEach
    void countPilot() throws Exception {
        ofPilot = series();
    }

    @AfterEach
    void close() {
        pilot.close();
    }

    private static Map<String, Long> stated() throws Exception {
        Map<String, Long> stated = new HashMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/prometheus.md")));
        while (row.find()) {
            stated.put(row.group(1), Long.valueOf(row.group(2)));
        }
        return stated;
    }

    private long series() throws Exception {
        return Scrape.of(PilotScrapeHandler.of(pilot::snapshot), Scrape.TEXT)
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .count();
    }

    private void assertStated(String row, long series) throws Exception {
        assertThat(stated()).containsEntry(row, series);
    }

    /** The series of a handler that has processed an event of each of its cohorts. */
    private long ofHandler(UnaryOperator<HandlerBuilder<Lead>> asks) throws Exception {
        long before = series();
        Handler<Lead> handler =
                asks.apply(pilot.handler("h" + before, Lead.class)).register();
        Consumer<Lead> code = handler.consumer(lead -> clock.advance(1_000_000));
        code.accept(Lead.of("1", clock.wall(), "a").withNumber("shop", 0, 1));
        code.accept(Lead.of("2", clock.wall(), "b").withNumber("shop", 0, 2));
        return series() - before;
    }

    private static HandlerBuilder<Lead> idsNumbersTimes(HandlerBuilder<Lead> builder) {
        return builder.id(Lead::id)
                .sequence(Lead::source, Lead::epoch, Lead::number)
                .occurredAt(Lead::at);
    }

    @Test
    void pilot_withNothing() throws Exception {
        assertStated("a pilot, besides", ofPilot);
    }

    @Test
    void handler_withNothingSpecial() throws Exception {
        assertStated("a handler with nothing special", ofHandler(builder -> builder));
    }

    @Test
    void handler_withIdsNumbersAndTimes() throws Exception {
        assertStated("with ids, numbers and times", ofHandler(SeriesCountTest::idsNumbersTimes));
    }

    @Test
    void handler_withTwoCohorts() throws Exception {
        assertStated("with two cohorts", ofHandler(builder -> builder.cohort(Lead::user)));
    }

    @Test
    void handler_withAll() throws Exception {
        assertStated(
                "with all of that",
                ofHandler(builder -> idsNumbersTimes(builder).cohort(Lead::user)));
    }

    @Test
    void operation_thatWasCalled() throws Exception {
        pilot.operation("o").runnable(() -> clock.advance(1)).run();
        assertStated("an operation", series() - ofPilot);
    }

    @Test
    void objectives_each() throws Exception {
        long without = ofHandler(builder -> builder);
        assertStated(
                "an objective, besides",
                ofHandler(builder -> builder.objective(errorRate().atMost(0.1))) - without);
        assertStated(
                "one of durations, besides",
                ofHandler(builder -> builder.objective(latency().p95().atMost(Duration.ofMillis(200)))) - without);
    }

    @Test
    void limitOfDurations_isInEachCohortToo() throws Exception {
        long without = ofHandler(builder -> builder.cohort(Lead::user));
        long with = ofHandler(
                builder -> builder.cohort(Lead::user).objective(latency().p95().atMost(Duration.ofMillis(200))));
        assertStated("one of durations, besides", with - without - 3 * 2);
    }
}
