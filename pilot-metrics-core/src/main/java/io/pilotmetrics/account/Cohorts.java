// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.SampleRatio;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cohorts of one handler's events: at most {@value #MOST_NAMED} by name, the rest and those whose name is no word together as
 * {@code other}, and {@code none} for events of no cohort. Thread-safe.
 *
 * @param <E> the event's type
 */
final class Cohorts<E> {

    private static final int MOST_NAMED = 8;

    /** The named ones, those of no name, and the others. */
    static final int MOST = MOST_NAMED + 2;

    private final EventRules.Cohorts<E> rule;
    private final Calls calls;
    private final BiFunction<CohortBook, Integer, Known<E>> opener;
    private final long[] thresholdNanos;
    private final Known<E> none;
    private final Known<E> other;
    private volatile Known<E>[] all; // grows under this monitor; each array is never changed
    private final @Nullable Known<E> pilot;
    private final @Nullable Known<E> control;
    private final @Nullable UserSample users;

    Cohorts(
            EventRules.Cohorts<E> rule,
            long[] thresholdNanos,
            Calls calls,
            BiFunction<CohortBook, Integer, Known<E>> opener) {
        this.rule = rule;
        this.thresholdNanos = thresholdNanos;
        this.calls = calls;
        this.opener = opener;
        this.all = newArray();
        this.none = open(CohortSnapshot.NONE);
        this.other = open(CohortSnapshot.OTHER);
        boolean drawn = rule.draw() != null;
        this.pilot = drawn ? open(CohortSnapshot.PILOT) : null;
        this.control = drawn ? open(CohortSnapshot.CONTROL) : null;
        this.users = drawn ? new UserSample() : null;
        calls.expectError("cohort");
    }

    @SuppressWarnings("unchecked") // an array of a generic type has no other way
    private static <E> Known<E>[] newArray() {
        return (Known<E>[]) new Known<?>[0];
    }

    private Known<E> open(String name) {
        Known<E>[] before = all;
        Known<E> opened = opener.apply(new CohortBook(name, thresholdNanos), before.length);
        Known<E>[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = opened;
        all = more;
        return opened;
    }

    /** What can be known of an event of its cohort; a function of the user's that throws is counted. */
    Known<E> of(E event) {
        try {
            CharSequence given = rule.of().apply(event);
            if (given == null) {
                return none;
            }
            EventRules.Draw draw = rule.draw();
            return draw == null ? named(given.toString()) : drawn(given.toString(), draw);
        } catch (Throwable e) {
            calls.instrumentationError("cohort");
            return none;
        }
    }

    /** Of no cohort. */
    Known<E> none() {
        return none;
    }

    private Known<E> drawn(String user, EventRules.Draw draw) {
        ByteBuffer digest = ByteBuffer.wrap(draw.digest().apply(user));
        boolean in = Integer.toUnsignedLong(digest.getInt()) < draw.limit();
        if (users != null) {
            users.seen(digest.getLong(), in);
        }
        Known<E> drawn = in ? pilot : control;
        return drawn == null ? none : drawn;
    }

    private Known<E> named(String name) {
        Known<E> known = find(name);
        return known != null ? known : first(name);
    }

    private @Nullable Known<E> find(String name) {
        for (Known<E> known : all) {
            if (known.cohort != null && name.equals(known.cohort.name)) {
                return known;
            }
        }
        return null;
    }

    private Known<E> first(String name) {
        if (name.isEmpty()) {
            return none;
        }
        if (all.length == MOST || !Tally.isWord(name)) {
            return other;
        }
        synchronized (this) {
            Known<E> known = find(name);
            return known != null ? known : all.length == MOST ? other : open(name);
        }
    }

    /** Reads all of them, but for those named {@code other} where there are none. */
    List<CohortSnapshot> read(Duration span) {
        List<CohortSnapshot> read = new ArrayList<>();
        for (Known<E> known : all) {
            CohortBook book = known.cohort;
            if (book != null && !(known == other && book.isEmpty())) {
                read.add(book.read(span));
            }
        }
        return read;
    }

    /** The distinct users by cohort, where their shares are known. */
    SampleRatio users() {
        EventRules.Draw draw = rule.draw();
        return users == null || draw == null ? SampleRatio.NONE : users.read(draw.share());
    }
}
