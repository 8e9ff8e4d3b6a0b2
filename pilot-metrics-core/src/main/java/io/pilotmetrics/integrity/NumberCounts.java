// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.util.concurrent.atomic.LongAdder;

/**
 * What this process has found out about the numbers of all sources: each begins at 0, whatever was restored, and never falls. Thread-safe.
 */
final class NumberCounts {

    final LongAdder declaredMissing = new LongAdder();
    final LongAdder filled = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder outOfOrder = new LongAdder();
}
