// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What customers say, given where they really came from: one row a channel, the shares of the answers in the order of {@link
 * Channels#ALL}. It is stated, so the agreement that a survey must find is known.
 *
 * @param responseRate the share of customers who answer at all
 * @param rows the shares of the answers by true channel, each adding up to 1
 */
record ConfusionMatrix(double responseRate, Map<String, List<Double>> rows) {

    static final ConfusionMatrix DEFAULT = new ConfusionMatrix(
            0.6,
            Map.of(
                    Channels.DIRECT, List.of(0.82, 0.12, 0.05, 0.01),
                    Channels.SEARCH, List.of(0.12, 0.84, 0.04, 0.00),
                    Channels.REFERRAL, List.of(0.15, 0.14, 0.70, 0.01),
                    Channels.FEED, List.of(0.06, 0.00, 0.04, 0.90)));

    String answer(String channel, SplittableRandom random) {
        double at = random.nextDouble();
        List<Double> row = row(channel);
        for (int i = 0; i < row.size(); i++) {
            at -= row.get(i);
            if (at < 0) {
                return Channels.ALL.get(i);
            }
        }
        return channel;
    }

    /** How likely a customer of this channel names it. */
    double agreement(String channel) {
        return row(channel).get(Channels.ALL.indexOf(channel));
    }

    /** What customers of this channel say, for people. */
    String describe(String channel) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-15s says", channel));
        for (double share : row(channel)) {
            text.append(String.format(Locale.ROOT, " %3.0f %%", share * 100));
        }
        return text.toString();
    }

    private List<Double> row(String channel) {
        List<Double> row = rows.get(channel);
        if (row == null) {
            throw new IllegalArgumentException("no such channel: " + channel);
        }
        return row;
    }
}
