// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What exporters show of a snapshot: one catalogue of metrics, with their names in OpenTelemetry, Prometheus and Micrometer, and the
 * samples of a snapshot under them. {@link io.pilotmetrics.export.Samples} is where an exporter begins; it translates each sample
 * into its own library's types and adds nothing, so that all exporters agree.
 */
@NullMarked
package io.pilotmetrics.export;

import org.jspecify.annotations.NullMarked;
