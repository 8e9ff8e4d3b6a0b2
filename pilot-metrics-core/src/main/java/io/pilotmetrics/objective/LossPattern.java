// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import io.pilotmetrics.snapshot.Gap;
import io.pilotmetrics.snapshot.SourceLedger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a source's numbers were lost in bursts, as while something was down, or in a trickle, each by itself.
 *
 * <p>Among n numbers of which each is lost with probability p by itself, about n (1 - p) p<sup>L</sup> runs of L and more lost ones are to be
 * expected. A gap is a burst where that is less than one in a thousand, with p the share lost apart from it and larger
 * ones, and where it has three numbers or more.
 *
 * @param bursts the gaps that are bursts, in order
 * @param trickle the other gaps, in order
 * @see <a href="https://doi.org/10.1080/07468342.1990.11973306">Schilling, The Longest Run of Heads, 1990</a>
 */
record LossPattern(List<Gap> bursts, List<Gap> trickle) {

    private static final double UNLIKELY = 0.001;
    private static final int SHORTEST_BURST = 3;

    /**
     * Copies its parts.
     *
     * @param bursts the gaps that are bursts, in order
     * @param trickle the other gaps, in order
     */
    LossPattern {
        bursts = List.copyOf(bursts);
        trickle = List.copyOf(trickle);
    }

    /**
     * How a source's dropped numbers were lost.
     *
     * @param source its ledger
     * @return each gap in one of the two lists; O(n log n)
     */
    static LossPattern of(SourceLedger source) {
        List<Gap> gaps = source.dropped().of(source.epoch());
        List<Gap> longestFirst = new ArrayList<>(gaps);
        longestFirst.sort(Comparator.comparingLong(Gap::size).reversed());
        long numbers = source.expected();
        long lost = source.dropped().size();
        long shortestBurst = Long.MAX_VALUE;
        for (Gap gap : longestFirst) {
            long length = gap.size();
            double share = (lost - length + 1.0) / (numbers - length + 2.0);
            double runs = numbers * (1 - share) * Math.pow(share, (double) length);
            if (length < SHORTEST_BURST || runs >= UNLIKELY) {
                break;
            }
            shortestBurst = length;
            lost -= length;
            numbers -= length;
        }
        List<Gap> bursts = new ArrayList<>();
        List<Gap> trickle = new ArrayList<>();
        for (Gap gap : gaps) {
            (gap.size() >= shortestBurst ? bursts : trickle).add(gap);
        }
        return new LossPattern(bursts, trickle);
    }
}
