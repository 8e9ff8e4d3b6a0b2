// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.pilotmetrics.account.EventRules;
import io.pilotmetrics.integrity.CompactIdWindow;
import io.pilotmetrics.integrity.ExactIdWindow;
import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.integrity.KeyedHash;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How a handler's builder was told to tell events apart. Not thread-safe. */
final class IdSettings<E> {

    private static final long BYTES = 8;
    private static final long BYTES_WITH_CONTENT = 10;
    private static final int MAX_IDS = 1_000_000_000;

    private final String owner;
    private @Nullable Function<? super E, ?> id;
    private @Nullable ToLongFunction<? super E> number;
    private @Nullable Function<? super E, ?> content;
    private final Once<Duration> duplicatesWithin;
    private final Once<Integer> maxIds;
    private final Once<Boolean> exactIds;

    IdSettings(String owner) {
        this.owner = owner;
        this.duplicatesWithin = new Once<>(owner, "duplicatesWithin", Duration.ofMinutes(10));
        this.maxIds = new Once<>(owner, "maxIds", 100_000);
        this.exactIds = new Once<>(owner, "exactIds", false);
    }

    void id(Function<? super E, ?> extractor) {
        requireNoId();
        id = requireNonNull(extractor, "extractor");
    }

    void longId(ToLongFunction<? super E> extractor) {
        requireNoId();
        number = requireNonNull(extractor, "extractor");
    }

    private void requireNoId() {
        Once.requireFirst(owner, "its id", id == null ? number : id, "an event has one id");
    }

    void fingerprint(Function<? super E, ?> extractor) {
        Once.requireFirst(owner, "its fingerprint", content, "an event has one content");
        content = requireNonNull(extractor, "extractor");
    }

    void exactIds() {
        exactIds.set(true);
    }

    void duplicatesWithin(Duration window) {
        requireNonNull(window, "window");
        if (window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException(owner + ": duplicatesWithin needs a duration above zero, got " + window
                    + "; write for example Duration.ofMinutes(10)");
        }
        duplicatesWithin.set(window);
    }

    void maxIds(int ids) {
        if (ids < 1 || ids > MAX_IDS) {
            throw new IllegalArgumentException(owner + ": maxIds needs 1 to " + MAX_IDS + ", got " + ids
                    + (ids < 1 ? "" : ", which would take " + 8L * ids + " bytes")
                    + "; write for example maxIds(1_000_000), which takes 8 MB");
        }
        maxIds.set(ids);
    }

    /** What tells the handler's events apart; null where nothing was asked for. */
    EventRules.@Nullable Identity<E> build(PilotMetrics pilot) {
        if (id == null && number == null) {
            requireNothing();
            return null;
        }
        return new EventRules.Identity<>(
                id,
                number,
                content == null
                        ? null
                        : new EventRules.Content<>(
                                content, new KeyedHash(pilot.hashKey().seed("content"))),
                window(pilot));
    }

    private IdWindow window(PilotMetrics pilot) {
        long nanos = NANOSECONDS.convert(duplicatesWithin.get());
        if (exactIds.get()) {
            return new ExactIdWindow(nanos, maxIds.get(), pilot.clock().nanos());
        }
        requireMemory((content == null ? BYTES : BYTES_WITH_CONTENT) * maxIds.get());
        long key = pilot.hashKey().seed("id");
        return new CompactIdWindow(
                nanos, maxIds.get(), content != null, key, pilot.clock().nanos());
    }

    private void requireMemory(long bytes) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new IllegalStateException(owner + ": maxIds(" + maxIds.get() + ") takes " + (bytes >> 20)
                    + " MB at once, and this JVM may use " + (most >> 20)
                    + " MB; write a smaller number, or give the JVM more with -Xmx");
        }
    }

    private void requireNothing() {
        if (content != null) {
            throw new IllegalStateException(
                    owner + ": fingerprint(…) compares events of one id; say with id(…) what it is");
        }
        String needs = " needs ids to remember; say with id(…) or longId(…) what an event's id is";
        maxIds.requireUnset(needs);
        duplicatesWithin.requireUnset(needs);
        exactIds.requireUnset(needs);
    }

    /** The id as samples take it, null where an event has none; null where events have no ids. */
    @Nullable
    Function<? super E, ?> shown() {
        return number == null ? id : shown(number);
    }

    private static <E> Function<E, @Nullable Long> shown(ToLongFunction<? super E> number) {
        return event -> {
            long id = number.applyAsLong(event);
            return id < 0 ? null : Long.valueOf(id);
        };
    }
}
