// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.faults;

/** What is wrong with the collector. */
enum Fault {
    /** Nobody listens: connections are refused. */
    DOWN,
    /** It takes requests and does not answer. */
    SLOW,
    /** It answers 503. */
    ERROR,
    /** It answers with bytes that are no HTTP. */
    GARBAGE
}
