// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question that a suite answers.
 *
 * @param subject who is looked at
 * @param peers who it is compared with: the fastest of several; none where it is held against a fixed limit, or only measured
 * @param target what to reach; null where nothing is asked
 */
public record Comparison(
        Contender subject, List<Contender> peers, @Nullable Target target) {

    /** Keeps a copy. */
    public Comparison {
        peers = List.copyOf(peers);
    }

    static Comparison measured(Contender subject) {
        return new Comparison(subject, List.of(), null);
    }

    static Comparison of(Contender subject, Contender peer) {
        return new Comparison(subject, List.of(peer), null);
    }

    static Comparison against(Contender subject, Target target, Contender... peers) {
        return new Comparison(subject, List.of(peers), target);
    }

    /**
     * Whether a pattern is found in the work, the subject's name or a peer's.
     *
     * @param pattern the pattern
     * @return true if it is
     */
    public boolean mentions(Pattern pattern) {
        return Stream.concat(Stream.of(subject), peers.stream())
                .anyMatch(contender -> pattern.matcher(contender.title()).find());
    }

    Stream<Cell> cells() {
        return Stream.concat(Stream.of(subject), peers.stream())
                .flatMap(contender -> contender.baseline() == null
                        ? Stream.of(contender.cell())
                        : Stream.of(contender.baseline(), contender.cell()));
    }
}
