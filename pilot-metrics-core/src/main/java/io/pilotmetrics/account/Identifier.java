// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.integrity.Claim;
import io.pilotmetrics.integrity.IdWindow;
import io.pilotmetrics.quarantine.Quarantine;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells one handler's events apart, by their ids and contents. Thread-safe.
 *
 * @param <E> the event's type
 */
final class Identifier<E> {

    private final EventRules.Identity<E> identity;
    private final EventRules.@Nullable Content<E> content;
    private final IdWindow window;
    private final Quarantine<E> quarantine;
    private final Calls calls;

    Identifier(EventRules.Identity<E> identity, Quarantine<E> quarantine, Calls calls) {
        this.identity = identity;
        this.content = identity.content();
        this.window = identity.window();
        this.quarantine = quarantine;
        this.calls = calls;
    }

    /** Claims the event's id; null where it has none, or its functions threw, which is counted. */
    @Nullable
    Claim claim(E event, long now) {
        try {
            long content = content(event);
            Claim claim = claim(event, content, now);
            if (claim == null) {
                calls.count(Counter.WITHOUT_ID);
            } else if (claim.standing() == IdWindow.Standing.CONFLICTING) {
                quarantine.conflicting(event, claim.earlierContent(), kept(content), now);
            }
            return claim;
        } catch (Throwable e) {
            calls.instrumentationError("id");
            return null;
        }
    }

    /** As much of a content as the window keeps of the earlier one, so that samples can be compared. */
    private long kept(long content) {
        long kept = content >>> (Long.SIZE - window.contentBits());
        return kept == IdWindow.UNKNOWN_CONTENT ? 1 : kept;
    }

    private @Nullable Claim claim(E event, long content, long now) {
        ToLongFunction<? super E> number = identity.number();
        if (number != null) {
            long id = number.applyAsLong(event);
            return id < 0 ? null : window.claim(id, content, now);
        }
        Object id = id(event);
        return id == null ? null : window.claim(id, content, now);
    }

    private @Nullable Object id(E event) {
        Function<? super E, ?> id = identity.id();
        return id == null ? null : id.apply(event);
    }

    /** The event's content, or that it is unknown: an event without a fingerprint is no reason to lose sight of its id. */
    private long content(E event) {
        if (content == null) {
            return IdWindow.UNKNOWN_CONTENT;
        }
        try {
            Object fingerprint = content.fingerprint().apply(event);
            if (fingerprint != null) {
                long hashed = content.hash().of(fingerprint);
                return hashed == IdWindow.UNKNOWN_CONTENT ? 1 : hashed;
            }
        } catch (Throwable e) {
            calls.instrumentationError("fingerprint");
        }
        return IdWindow.UNKNOWN_CONTENT;
    }

    /** Makes the event's id done, of whatever content: what was repaired may be that. Says whether it was done before. */
    boolean recover(E event, long now) {
        try {
            ToLongFunction<? super E> number = identity.number();
            if (number != null) {
                long id = number.applyAsLong(event);
                if (id >= 0) {
                    boolean done = window.standing(id, now) == IdWindow.Standing.DONE;
                    window.recover(id, now);
                    return done;
                }
                calls.count(Counter.WITHOUT_ID);
                return false;
            }
            Object id = id(event);
            if (id != null) {
                boolean done = window.standing(id, now) == IdWindow.Standing.DONE;
                window.recover(id, now);
                return done;
            }
            calls.count(Counter.WITHOUT_ID);
        } catch (Throwable e) {
            calls.instrumentationError("id");
        }
        return false;
    }
}
