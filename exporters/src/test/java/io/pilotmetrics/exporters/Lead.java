// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event with all that a handler can ask of one; {@code with…} changes one thing. */
record Lead(
        @Nullable String id,
        String content,
        @Nullable String source,
        long epoch,
        long number,
        @Nullable Instant at,
        @Nullable String email,
        @Nullable String user,
        int attempt,
        boolean buys) {

    /** What extractors throw on. */
    static final String POISON = "poison";

    static Lead of(String id, Instant at, @Nullable String user) {
        return new Lead(id, "content", null, 0, -1, at, "a@example.org", user, 1, false);
    }

    Lead withId(@Nullable String other) {
        return new Lead(other, content, source, epoch, number, at, email, user, attempt, buys);
    }

    Lead withContent(String other) {
        return new Lead(id, other, source, epoch, number, at, email, user, attempt, buys);
    }

    Lead withNumber(String ofSource, long ofEpoch, long other) {
        return new Lead(id, content, ofSource, ofEpoch, other, at, email, user, attempt, buys);
    }

    Lead withTime(@Nullable Instant other) {
        return new Lead(id, content, source, epoch, number, other, email, user, attempt, buys);
    }

    Lead withEmail(@Nullable String other) {
        return new Lead(id, content, source, epoch, number, at, other, user, attempt, buys);
    }

    Lead withUser(@Nullable String other) {
        return new Lead(id, content, source, epoch, number, at, email, other, attempt, buys);
    }

    Lead withAttempt(int other) {
        return new Lead(id, content, source, epoch, number, at, email, user, other, buys);
    }

    Lead buying() {
        return new Lead(id, content, source, epoch, number, at, email, user, attempt, true);
    }

    String checkedContent() {
        if (content.equals(POISON)) {
            throw new IllegalStateException(POISON);
        }
        return content;
    }

    @Nullable
    Conversion conversion() {
        return buys ? Conversion.of("order-" + id, 12.5, Touch.utm("shop", "mail", "spring", null)) : null;
    }
}
