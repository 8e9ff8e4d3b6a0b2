// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import io.pilotmetrics.benchmarks.SequenceBenchmark;
import io.pilotmetrics.benchmarks.sequences.Arrival;
import io.pilotmetrics.benchmarks.sequences.SequencePeer;
import java.util.ArrayList;
import java.util.List;

/** What the number of a source adds to a call. The call without it is the baseline, and is shown with the loop around it. */
final class SequenceRows {

    private static final List<SequencePeer> PEERS =
            List.of(SequencePeer.ROARING_SEEN, SequencePeer.ROARING_MISSING, SequencePeer.TREE_MISSING);

    private SequenceRows() {}

    static List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        for (Arrival arrival : Arrival.values()) {
            if (arrival != Arrival.OWN_SOURCES) {
                all.addAll(comparisons(arrival, 1));
            }
        }
        all.addAll(comparisons(Arrival.ONE_SOURCE, 2));
        all.addAll(comparisons(Arrival.OWN_SOURCES, 2));
        return all;
    }

    private static List<Comparison> comparisons(Arrival arrival, int threads) {
        List<Comparison> all = new ArrayList<>();
        Cell without = cell(SequencePeer.NONE, arrival, threads);
        all.add(Comparison.measured(new Contender(work(arrival, threads), SequencePeer.NONE.label(), without, null)));
        Contender ours = contender(SequencePeer.PILOT_METRICS, arrival, threads);
        PEERS.forEach(peer -> all.add(Comparison.of(ours, contender(peer, arrival, threads))));
        return all;
    }

    private static Contender contender(SequencePeer peer, Arrival arrival, int threads) {
        return new Contender(
                work(arrival, threads),
                peer.label(),
                cell(peer, arrival, threads),
                cell(SequencePeer.NONE, arrival, threads));
    }

    private static String work(Arrival arrival, int threads) {
        return "numbers, " + arrival.label() + (threads == 1 ? "" : ", " + threads + " threads");
    }

    private static Cell cell(SequencePeer peer, Arrival arrival, int threads) {
        return Cell.of(SequenceBenchmark.class, "handlerNumber", threads, "peer", peer, "arrival", arrival);
    }
}
