// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.zigpoll.PageReader.Page;
import io.pilotmetrics.zigpoll.ZigpollResponses.End;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads survey responses from Zigpoll.
 *
 * <pre>{@code
 * ZigpollClient zigpoll = ZigpollClient.builder().apiKey(System.getenv("ZIGPOLL_API_KEY")).build();
 * List<SurveyAnswer> answers = zigpoll.responses(ResponseQuery.slide(howDidYouHear)).answers();
 * }</pre>
 *
 * <p>Any number of threads may use one client; a call blocks its own thread. Where Zigpoll answers 429 or 5xx, or the
 * network fails, the request is tried up to three times more, after the time that {@code Retry-After} asks for or after
 * 0.2, 0.4 and 0.8 s. The key is sent to the base address alone, redirects are not followed, and neither messages nor
 * {@code toString} show it.
 */
public final class ZigpollClient {

    /** How many pages in a row may bring nothing new before reading ends. */
    private static final int MAX_FRUITLESS_PAGES = 20;

    private final URI baseUri;
    private final Transport transport;

    private ZigpollClient(Settings settings) {
        this.baseUri = settings.baseUri();
        this.transport = new Transport(settings);
    }

    /**
     * Begins a client.
     *
     * @return a builder, which is not thread-safe
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Asks who the key belongs to: the cheapest way to learn whether it is valid.
     *
     * @return the id of the user
     * @throws ZigpollException if the key is refused, or no answer could be had
     */
    public String me() {
        try {
            return PageReader.id(transport.get("/me", ""));
        } catch (FailedCall e) {
            throw new ZigpollException(e.explain("GET /me"), e, null, null);
        }
    }

    /**
     * Reads all pages of a query. Each response is kept once, the last reading of it; memory is bounded by {@link
     * ResponseQuery#atMost}.
     *
     * @param query which responses
     * @return the responses, and why reading ended
     * @throws ZigpollException if a page could not be had; the pages before are in it
     */
    public ZigpollResponses responses(ResponseQuery query) {
        requireNonNull(query, "query");
        Map<String, ZigpollResponse> kept = new LinkedHashMap<>();
        Set<String> cursors = new HashSet<>();
        ResponseQuery next = query;
        int pages = 0;
        int fruitless = 0;
        long repeated = 0;
        while (true) {
            next.cursor().ifPresent(cursors::add);
            Page page;
            try {
                page = PageReader.page(transport.get("/responses", next.parameters()));
            } catch (FailedCall e) {
                throw failed(e, next, new ZigpollResponses(kept.values(), pages, repeated, End.FAILURE));
            }
            pages++;
            int before = kept.size();
            for (ZigpollResponse row : page.rows()) {
                if (kept.containsKey(row.id())) {
                    repeated++;
                } else if (kept.size() == query.limit()) {
                    return new ZigpollResponses(kept.values(), pages, repeated, End.AT_MOST);
                }
                kept.put(row.id(), row);
            }
            fruitless = kept.size() == before ? fruitless + 1 : 0;
            End end = end(page, cursors, fruitless);
            if (end != null) {
                return new ZigpollResponses(kept.values(), pages, repeated, end);
            }
            next = next.from(page.endCursor());
        }
    }

    private static @Nullable End end(Page page, Set<String> cursors, int fruitless) {
        if (page.lastPage()) {
            return End.LAST_PAGE;
        }
        if (page.endCursor().isEmpty()) {
            return End.NO_CURSOR;
        }
        if (cursors.contains(page.endCursor())) {
            return End.REPEATED_CURSOR;
        }
        return fruitless == MAX_FRUITLESS_PAGES ? End.NO_PROGRESS : null;
    }

    private static ZigpollException failed(FailedCall call, ResponseQuery remaining, ZigpollResponses kept) {
        int answers = kept.list().size();
        String message = call.explain("GET /responses, page " + (kept.pages() + 1));
        if (answers > 0) {
            message +=
                    "; " + answers + (answers == 1 ? " answer already read is kept" : " answers already read are kept");
        }
        return new ZigpollException(message, call, kept, remaining);
    }

    @Override
    public String toString() {
        return "ZigpollClient[" + baseUri + "]";
    }

    /**
     * Collects how Zigpoll is reached. Defaults: {@value #DEFAULT_BASE_URI}, the bare key, 30 s for one try, 60 s for
     * the longest wait that {@code Retry-After} may ask for, 16 MiB for one body. Not thread-safe.
     */
    public static final class Builder {

        /** Zigpoll's public API. */
        public static final String DEFAULT_BASE_URI = "https://v1.zigpoll.com";

        private URI baseUri = URI.create(DEFAULT_BASE_URI);
        private @Nullable String apiKey;
        private String scheme = "";
        private Duration timeout = Duration.ofSeconds(30);
        private Duration longestWait = Duration.ofSeconds(60);
        private int maxBodyBytes = 16 << 20;
        private Waiting waiting = Waiting.SLEEPING;

        private Builder() {}

        /**
         * Sets the private key, from Zigpoll's dashboard under Settings, Manage Integrations, API Key. Required.
         *
         * @param key the key alone, without a scheme word; white space around it is left out
         * @return this builder
         * @throws IllegalArgumentException if it is blank or cannot be sent in a header; the message shows its length only
         * @throws IllegalStateException if a key was set before
         */
        public Builder apiKey(String key) {
            String bare = requireNonNull(key, "key").strip();
            if (bare.isEmpty() || !bare.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("Zigpoll client: the API key (" + bare.length()
                        + " characters) needs to be visible ASCII characters without white space inside; copy it again"
                        + " from Zigpoll's dashboard");
            }
            if (apiKey != null) {
                throw new IllegalStateException("Zigpoll client: an API key is set already; call apiKey(…) once");
            }
            apiKey = bare;
            return this;
        }

        /**
         * Puts a word before the key, as {@code Authorization: Bearer key}. Zigpoll's own documentation sends the key
         * alone, which is the default.
         *
         * @param word the scheme, for example {@code Bearer}
         * @return this builder
         * @throws IllegalArgumentException if it is not a word of letters
         */
        public Builder authorizationScheme(String word) {
            if (!requireNonNull(word, "word").matches("[A-Za-z]+")) {
                throw new IllegalArgumentException(
                        "Zigpoll client: an authorization scheme is a word of letters like Bearer, got \"" + word
                                + "\"");
            }
            scheme = word + " ";
            return this;
        }

        /**
         * Sets the address that paths are added to.
         *
         * @param address an http or https address; a slash at its end makes no difference
         * @return this builder
         * @throws IllegalArgumentException if it is no such address, or has a user, a query or a fragment
         */
        public Builder baseUri(URI address) {
            String protocol = requireNonNull(address, "address").getScheme();
            if (address.getHost() == null
                    || !("http".equalsIgnoreCase(protocol) || "https".equalsIgnoreCase(protocol))
                    || address.getRawUserInfo() != null
                    || address.getRawQuery() != null
                    || address.getRawFragment() != null) {
                throw new IllegalArgumentException("Zigpoll client: a base address is http or https, a host, and"
                        + " perhaps a port and a path, like " + DEFAULT_BASE_URI);
            }
            String text = address.toString();
            baseUri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            return this;
        }

        /**
         * Sets how long one try may take, from connecting to the last byte.
         *
         * @param duration above zero
         * @return this builder
         * @throws IllegalArgumentException if zero or negative
         */
        public Builder timeout(Duration duration) {
            timeout = positive(duration, "a timeout");
            return this;
        }

        /**
         * Sets how long {@code Retry-After} may ask to wait. Where it asks for more, the call fails at once.
         *
         * @param duration above zero
         * @return this builder
         * @throws IllegalArgumentException if zero or negative
         */
        public Builder longestWait(Duration duration) {
            longestWait = positive(duration, "the longest wait");
            return this;
        }

        /**
         * Bounds how many bytes of one answer are kept in memory.
         *
         * @param bytes 1 or more
         * @return this builder
         * @throws IllegalArgumentException if below 1
         */
        public Builder maxBodyBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException(
                        "Zigpoll client: a body needs to be allowed 1 byte or more, got " + bytes);
            }
            maxBodyBytes = bytes;
            return this;
        }

        /** Lets tests pass the time between two tries. */
        Builder waiting(Waiting how) {
            waiting = how;
            return this;
        }

        /**
         * Ends the client. It connects with its first call.
         *
         * @return the client
         * @throws IllegalStateException if no key was set
         */
        public ZigpollClient build() {
            if (apiKey == null) {
                throw new IllegalStateException(
                        "Zigpoll client: no API key is set; call apiKey(…) with one from Zigpoll's dashboard");
            }
            return new ZigpollClient(
                    new Settings(baseUri, apiKey, scheme + apiKey, timeout, longestWait, maxBodyBytes, waiting));
        }

        private static Duration positive(Duration duration, String what) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException("Zigpoll client: " + what + " needs to be above zero, got "
                        + duration + "; write Duration.ofSeconds(30)");
            }
            return duration;
        }

        /** Shows no key. */
        @Override
        public String toString() {
            return "ZigpollClient.Builder[" + baseUri + (apiKey == null ? ", no key]" : ", key set]");
        }
    }
}
