// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import io.pilotmetrics.objective.Judgement.Status;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Interval;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.Objective.Comparison;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Holds objectives against figures, and says what an undecided one still needs. */
final class Judge {

    /** Beyond this many observations more, nobody waits. */
    private static final long PATIENCE = 1_000_000_000L;

    private static final String DROPPED_RATE = "dropped.rate";

    private final List<Figure> figures;

    Judge(List<Figure> figures) {
        this.figures = figures;
    }

    Judgement judge(Objective objective) {
        return figures.stream()
                .filter(objective::judges)
                .map(figure -> judge(objective, figure))
                .max(Comparator.comparing(Judgement::status))
                .orElseGet(() ->
                        new Judgement(objective, Status.ABSENT, null, objective.text() + ": there is no such figure"));
    }

    private Judgement judge(Objective objective, Figure figure) {
        Status status = status(objective, figure.low(), figure.high());
        String text = objective.text() + ": " + figureText(objective, figure);
        if (status == Status.UNDECIDED) {
            text += "; " + missing(objective, figure);
        }
        return new Judgement(objective, status, figure, text);
    }

    static Status status(Objective objective, double low, double high) {
        boolean atMost = objective.comparison() == Comparison.AT_MOST;
        double threshold = objective.threshold();
        if (atMost ? high <= threshold : low >= threshold) {
            return Status.MET;
        }
        if (atMost ? low > threshold : high < threshold) {
            return Status.MISSED;
        }
        return Status.UNDECIDED; // NaN, too, compares false with everything
    }

    private static String figureText(Objective objective, Figure figure) {
        if (figure.n() == 0) {
            return "nothing observed yet";
        }
        boolean share = figure.unit().equals("1");
        String value = number(figure.value(), share) + (share ? "" : " " + figure.unit());
        String interval = figure.low() == figure.high()
                ? ""
                : ", " + number(figure.low(), share) + " to " + number(figure.high(), share);
        String what = objective.latencyNanos() == 0
                ? ""
                : objective.figure().equals(Objective.LATENCY_WITHIN) ? " of calls within it" : " of events within it";
        return String.format(Locale.ROOT, "%s%s (n %,d%s)", value, what, figure.n(), interval);
    }

    private static String number(double value, boolean share) {
        return share ? String.format(Locale.ROOT, "%.2f %%", value * 100) : String.format(Locale.ROOT, "%.4g", value);
    }

    private String missing(Objective objective, Figure figure) {
        if (figure.n() == 0) {
            return "needs observations";
        }
        boolean share = figure.unit().equals("1");
        if (share && objective.comparison() == Comparison.AT_MOST && objective.threshold() <= 0) {
            return "no sample can show that a share is 0; write a threshold above 0, for example 0.001";
        }
        if (share && objective.comparison() == Comparison.AT_LEAST && objective.threshold() >= 1) {
            return "no sample can show that a share is 1; write a threshold below 1, for example 0.999";
        }
        if (figure.name().equals(DROPPED_RATE) && decided(objective, figure.value(), figure.n())) {
            return "undetermined numbers, or those that another instance may have seen, may decide it: see the notes";
        }
        boolean wilson = figure.unit().equals("1") && figure.value() >= 0 && figure.value() <= 1;
        OptionalLong more = wilson ? observationsMissing(objective, figure) : OptionalLong.empty();
        if (more.isEmpty()) {
            return "its interval holds the threshold";
        }
        boolean inside = objective.comparison() == Comparison.AT_MOST
                ? figure.value() <= objective.threshold()
                : figure.value() >= objective.threshold();
        return String.format(
                Locale.ROOT,
                "needs %,d more%s, and is then %s if the share stays",
                more.getAsLong(),
                waiting(figure, more.getAsLong()),
                inside ? "met" : "missed");
    }

    /** How many more observations of the same share would decide; empty where the share is too near to the threshold. */
    private static OptionalLong observationsMissing(Objective objective, Figure figure) {
        long low = figure.n();
        long high = Math.max(1, low);
        while (!decided(objective, figure.value(), high)) {
            high *= 2;
            if (high > PATIENCE) {
                return OptionalLong.empty();
            }
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (decided(objective, figure.value(), middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalLong.of(high - figure.n());
    }

    private static boolean decided(Objective objective, double share, long n) {
        Interval interval = Interval.wilson(Math.round(share * n), n);
        return status(objective, interval.low(), interval.high()) != Status.UNDECIDED;
    }

    /** The time that more observations take, where the same cohort's, handler's or operation's throughput is known. */
    private String waiting(Figure figure, long more) {
        return figures.stream()
                .filter(candidate -> candidate.name().equals("throughput")
                        && !candidate.tags().isEmpty()
                        && figure.tags().entrySet().containsAll(candidate.tags().entrySet()))
                .max(Comparator.comparing(candidate -> candidate.tags().size())) // of a cohort its own
                .filter(throughput -> throughput.value() > 0)
                .map(throughput -> ", about " + duration(more / throughput.value()))
                .orElse("");
    }

    private static String duration(double seconds) {
        Map.Entry<Double, String> unit = seconds < 120
                ? Map.entry(1.0, "s")
                : seconds < 7200
                        ? Map.entry(60.0, "min")
                        : seconds < 172_800 ? Map.entry(3600.0, "h") : Map.entry(86_400.0, "days");
        return String.format(Locale.ROOT, "%,d %s", (long) Math.ceil(seconds / unit.getKey()), unit.getValue());
    }
}
