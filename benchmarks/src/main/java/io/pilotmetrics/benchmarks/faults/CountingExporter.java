// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.faults;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** Counts how the exports of another exporter end. */
final class CountingExporter implements MetricExporter {

    private final MetricExporter exporter;
    private final AtomicLong exported = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    CountingExporter(MetricExporter exporter) {
        this.exporter = exporter;
    }

    long exported() {
        return exported.get();
    }

    long dropped() {
        return dropped.get();
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        CompletableResultCode result = exporter.export(metrics);
        return result.whenComplete(() -> (result.isSuccess() ? exported : dropped).incrementAndGet());
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
        return exporter.getAggregationTemporality(instrumentType);
    }
}
