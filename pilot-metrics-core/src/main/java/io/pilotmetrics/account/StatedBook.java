// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.snapshot.StatedCounts;
import io.pilotmetrics.snapshot.StatedIds;
import io.pilotmetrics.snapshot.Statement;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What others state of one handler's events, beside its own counts by minute. Thread-safe. */
public final class StatedBook {

    private final String owner;
    private final MinuteCounts<?> minutes;
    private final @Nullable IdWindow ids;
    private final Calls calls;
    private final Statements statements = new Statements();

    StatedBook(String handler, MinuteCounts<?> minutes, @Nullable IdWindow ids, Calls calls) {
        this.owner = "handler \"" + handler + "\": ";
        this.minutes = minutes;
        this.ids = ids;
        this.calls = calls;
    }

    /**
     * Keeps what somebody counted.
     *
     * @param kind what it counted
     * @param party who it is
     * @param from where its window begins
     * @param to where its window ends
     * @param count how many it counted
     */
    public void tell(Statement.Kind kind, String party, Instant from, Instant to, long count) {
        statements.tell(statement(kind, party, from, to, count, null));
    }

    /**
     * Keeps how many ids somebody named, and says which of them are not known here.
     *
     * @param kind what it counted
     * @param party who it is
     * @param from where its window begins
     * @param to where its window ends
     * @param named the ids, of the types that the handler's ids have
     * @return the ids that are missing
     */
    public StatedIds tellIds(Statement.Kind kind, String party, Instant from, Instant to, Collection<?> named) {
        if (ids == null) {
            throw new IllegalStateException(
                    owner + "ids are named, and events have none; say with id(…) or longId(…) what an event's id is");
        }
        Collection<Object> distinct = distinct(named);
        statement(kind, party, from, to, distinct.size(), null); // which may refuse it, before any id is looked up
        long now = calls.now();
        long nowWall = minutes.now();
        List<Object> unknown = new ArrayList<>();
        for (Object id : distinct) {
            Standing standing = standing(ids, id, now);
            if (kind == Statement.Kind.SENT ? standing == null : standing != Standing.DONE) {
                unknown.add(id);
            }
        }
        boolean covered = covers(ids, from, now, nowWall); // after the look-ups: what went meanwhile shows
        long undetermined = covered ? 0 : unknown.size();
        List<Object> missing = covered ? unknown : List.of();
        Statement told =
                statement(kind, party, from, to, distinct.size(), new Statement.Ids(missing.size(), undetermined));
        statements.tell(told);
        StatedCounts snapshot = snapshot();
        StatedCounts.Minute ours = snapshot.between(from, to);
        return new StatedIds(
                told, missing, undetermined, Math.max(0, ours.received() - ours.processed()), snapshot.state(told));
    }

    private @Nullable Standing standing(IdWindow window, Object id, long now) {
        try {
            return window.standing(id, now);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(owner + e.getMessage(), e);
        }
    }

    /** Whether ids of all events that have come since a time are still known, and were counted. */
    private boolean covers(IdWindow window, Instant from, long now, long nowWall) {
        long fromWall = WallClock.nanos(from);
        return fromWall >= minutes.countedFrom(nowWall) * MinuteCounts.MINUTE_NANOS
                && nowWall - fromWall <= window.stats(now).coveredNanos();
    }

    /** The ids by value, in their order. */
    private static Collection<Object> distinct(Collection<?> named) {
        Map<Object, Object> byValue = new LinkedHashMap<>();
        for (Object id : named) {
            Object value = id instanceof byte[] bytes
                    ? ByteBuffer.wrap(bytes)
                    : id instanceof Integer || id instanceof Short || id instanceof Byte
                            ? (Object) ((Number) id).longValue()
                            : id;
            byValue.putIfAbsent(value, id);
        }
        return byValue.values();
    }

    private Statement statement(
            Statement.Kind kind, String party, Instant from, Instant to, long count, Statement.@Nullable Ids which) {
        long now = minutes.now();
        Statement statement;
        try {
            statement = new Statement(party, kind, from, to, count, Instant.EPOCH.plusNanos(now), which);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(owner + e.getMessage(), e);
        }
        Instant oldest = MinuteCounts.instant(minutes.oldest(now));
        Instant end = MinuteCounts.instant(minutes.end(now));
        if (from.isBefore(oldest)) {
            throw new IllegalArgumentException(owner + "a statement of \"" + party + "\" begins " + from
                    + ", and minutes are counted back to " + oldest
                    + "; tell it sooner, or write a longer countedByMinute(…) than "
                    + minutes.count() + " minutes");
        }
        if (to.isAfter(end)) {
            throw new IllegalArgumentException(owner + "a statement of \"" + party + "\" ends " + to
                    + ", which is still to come at " + statement.toldAt() + "; tell it when its window is over");
        }
        return statement;
    }

    /** Counts and statements as they are. */
    StatedCounts snapshot() {
        long now = minutes.now();
        statements.forgetBefore(MinuteCounts.instant(minutes.oldest(now)));
        return new StatedCounts(
                MinuteCounts.instant(minutes.countedFrom(now)),
                Instant.EPOCH.plusNanos(now),
                minutes.grace(),
                minutes.read(now),
                minutes.outside(),
                statements.all(),
                statements.givenWay());
    }
}
