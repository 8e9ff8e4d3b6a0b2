// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import org.jspecify.annotations.Nullable;

/**
 * One answer.
 *
 * @param suite the suite's name
 * @param threads how many threads ran the subject
 * @param subject the work and who does it
 * @param peer who it is compared with; null where it is only measured, or held against a fixed limit
 * @param nanos the subject's nanoseconds for one operation, above the baseline
 * @param ratio the subject's nanoseconds beside the peer's; NaN without a peer
 * @param low the lower end of the interval of what the target limits: as a rule the ratio; NaN where there is none
 * @param high its upper end
 * @param bytes the subject's bytes for one operation above the baseline; above the peer's where the target limits these
 * @param target what to reach; null where nothing is asked
 * @param verdict whether it is reached; null where nothing is asked
 */
public record Row(
        String suite,
        int threads,
        String subject,
        @Nullable String peer,
        double nanos,
        double ratio,
        double low,
        double high,
        double bytes,
        @Nullable Target target,
        @Nullable Verdict verdict) {}
