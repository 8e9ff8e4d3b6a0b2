// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pilotmetrics.snapshot.SourceLedger.Arrivals;
import io.pilotmetrics.snapshot.SourceLedger.Missing;
import io.pilotmetrics.snapshot.SourceLedger.Tail;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a ledger. A gap is {@code [first, last]}, or {@code [first, last, after, before]} with the times of its neighbours in
 * milliseconds since 1970, either of which may be null.
 */
final class LedgerJson {

    private LedgerJson() {}

    static void write(JsonGenerator json, LedgerSnapshot ledger) throws IOException {
        json.writeObjectFieldStart("ledger");
        json.writeArrayFieldStart("sources");
        for (SourceLedger source : ledger.sources()) {
            write(json, source);
        }
        json.writeEndArray();
        json.writeNumberField("unplaced", ledger.unplaced());
        time(json, "forgottenUntil", ledger.forgottenUntil());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SourceLedger source) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", source.source());
        json.writeNumberField("epoch", source.epoch());
        json.writeNumberField("first", source.first());
        json.writeNumberField("last", source.last());
        json.writeNumberField("seen", source.seen());
        json.writeNumberField("outOfOrder", source.arrivals().outOfOrder());
        json.writeNumberField("late", source.arrivals().late());
        json.writeNumberField("filled", source.arrivals().filled());
        gaps(json, "dropped", source.dropped());
        gaps(json, "pending", source.pending());
        ranges(json, "jumped", source.jumped());
        ranges(json, "forgotten", source.forgotten());
        json.writeNumberField("announced", source.tail().announced());
        json.writeNumberField("lastSeen", source.tail().lastSeen());
        time(json, "since", source.tail().since());
        time(json, "startedAt", source.tail().startedAt());
        time(json, "unlistedUntil", source.tail().unlistedUntil());
        json.writeEndObject();
    }

    private static void gaps(JsonGenerator json, String field, Gaps gaps) throws IOException {
        json.writeArrayFieldStart(field);
        for (int gap = 0; gap < gaps.count(); gap++) {
            json.writeStartArray();
            json.writeNumber(gaps.first(gap));
            json.writeNumber(gaps.last(gap));
            if (gaps.after(gap) != Gaps.UNKNOWN || gaps.before(gap) != Gaps.UNKNOWN) {
                millis(json, gaps.after(gap));
                millis(json, gaps.before(gap));
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void millis(JsonGenerator json, long millis) throws IOException {
        if (millis == Gaps.UNKNOWN) {
            json.writeNull();
        } else {
            json.writeNumber(millis);
        }
    }

    private static void ranges(JsonGenerator json, String field, NumberRanges ranges) throws IOException {
        json.writeArrayFieldStart(field);
        for (NumberRanges.Run run : ranges.runs()) {
            json.writeArray(new long[] {run.first(), run.last()}, 0, 2);
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        if (time == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, time.toString());
        }
    }

    static LedgerSnapshot read(Json json) {
        List<SourceLedger> sources = new ArrayList<>();
        json.get("sources").items().forEach(item -> sources.add(source(item)));
        return new LedgerSnapshot(sources, json.get("unplaced").count(), time(json.get("forgottenUntil")));
    }

    private static SourceLedger source(Json json) {
        return new SourceLedger(
                json.get("source").string(),
                json.get("epoch").integer(),
                json.get("first").integer(),
                json.get("last").integer(),
                new Arrivals(
                        json.get("seen").count(),
                        json.get("outOfOrder").count(),
                        json.get("late").count(),
                        json.get("filled").count()),
                new Missing(
                        gaps(json.get("dropped")),
                        gaps(json.get("pending")),
                        ranges(json.get("jumped")),
                        ranges(json.get("forgotten"))),
                new Tail(
                        json.get("announced").integer(),
                        json.get("lastSeen").integer(),
                        time(json.get("since")),
                        time(json.get("startedAt")),
                        time(json.get("unlistedUntil"))));
    }

    private static Gaps gaps(Json json) {
        Gaps.Builder gaps = new Gaps.Builder();
        for (Json item : json.items()) {
            List<Json> parts = item.items();
            if (parts.size() != 2 && parts.size() != 4) {
                throw item.wrong("a pair of numbers, or a pair of numbers and a pair of times");
            }
            boolean timed = parts.size() == 4;
            SnapshotReader.checked(item, () -> {
                gaps.add(
                        parts.get(0).integer(),
                        parts.get(1).integer(),
                        timed ? parts.get(2).integerOr(Gaps.UNKNOWN) : Gaps.UNKNOWN,
                        timed ? parts.get(3).integerOr(Gaps.UNKNOWN) : Gaps.UNKNOWN);
                return gaps;
            });
        }
        return gaps.build();
    }

    private static NumberRanges ranges(Json json) {
        List<NumberRanges.Run> runs = new ArrayList<>();
        for (Json item : json.items()) {
            List<Json> ends = item.items();
            if (ends.size() != 2) {
                throw item.wrong("a pair of numbers");
            }
            runs.add(SnapshotReader.checked(
                    item,
                    () -> new NumberRanges.Run(
                            ends.get(0).integer(), ends.get(1).integer())));
        }
        return NumberRanges.of(runs);
    }

    private static @Nullable Instant time(Json json) {
        return json.isNull() ? null : SnapshotReader.instant(json);
    }
}
