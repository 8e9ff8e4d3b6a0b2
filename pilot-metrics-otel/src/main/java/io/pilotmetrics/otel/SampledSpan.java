// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.pilotmetrics.CurrentSpan;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's current span, where it is sampled. Pilots find it by themselves, so that this module on the class path is all that exemplars
 * take; {@code PilotBuilder.exemplars(CurrentSpan.NONE)} does without.
 */
public final class SampledSpan implements CurrentSpan {

    /** For {@link java.util.ServiceLoader}. */
    public SampledSpan() {}

    @Override
    public @Nullable Ids current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isSampled() && context.isValid() ? new Ids(context.getTraceId(), context.getSpanId()) : null;
    }
}
