// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test.law;

import io.pilotmetrics.snapshot.Outcome;

/** One ended run of the code. */
record Call(Outcome outcome, int carried, long nanos) {}
