// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.objective;

import io.pilotmetrics.snapshot.CountDifference;
import io.pilotmetrics.snapshot.Drift;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.StatedCounts;
import io.pilotmetrics.snapshot.StatedTotal;
import io.pilotmetrics.snapshot.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What others say that they counted, a line for people each. */
final class StatedText {

    private static final int PARTIES = 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final long DAY_SECONDS = 86_400;

    private StatedText() {}

    /** One line for each party and kind. */
    static List<String> lines(HandlerSnapshot handler) {
        StatedCounts stated = handler.stated();
        List<String> lines = new ArrayList<>();
        stated.totals().entrySet().stream()
                .limit(PARTIES)
                .forEach(each -> lines.add(handler.name() + ": "
                        + MissingText.printable(each.getKey().party()) + " says "
                        + text(each.getKey(), each.getValue())));
        if (stated.totals().size() > PARTIES) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: and %,d more parties",
                    handler.name(),
                    stated.totals().size() - PARTIES));
        }
        long open = count(stated, CountDifference.State.OPEN);
        long undetermined = count(stated, CountDifference.State.UNDETERMINED);
        if (open + undetermined > 0) {
            lines.add(handler.name() + ": " + (open == 0 ? "" : statements(open) + " of windows that are not over")
                    + (open == 0 || undetermined == 0 ? "" : ", ")
                    + (undetermined == 0
                            ? ""
                            : statements(undetermined) + " of windows that were not counted here from their begin"));
        }
        return lines;
    }

    private static long count(StatedCounts stated, CountDifference.State state) {
        return stated.differences().stream()
                .filter(each -> each.state() == state)
                .count();
    }

    private static String statements(long count) {
        return String.format(Locale.ROOT, "%,d statement%s", count, count == 1 ? "" : "s");
    }

    private static String text(StatedCounts.Voice voice, StatedTotal total) {
        boolean sent = voice.kind() == Statement.Kind.SENT;
        String windows = total.windows() == 1 ? "" : " in " + total.windows() + " windows";
        String counts = String.format(
                Locale.ROOT,
                "%,d %s %s%s, %,d %s: ",
                total.theirs(),
                sent ? "sent" : "stored",
                span(total.from(), total.to()),
                windows,
                total.ours(),
                sent ? "received" : "processed");
        return counts + difference(total) + "; drift " + drift(total.drift());
    }

    private static String span(Instant from, Instant to) {
        boolean oneDay = Math.floorDiv(from.getEpochSecond(), DAY_SECONDS)
                == Math.floorDiv(to.getEpochSecond() - 1, DAY_SECONDS);
        return DAY.format(from) + "-" + (oneDay ? TIME : DAY).format(to) + " UTC";
    }

    private static String difference(StatedTotal total) {
        if (total.differing() == 0) {
            return "no difference";
        }
        long missing = total.difference();
        String net = missing == 0 ? "no more here than there" : share(total, missing);
        String where = total.windows() == 1
                ? ""
                : String.format(Locale.ROOT, ", %,d off in %,d windows", total.mismatch(), total.differing());
        return net + where + ", for " + time(total.age());
    }

    private static String share(StatedTotal total, long missing) {
        String share = total.theirs() == 0 ? "" : " (" + percent((double) Math.abs(missing) / total.theirs()) + ")";
        return String.format(Locale.ROOT, "%,d %s", Math.abs(missing), missing > 0 ? "missing" : "more") + share;
    }

    private static String time(Duration age) {
        return age.toMinutes() < 120
                ? age.toMinutes() + " min"
                : age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " days";
    }

    private static String drift(Drift drift) {
        if (drift.windows() < Drift.FEWEST) {
            return "not known before " + Drift.FEWEST + " windows";
        }
        return drift.shown()
                ? percent(drift.perHour()) + " an hour (" + percent(drift.low()) + " to " + percent(drift.high()) + ")"
                : "none shown";
    }

    private static String percent(double share) {
        double percent = 100 * share;
        double size = Math.abs(percent);
        String digits = size >= 10 ? "%,.0f %%" : size >= 1 ? "%.1f %%" : "%.2g %%";
        return String.format(Locale.ROOT, digits, percent);
    }
}
