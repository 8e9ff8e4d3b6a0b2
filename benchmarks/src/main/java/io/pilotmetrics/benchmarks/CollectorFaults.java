// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.faults.FaultySlices;
import picocli.CommandLine;

/**
 * What a broken collector does to events: healthy and faulty slices in turn, in pairs, the order drawn for each.
 *
 * <pre>{@code java -cp benchmarks/target/benchmarks.jar io.pilotmetrics.benchmarks.CollectorFaults --fault DOWN}</pre>
 *
 * <p>The ratios of p99 (faulty over healthy) and of throughput (healthy over faulty) have Fieller's paired intervals of 95 %. It ends
 * with 1 where an upper end is above the limit, where memory grew, where no export was dropped, or where the collector's counts are not ours after it was mended.
 */
public final class CollectorFaults {

    private CollectorFaults() {}

    /**
     * Runs it.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultySlices()).execute(args));
    }
}
