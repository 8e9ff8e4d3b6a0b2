// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.Tracking;
import java.util.concurrent.CompletableFuture;

/** What has begun and not ended: a stage (of a handler, or of an operation where there is no delivery) or a tracking. */
record Open(
        Bench bench,
        Delivery delivery,
        Act act,
        long startedAt,
        boolean classified,
        CompletableFuture<Act.Result> raw,
        CompletableFuture<Act.Result> returned,
        Tracking tracking) {}
