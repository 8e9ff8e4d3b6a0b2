// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/** Who keeps the numbers of sources: ours, and what a team would take instead, each on a page. */
@NullMarked
package io.pilotmetrics.benchmarks.sequences;

import org.jspecify.annotations.NullMarked;
