// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pilotmetrics.latency.Recorder;
import io.pilotmetrics.latency.Stripe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The work of the suite {@code recorder}: count one duration. */
@FunctionalInterface
public interface LatencySubject {

    /** Counts a duration in nanoseconds. */
    void record(long nanos);

    /** Who does the work. */
    enum Peer {
        /** Ours, with one latency objective. */
        PILOT_METRICS {
            @Override
            LatencySubject create() {
                Recorder recorder = new Recorder(1, 200_000_000);
                return nanos -> {
                    Stripe stripe = recorder.mine();
                    stripe.record(nanos);
                    stripe.count(0);
                };
            }
        },
        /** Micrometer's Timer with a percentile histogram and the same objective. */
        MICROMETER_HISTOGRAM {
            @Override
            LatencySubject create() {
                Timer timer = Timer.builder("t")
                        .publishPercentileHistogram()
                        .serviceLevelObjectives(Duration.ofMillis(200))
                        .register(new SimpleMeterRegistry());
                return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
            }
        },
        /** HdrHistogram's Recorder with two significant digits. */
        HDR_RECORDER {
            @Override
            LatencySubject create() {
                return new org.HdrHistogram.Recorder(2)::recordValue;
            }
        },
        /** Nothing: what the loop itself costs. */
        BASELINE {
            @Override
            LatencySubject create() {
                return nanos -> {};
            }
        };

        abstract LatencySubject create();
    }
}
