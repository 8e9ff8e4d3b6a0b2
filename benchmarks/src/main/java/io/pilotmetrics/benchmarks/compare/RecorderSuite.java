// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import io.pilotmetrics.benchmarks.RecorderBenchmark;
import io.pilotmetrics.benchmarks.latency.LatencyPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counting a duration, without a clock and with the pair of readings that a caller needs. */
final class RecorderSuite {

    private static final String WITHOUT_CLOCK = "recorder";
    private static final String WITH_CLOCK = "recorder and clock pair";

    private RecorderSuite() {}

    static List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        Contender ours = contender(WITHOUT_CLOCK, LatencyPeer.PILOT_METRICS);
        Contender oursWithClock = contender(WITH_CLOCK, LatencyPeer.PILOT_METRICS);
        all.add(Comparison.against(ours, Targets.RECORDER_BYTES));
        for (LatencyPeer peer : peers()) {
            if (!peer.ownClock()) {
                all.add(comparison(ours, peer));
            }
        }
        all.add(Comparison.measured(oursWithClock));
        for (LatencyPeer peer : peers()) {
            all.add(Comparison.of(oursWithClock, contender(WITH_CLOCK, peer)));
        }
        for (LatencyPeer peer : peers()) {
            all.add(Comparison.measured(contender(peer.ownClock() ? WITH_CLOCK : WITHOUT_CLOCK, peer)));
        }
        all.add(Comparison.measured(bare(WITHOUT_CLOCK)));
        all.add(Comparison.measured(bare(WITH_CLOCK)));
        return all;
    }

    private static List<LatencyPeer> peers() {
        return Arrays.stream(LatencyPeer.values())
                .filter(peer -> peer != LatencyPeer.PILOT_METRICS && peer != LatencyPeer.BASELINE)
                .toList();
    }

    private static Comparison comparison(Contender ours, LatencyPeer peer) {
        Contender other = contender(WITHOUT_CLOCK, peer);
        return switch (peer) {
            case MICROMETER_HISTOGRAM -> Comparison.against(ours, Targets.RECORDER_TO_MICROMETER_HISTOGRAM, other);
            case HDR_RECORDER -> Comparison.against(ours, Targets.RECORDER_TO_HDR_HISTOGRAM, other);
            default -> Comparison.of(ours, other);
        };
    }

    /** A peer that reads the clock itself is called without a pair around it, and the pair is taken off all the same. */
    private static Contender contender(String work, LatencyPeer peer) {
        String method = work.equals(WITH_CLOCK) && !peer.ownClock() ? "recorderWithClock" : "recorder";
        return new Contender(work, peer.label(), cell(method, peer), bare(work).cell());
    }

    private static Contender bare(String work) {
        String method = work.equals(WITH_CLOCK) ? "recorderWithClock" : "recorder";
        return new Contender(work, "baseline itself", cell(method, LatencyPeer.BASELINE), null);
    }

    private static Cell cell(String method, LatencyPeer peer) {
        return Cell.of(RecorderBenchmark.class, method, 1, "peer", peer);
    }
}
