// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.snapshot.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Ready-made answers to what a result means, for {@link TrackedFunction#outcome} and {@link TrackedStage#outcome}.
 *
 * <pre>{@code
 * leads.function(crm::post).outcome(Outcomes.httpStatus(HttpResponse::statusCode))
 * leads.function(crm::find).outcome(Outcomes.present())
 * }</pre>
 */
public final class Outcomes {

    private Outcomes() {}

    /**
     * By the status code of an HTTP response: 4xx is a client error, 5xx a server error, anything else a success. A status that HTTP
     * does not know, below 100 or above 599, is a server error, since whoever sent it broke the protocol.
     *
     * @param status gives the status code
     * @param <R> the response's type
     * @return a classifier; no boxing
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC 9110, section 15</a>
     */
    public static <R> Function<R, Outcome> httpStatus(ToIntFunction<? super R> status) {
        requireNonNull(status, "status");
        return response -> {
            int code = status.applyAsInt(response);
            if (code >= 100 && code < 400) {
                return Outcome.SUCCESS;
            }
            return code >= 400 && code < 500 ? Outcome.CLIENT_ERROR : Outcome.SERVER_ERROR;
        };
    }

    /**
     * By whether there is a value: an empty {@link Optional} is a client error, who asked for something that is not there.
     *
     * @param <T> the value's type
     * @return a classifier
     */
    public static <T> Function<Optional<T>, Outcome> present() {
        return value -> value.isPresent() ? Outcome.SUCCESS : Outcome.CLIENT_ERROR;
    }
}
