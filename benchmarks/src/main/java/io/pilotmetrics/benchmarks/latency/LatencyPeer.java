// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.latency;

import java.util.function.Supplier;

/** Who counts durations. */
public enum LatencyPeer {
    /** Ours, with one latency objective. */
    PILOT_METRICS("pilot-metrics", PilotRecorder::create),
    /** Micrometer's Timer: count, sum and maximum. */
    MICROMETER_PLAIN("Micrometer Timer", MicrometerTimer::plain),
    /** Micrometer's Timer with client-side percentiles. */
    MICROMETER_PERCENTILES("Micrometer Timer, percentiles", MicrometerTimer::percentiles),
    /** Micrometer's Timer with a percentile histogram and the same objective, on its Prometheus registry. */
    MICROMETER_HISTOGRAM("Micrometer Timer, histogram", MicrometerTimer::histogram),
    /** Micrometer's Observation, which reads its own clock. */
    OBSERVATION("Micrometer Observation", ObservationTimer::new, true),
    /** OpenTelemetry's histogram with the explicit bounds of its semantic conventions, bound. */
    OTEL_EXPLICIT("OpenTelemetry explicit", OtelHistogram::explicit),
    /** OpenTelemetry's base-2 exponential histogram, bound. */
    OTEL_EXPONENTIAL("OpenTelemetry exponential", OtelHistogram::exponential),
    /** The Prometheus client's classic histogram, its labels bound. */
    PROMETHEUS_CLASSIC("client_java classic", PrometheusHistogram::classic),
    /** The Prometheus client's native histogram, its labels bound. */
    PROMETHEUS_NATIVE("client_java native", PrometheusHistogram::nativeBuckets),
    /** Dropwizard's Timer: a meter and a histogram. */
    DROPWIZARD_TIMER("Dropwizard Timer", DropwizardTimer::new),
    /** Dropwizard's Histogram alone. */
    DROPWIZARD_HISTOGRAM("Dropwizard Histogram", DropwizardHistogram::new),
    /** HdrHistogram's Recorder with two significant digits. */
    HDR_RECORDER("HdrHistogram Recorder", HdrRecorder::new),
    /** Resilience4j's timer on Micrometer, which reads its own clock. */
    RESILIENCE4J("Resilience4j Timer", ResilienceTimer::new, true),
    /** Nothing: what the loop itself costs. */
    BASELINE("baseline", Nothing::new);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // It is a constructor or a static method.
    private final Supplier<LatencySubject> factory;

    private final boolean ownClock;

    LatencyPeer(String label, Supplier<LatencySubject> factory) {
        this(label, factory, false);
    }

    LatencyPeer(String label, Supplier<LatencySubject> factory, boolean ownClock) {
        this.label = label;
        this.factory = factory;
        this.ownClock = ownClock;
    }

    /**
     * A new subject that nobody shares.
     *
     * @return the subject
     */
    public LatencySubject create() {
        return factory.get();
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }

    /**
     * Whether it reads the clock itself, so that it stands only beside the others with a clock pair.
     *
     * @return true if it does
     */
    public boolean ownClock() {
        return ownClock;
    }
}
