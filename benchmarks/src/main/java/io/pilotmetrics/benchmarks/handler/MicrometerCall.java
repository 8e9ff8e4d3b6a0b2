// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A Micrometer Timer with percentile histogram and one objective for each outcome, registered once and held. */
final class MicrometerCall implements WrappedCall {

    private final Consumer<Lead> code;
    private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer succeeding = timer("success");
    private final Timer failing = timer("server_error");

    MicrometerCall(Consumer<Lead> code) {
        this.code = code;
    }

    private Timer timer(String outcome) {
        return Timer.builder("leads.duration")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .serviceLevelObjectives(Duration.ofMillis(200))
                .register(meters);
    }

    @Override
    public void accept(Lead lead) {
        long start = System.nanoTime();
        try {
            code.accept(lead);
        } catch (Throwable e) {
            failing.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            throw e;
        }
        succeeding.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    @Override
    public long count() {
        return succeeding.count();
    }
}
