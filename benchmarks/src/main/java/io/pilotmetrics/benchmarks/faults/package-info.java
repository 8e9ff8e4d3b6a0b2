// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/** What a collector that is down, slow or broken does to the events that it should hear of: nothing, measured. */
@NullMarked
package io.pilotmetrics.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
