// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.attribution;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Says which channel an answer means: {@code "Google"} is {@code Organic Search}, {@code "A friend"} is {@code Referral}.
 *
 * <p>An answer is known whatever its upper and lower case, its white space, and HTML tags inside it. Immutable; any
 * number of threads may use it.
 */
public final class ChannelMapping {

    /** A tag begins with a letter, a slash or an exclamation mark, so that "I &lt;3 radio" stays whole. */
    private static final Pattern TAG = Pattern.compile("<[/!]?\\p{Alpha}[^<>]*+>|<!--|-->");

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");

    private final Map<String, String> channels; // normalised text to channel

    private ChannelMapping(Map<String, String> channels) {
        this.channels = Map.copyOf(channels);
    }

    /**
     * Begins a mapping that knows no answer yet.
     *
     * @return a builder, which is not thread-safe
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The channel that an answer means.
     *
     * @param answer what was picked or typed
     * @return the channel, or empty if the mapping does not know the answer
     */
    public Optional<String> channelOf(String answer) {
        return Optional.ofNullable(channels.get(normalised(requireNonNull(answer, "answer"))));
    }

    /** The form by which answers are compared; O(length), since no part of the pattern can back-track. */
    static String normalised(String text) {
        String plain = text;
        if (plain.indexOf('<') >= 0) {
            plain = TAG.matcher(plain).replaceAll(" ");
        }
        if (plain.indexOf('&') >= 0) {
            // The ampersand last: "&amp;lt;" is the text "&lt;".
            plain = plain.replace("&nbsp;", " ")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&");
        }
        return SPACE.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "ChannelMapping" + new TreeMap<>(channels);
    }

    /** Collects which answer means which channel. Not thread-safe. */
    public static final class Builder {

        private final Map<String, String> channels = new TreeMap<>();

        private Builder() {}

        /**
         * Lets an answer mean a channel; several answers may mean the same one.
         *
         * @param answer the title of an option, or a text that customers are known to type
         * @param channel the channel, written exactly as the backend's channels are
         * @return this builder
         * @throws NullPointerException if anything is null
         * @throws IllegalArgumentException if either is blank
         * @throws IllegalStateException if the answer means another channel already; the message shows it
         */
        public Builder answer(String answer, String channel) {
            String text = normalised(requireNonNull(answer, "answer"));
            requireNonNull(channel, "channel");
            if (text.isEmpty() || channel.isBlank()) {
                throw new IllegalArgumentException("channel mapping: \"" + answer + "\" -> \"" + channel
                        + "\" needs a text on both sides; HTML tags are no text");
            }
            String earlier = channels.putIfAbsent(text, channel);
            if (earlier != null && !earlier.equals(channel)) {
                throw new IllegalStateException("channel mapping: \"" + text + "\" means \"" + earlier
                        + "\" already and cannot mean \"" + channel + "\" too; upper and lower case, white space and"
                        + " HTML tags make no difference");
            }
            return this;
        }

        /**
         * Ends the mapping.
         *
         * @return the mapping
         */
        public ChannelMapping build() {
            return new ChannelMapping(channels);
        }
    }
}
