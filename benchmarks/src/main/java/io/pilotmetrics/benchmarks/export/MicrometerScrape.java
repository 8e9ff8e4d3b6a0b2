// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Micrometer Timers with percentile histograms, scraped as text: more than a snapshot, since it is also written out. */
final class MicrometerScrape implements SnapshotSubject {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Timer> timers;

    MicrometerScrape(int instruments) {
        timers = IntStream.range(0, instruments)
                .mapToObj(i -> Timer.builder("leads")
                        .tag("handler", "handler." + i)
                        .publishPercentileHistogram()
                        .serviceLevelObjectives(Duration.ofMillis(200))
                        .register(meters))
                .toList();
    }

    @Override
    public void count(int instrument, long nanos) {
        timers.get(instrument).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void tick() {}

    @Override
    public Object read() {
        return meters.scrape();
    }

    @Override
    public long count(Object reading) {
        return ((String) reading)
                .lines()
                .filter(line -> line.startsWith("leads_seconds_count"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
