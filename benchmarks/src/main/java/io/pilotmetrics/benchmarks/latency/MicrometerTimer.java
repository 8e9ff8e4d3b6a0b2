// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Micrometer's Timer, registered once and held. */
final class MicrometerTimer implements LatencySubject {

    private final Timer timer;

    private MicrometerTimer(Timer timer) {
        this.timer = timer;
    }

    static LatencySubject plain() {
        return new MicrometerTimer(Timer.builder("latency").register(new SimpleMeterRegistry()));
    }

    static LatencySubject percentiles() {
        return new MicrometerTimer(
                Timer.builder("latency").publishPercentiles(0.5, 0.95, 0.99).register(new SimpleMeterRegistry()));
    }

    static LatencySubject histogram() {
        return new MicrometerTimer(Timer.builder("latency")
                .publishPercentileHistogram()
                .serviceLevelObjectives(Duration.ofMillis(200))
                .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    }

    @Override
    public void record(long nanos) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public long count() {
        return timer.count();
    }
}
