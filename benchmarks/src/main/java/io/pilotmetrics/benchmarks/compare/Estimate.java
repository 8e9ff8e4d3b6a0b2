// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

/**
 * A value and the interval that holds the true one with 95 % confidence.
 *
 * @param value the estimate
 * @param low the interval's lower end; minus infinity where the data do not bound it
 * @param high the interval's upper end; plus infinity where the data do not bound it
 */
public record Estimate(double value, double low, double high) {}
