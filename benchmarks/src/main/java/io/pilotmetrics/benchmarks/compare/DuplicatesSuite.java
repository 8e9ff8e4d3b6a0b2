// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import io.pilotmetrics.benchmarks.DuplicatesBenchmark;
import io.pilotmetrics.benchmarks.ids.IdPeer;
import java.util.ArrayList;
import java.util.List;

/** Remembering ids, by how many are remembered. */
final class DuplicatesSuite {

    private static final int LEAST = 10_000;

    private static final List<IdPeer> PEERS =
            List.of(IdPeer.COMPACT_WITH_CONTENT, IdPeer.EXACT, IdPeer.CAFFEINE, IdPeer.CONCURRENT_MAP, IdPeer.BLOOM);

    private DuplicatesSuite() {}

    static List<Comparison> comparisons(List<Integer> sizes) {
        List<Comparison> all = new ArrayList<>();
        all.add(Comparison.measured(contender(IdPeer.COMPACT, LEAST)));
        for (int size : sizes) {
            Contender ours = contender(IdPeer.COMPACT, size);
            all.add(Comparison.against(ours, Targets.WINDOW_BYTES));
            all.add(Comparison.of(ours, contender(IdPeer.COMPACT, LEAST)));
            PEERS.forEach(peer -> all.add(Comparison.of(ours, contender(peer, size))));
        }
        return all;
    }

    private static Contender contender(IdPeer peer, int size) {
        return new Contender(
                String.format(java.util.Locale.ROOT, "%,d ids", size),
                peer.label(),
                cell(peer, size),
                cell(IdPeer.BASELINE, LEAST));
    }

    private static Cell cell(IdPeer peer, int size) {
        return Cell.of(DuplicatesBenchmark.class, "duplicates", 1, "peer", peer, "size", size);
    }
}
