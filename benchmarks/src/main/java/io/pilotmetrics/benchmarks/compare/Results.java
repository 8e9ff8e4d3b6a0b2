// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What all rounds measured, and the answers that follow from it. Not thread-safe. */
public final class Results {

    private final Map<Cell, List<Sample>> rounds = new LinkedHashMap<>();

    /**
     * Adds what one fork measured; each cell gets one sample a round.
     *
     * @param cell what was measured
     * @param sample what came out
     */
    public void add(Cell cell, Sample sample) {
        rounds.computeIfAbsent(cell, c -> new ArrayList<>()).add(sample);
    }

    /**
     * Answers a suite's questions.
     *
     * @param suite the suite's name
     * @param comparisons the questions
     * @return a row for each question
     */
    public List<Row> answer(String suite, List<Comparison> comparisons) {
        return comparisons.stream().map(comparison -> row(suite, comparison)).toList();
    }

    private Row row(String suite, Comparison comparison) {
        Contender subject = comparison.subject();
        Contender peer = fastest(comparison.peers());
        Target target = comparison.target();
        double[] own = values(subject, Sample::nanos);
        double[] bytes = values(subject, Sample::bytes);
        double ratio = Double.NaN;
        Estimate judged = Statistics.mean(own);
        if (peer != null) {
            judged = Statistics.ratio(own, values(peer, Sample::nanos));
            ratio = judged.value();
        }
        if (target != null && target.measure() == Target.Measure.BYTES) {
            bytes = peer == null ? bytes : difference(bytes, values(peer, Sample::bytes));
            judged = Statistics.mean(bytes);
        }
        return new Row(
                suite,
                subject.threads(),
                subject.title(),
                peer == null ? null : name(peer, subject, comparison),
                Statistics.average(own),
                ratio,
                judged.low(),
                judged.high(),
                Statistics.average(bytes),
                target,
                target == null ? null : target.judge(judged));
    }

    private static String name(Contender peer, Contender subject, Comparison comparison) {
        String name = peer.work().equals(subject.work()) ? peer.name() : peer.title();
        return comparison.peers().size() > 1 ? name + " (the fastest)" : name;
    }

    private @Nullable Contender fastest(List<Contender> peers) {
        return peers.stream()
                .min(Comparator.comparingDouble(peer -> Statistics.average(values(peer, Sample::nanos))))
                .orElse(null);
    }

    private double[] values(Contender contender, ToDoubleFunction<Sample> figure) {
        double[] values = values(contender.cell(), figure);
        Cell baseline = contender.baseline();
        return baseline == null ? values : difference(values, values(baseline, figure));
    }

    private double[] values(Cell cell, ToDoubleFunction<Sample> figure) {
        List<Sample> samples = rounds.get(cell);
        if (samples == null) {
            throw new IllegalStateException("nothing was measured for " + cell);
        }
        return samples.stream().mapToDouble(figure).toArray();
    }

    private static double[] difference(double[] left, double[] right) {
        double[] difference = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            difference[i] = left[i] - right[i];
        }
        return difference;
    }
}
