// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.pilotmetrics.zigpoll.ZigpollException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends one GET request, again where that may help, and tells what came of it. Thread-safe. */
final class Transport {

    static final int RETRIES = 3;

    private static final long FIRST_DELAY_MILLIS = 200;

    /** A header that says anything else than seconds is taken as not there. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final Settings settings;
    private final HttpClient http;
    private final FailsafeExecutor<byte[]> retrying;

    Transport(Settings settings) {
        this.settings = settings;
        // A redirect is not followed: the key is meant for one host.
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.retrying = Failsafe.with(RetryPolicy.<byte[]>builder()
                .handleIf(failure -> failure instanceof FailedCall call && mayPass(call))
                .withMaxRetries(RETRIES)
                .build());
    }

    private boolean mayPass(FailedCall call) {
        Duration asked = call.retryAfter();
        return call.kind() == Kind.UNAVAILABLE && (asked == null || asked.compareTo(settings.longestWait()) <= 0);
    }

    /**
     * The body of a successful answer.
     *
     * @throws FailedCall if there is none after all tries
     */
    byte[] get(String path, String parameters) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(settings.baseUri() + path + (parameters.isEmpty() ? "" : "?" + parameters)))
                .header("Authorization", settings.authorization())
                .header("Accept", "application/json")
                .build();
        return retrying.get(context -> tryOnce(context, request));
    }

    private byte[] tryOnce(ExecutionContext<byte[]> context, HttpRequest request) {
        try {
            // The policy's own delays sleep inside the library, out of a test's reach; so the wait is here.
            Throwable last = context.getLastException();
            if (last instanceof FailedCall call) {
                settings.waiting().await(delay(call, context.getAttemptCount() - 1));
            }
            return body(exchange(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailedCall.interrupted(e);
        } catch (FailedCall e) {
            throw e.afterTries(context.getAttemptCount() + 1);
        }
    }

    private static Duration delay(FailedCall call, int attempt) {
        Duration asked = call.retryAfter();
        return asked != null ? asked : Duration.ofMillis(FIRST_DELAY_MILLIS << attempt);
    }

    /** HttpRequest's own timeout ends with the headers; this one covers the body too. */
    private HttpResponse<byte[]> exchange(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, head -> new BoundedBody(settings.maxBodyBytes()));
        try {
            return answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw FailedCall.unreachable(
                    "Zigpoll gave no whole answer within " + settings.timeout().toMillis() + " ms",
                    "try again later, ask for smaller pages with pageSize(…), or raise timeout(…)",
                    e);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private FailedCall failed(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof BoundedBody.TooLong) {
                return FailedCall.of(
                        Kind.UNREADABLE,
                        0,
                        "Zigpoll's answer is longer than " + settings.maxBodyBytes() + " bytes",
                        "ask for smaller pages with pageSize(…), or raise maxBodyBytes(…)");
            }
        }
        String how = cause instanceof IOException ? cause.getClass().getSimpleName() : "unexpected";
        return FailedCall.unreachable(
                "Zigpoll could not be reached at " + settings.baseUri() + ", " + how,
                "check that address and the network, and try again",
                cause);
    }

    private byte[] body(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer.body();
        }
        if (status == 401 || status == 403 || status == 422) {
            throw FailedCall.of(
                    Kind.CREDENTIALS,
                    status,
                    "Zigpoll refused the API key",
                    "set a valid one with ZigpollClient.builder().apiKey(…)");
        }
        if (status == 429 || status >= 500) {
            Duration asked = retryAfter(answer);
            String problem = status == 429 ? "Zigpoll asks to slow down" : "Zigpoll failed";
            String mend = "try again later";
            if (asked != null && asked.compareTo(settings.longestWait()) > 0) {
                mend = "try again in " + asked.toSeconds() + " s, or let it wait that long with longestWait(…)";
            }
            throw FailedCall.unavailable(status, problem, mend, asked);
        }
        String said = ErrorText.of(answer.body(), settings.apiKey());
        throw FailedCall.of(
                Kind.REFUSED,
                status,
                "Zigpoll refused the request" + (said.isEmpty() ? "" : ", saying \"" + said + "\""),
                status < 400
                        ? "it points to another address, which is not followed with a key; set it with baseUri(…)"
                        : "check the ids in the query, and the address " + settings.baseUri());
    }

    private static @Nullable Duration retryAfter(HttpResponse<byte[]> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (!SECONDS.matcher(seconds).matches()) {
            return null;
        }
        Duration wait = Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1_000));
        return wait.isZero() ? null : wait;
    }
}
