// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import io.pilotmetrics.CurrentSpan;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Who wraps a call. */
public enum CallPeer {
    /** Ours, with one latency objective. */
    PILOT_METRICS("pilot-metrics", PilotCall::new),
    /** Ours with exemplars, outside of any span. */
    PILOT_METRICS_NO_SPAN(
            "pilot-metrics, exemplars, no span", (ids, code) -> new PilotCall(ids, new SpanOfThread(null), code)),
    /** Ours with exemplars, inside of a span. */
    PILOT_METRICS_SPAN(
            "pilot-metrics, exemplars, in a span",
            (ids, code) -> new PilotCall(
                    ids,
                    new SpanOfThread(new CurrentSpan.Ids("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")),
                    code)),
    /** The same wired by hand from Micrometer and Caffeine. */
    HAND_WIRED("Micrometer + Caffeine by hand", HandWired::new),
    /** A Micrometer Timer around the call: time and outcome, neither ids nor numbers. */
    MICROMETER("Micrometer Timer, histogram", (ids, code) -> new MicrometerCall(code)),
    /** A Micrometer Observation around the call. */
    OBSERVATION("Micrometer Observation", (ids, code) -> new ObservedCall(code)),
    /** Resilience4j's timer as decorator. */
    RESILIENCE4J("Resilience4j Timer", (ids, code) -> new ResilienceCall(code)),
    /** The bare call. */
    BASELINE("baseline", (ids, code) -> new BareCall(code));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // It is a constructor or a static method.
    private final BiFunction<Ids, Consumer<Lead>, WrappedCall> factory;

    CallPeer(String label, BiFunction<Ids, Consumer<Lead>, WrappedCall> factory) {
        this.label = label;
        this.factory = factory;
    }

    /**
     * A new wrapper that nobody shares.
     *
     * @param ids what it looks at, if it can
     * @param code the user's code
     * @return the wrapper
     */
    public WrappedCall wrap(Ids ids, Consumer<Lead> code) {
        return factory.apply(ids, code);
    }

    /**
     * How tables call it.
     *
     * @return its name
     */
    public String label() {
        return label;
    }
}
