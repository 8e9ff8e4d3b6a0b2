// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

/** The ways into a pilot. */
enum Shape {
    CONSUMER,
    FUNCTION,
    STAGE,
    BATCH,
    RUN,
    CALL,
    START,
    MALFORMED,
    REFUSED,
    RUNNABLE,
    SUPPLIER,
    CALLABLE,
    OPERATION_STAGE
}
