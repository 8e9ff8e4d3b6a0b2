// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import io.pilotmetrics.benchmarks.HandlerBenchmark;
import io.pilotmetrics.benchmarks.SpreadBenchmark;
import io.pilotmetrics.benchmarks.StageBenchmark;
import io.pilotmetrics.benchmarks.handler.CallPeer;
import io.pilotmetrics.benchmarks.handler.Ids;
import io.pilotmetrics.benchmarks.handler.StagePeer;
import java.util.ArrayList;
import java.util.List;

/** A whole call, wrapped; one that returns a stage; one in a pilot of many handlers; and one whose event has a number. */
final class HandlerSuite {

    private HandlerSuite() {}

    static List<Comparison> comparisons() {
        List<Comparison> all = new ArrayList<>();
        Contender plain = call(CallPeer.PILOT_METRICS, Ids.NONE);
        all.add(Comparison.against(plain, Targets.CALL_BYTES));
        for (CallPeer peer : List.of(CallPeer.MICROMETER, CallPeer.OBSERVATION, CallPeer.RESILIENCE4J)) {
            all.add(Comparison.of(plain, call(peer, Ids.NONE)));
        }
        for (Ids ids : List.of(Ids.NUMBER, Ids.TEXT)) {
            Contender ours = call(CallPeer.PILOT_METRICS, ids);
            all.add(Comparison.against(ours, Targets.IDS_TO_HAND_WIRED, call(CallPeer.HAND_WIRED, ids)));
            all.add(Comparison.against(ours, Targets.IDS_BYTES));
            all.add(Comparison.measured(call(CallPeer.HAND_WIRED, ids)));
        }
        for (CallPeer exemplars : List.of(CallPeer.PILOT_METRICS_NO_SPAN, CallPeer.PILOT_METRICS_SPAN)) {
            for (Ids ids : List.of(Ids.NONE, Ids.NUMBER)) {
                all.add(Comparison.against(call(exemplars, ids), Targets.IDS_BYTES));
                all.add(Comparison.of(call(exemplars, ids), call(CallPeer.PILOT_METRICS, ids)));
            }
        }
        Contender stage = stage(StagePeer.PILOT_METRICS);
        all.add(Comparison.against(stage, Targets.STAGE_BYTES, stage(StagePeer.WHEN_COMPLETE)));
        for (StagePeer peer : List.of(StagePeer.WHEN_COMPLETE, StagePeer.MICROMETER, StagePeer.RESILIENCE4J)) {
            all.add(Comparison.of(stage, stage(peer)));
        }
        all.add(Comparison.measured(spread(1)));
        for (int handlers : List.of(10, 100, 1_000)) {
            all.add(Comparison.of(spread(handlers), spread(1)));
        }
        all.addAll(SequenceRows.comparisons());
        return all;
    }

    private static Contender call(CallPeer peer, Ids ids) {
        String work = switch (ids) {
            case NONE -> "call";
            case NUMBER -> "call with number as id, sequence, rule";
            case TEXT -> "call with text as id, sequence, rule";
        };
        return new Contender(work, peer.label(), cell(peer, ids), cell(CallPeer.BASELINE, ids));
    }

    private static Cell cell(CallPeer peer, Ids ids) {
        return Cell.of(HandlerBenchmark.class, "handlerCall", 1, "peer", peer, "ids", ids);
    }

    private static Contender stage(StagePeer peer) {
        return new Contender("stage", peer.label(), cell(peer), cell(StagePeer.BASELINE));
    }

    private static Cell cell(StagePeer peer) {
        return Cell.of(StageBenchmark.class, "handlerStage", 1, "peer", peer);
    }

    private static Contender spread(int handlers) {
        return new Contender(
                "call, dealt out",
                handlers == 1 ? "1 handler" : handlers + " handlers",
                cell(CallPeer.PILOT_METRICS, handlers),
                cell(CallPeer.BASELINE, handlers));
    }

    private static Cell cell(CallPeer peer, int handlers) {
        return Cell.of(SpreadBenchmark.class, "handlerSpread", 1, "peer", peer, "handlers", handlers);
    }
}
