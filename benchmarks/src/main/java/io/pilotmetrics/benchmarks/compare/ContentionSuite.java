// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import io.pilotmetrics.benchmarks.ContentionBenchmark;
import io.pilotmetrics.benchmarks.latency.LatencyPeer;
import java.util.ArrayList;
import java.util.List;

/** Counting durations from several threads, on one instrument or dealt out over two. */
final class ContentionSuite {

    /** Those of which one could be the fastest; the slow ones would only make the suite long. */
    private static final List<LatencyPeer> PEERS = List.of(
            LatencyPeer.MICROMETER_PLAIN,
            LatencyPeer.MICROMETER_HISTOGRAM,
            LatencyPeer.OTEL_EXPLICIT,
            LatencyPeer.OTEL_EXPONENTIAL,
            LatencyPeer.PROMETHEUS_CLASSIC,
            LatencyPeer.PROMETHEUS_NATIVE,
            LatencyPeer.DROPWIZARD_HISTOGRAM,
            LatencyPeer.HDR_RECORDER);

    private ContentionSuite() {}

    static List<Comparison> comparisons(List<Integer> threads) {
        List<Comparison> all = new ArrayList<>();
        for (int instruments = 1; instruments <= 2; instruments++) {
            for (int count : threads) {
                all.addAll(comparisons(instruments, count));
            }
        }
        return all;
    }

    private static List<Comparison> comparisons(int instruments, int threads) {
        List<Comparison> all = new ArrayList<>();
        Contender ours = contender(LatencyPeer.PILOT_METRICS, instruments, threads);
        List<Contender> peers = PEERS.stream()
                .map(peer -> contender(peer, instruments, threads))
                .toList();
        boolean judged = instruments == 1 && threads == 2;
        all.add(new Comparison(ours, peers, judged ? Targets.CONTENDED_TO_FASTEST_PEER : null));
        if (threads > 1) {
            Contender alone = contender(LatencyPeer.PILOT_METRICS, instruments, 1);
            all.add(new Comparison(ours, List.of(alone), judged ? Targets.CONTENDED_TO_ONE_THREAD : null));
        }
        peers.forEach(peer -> all.add(Comparison.of(ours, peer)));
        return all;
    }

    private static Contender contender(LatencyPeer peer, int instruments, int threads) {
        String work = (instruments == 1 ? "one instrument, " : "two instruments, ")
                + (threads == 1 ? "1 thread" : threads + " threads");
        return new Contender(
                work, peer.label(), cell(peer, instruments, threads), cell(LatencyPeer.BASELINE, instruments, threads));
    }

    private static Cell cell(LatencyPeer peer, int instruments, int threads) {
        return Cell.of(ContentionBenchmark.class, "contention", threads, "peer", peer, "subjects", instruments);
    }
}
