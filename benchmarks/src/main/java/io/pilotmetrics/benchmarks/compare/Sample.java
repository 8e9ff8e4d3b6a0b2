// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

/**
 * What one fork measured.
 *
 * @param nanos nanoseconds for one operation: the median of the fork's iterations
 * @param bytes bytes allocated by one operation: likewise
 */
public record Sample(double nanos, double bytes) {}
