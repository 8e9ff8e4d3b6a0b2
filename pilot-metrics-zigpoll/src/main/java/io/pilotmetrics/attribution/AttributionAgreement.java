// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.attribution;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.FigureSource;
import io.pilotmetrics.survey.SurveyAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells a pilot how often the channel that the backend credits is the one that the customer names.
 *
 * <pre>{@code
 * AttributionAgreement agreement = AttributionAgreement.builder(mapping, touch -> channelOf(touch.medium())).build();
 * agreement.update(conversions, answers);   // as often as new answers were read
 * pilot.figures(agreement);                 // once
 * }</pre>
 *
 * <p>It supplies two figures, each a share with its Wilson interval: {@value #AGREEMENT} over the conversions for which
 * customer and backend both name a channel, and {@value #RESPONSE_RATE}, answered conversions over conversions. Before
 * the first {@link #update} both have n = 0 and no value. What counts in neither is in {@link #last()}.
 *
 * <p>Any number of threads may call this. Figures come from memory and never wait for an update.
 */
public final class AttributionAgreement implements FigureSource {

    /** Figure: the share of compared conversions for which customer and backend name the same channel. */
    public static final String AGREEMENT = "attribution.agreement";

    /** Figure: the share of conversions that were answered for. */
    public static final String RESPONSE_RATE = "survey.response_rate";

    private record State(Reconciliation reconciliation, List<Figure> figures) {}

    private final ChannelMapping mapping;
    private final Function<? super Touch, @Nullable String> backendChannel;
    private final @Nullable String question;
    private final Map<String, String> tags;
    private final InstantSource clock;
    private volatile State state; // replaced as a whole, so that the two figures always belong together

    private AttributionAgreement(Builder builder) {
        this.mapping = builder.mapping;
        this.backendChannel = builder.backendChannel;
        this.question = builder.question;
        this.tags = Map.copyOf(builder.tags);
        this.clock = builder.clock;
        this.state = state(Reconciliation.EMPTY);
    }

    /**
     * Begins an agreement.
     *
     * @param mapping which answer means which channel
     * @param backendChannel the channel that the backend credits for a touch, or null where it knows none; written
     *     exactly as the mapping's channels are
     * @return a builder, which is not thread-safe
     */
    public static Builder builder(ChannelMapping mapping, Function<? super Touch, @Nullable String> backendChannel) {
        return new Builder(mapping, backendChannel);
    }

    /**
     * Compares all conversions and all answers there are; the result replaces the one before.
     *
     * <p>The latest answer for an order counts. O(n + m) time and memory on the calling thread. What the backend's
     * function throws goes on to the caller, and the result before stays.
     *
     * @param conversions the conversions; of several with the same order id the last one counts
     * @param answers the answers, in any order; the same one may come twice
     * @return what came of it
     * @throws IllegalArgumentException if the answers belong to several questions and the builder named none
     */
    public Reconciliation update(Collection<Conversion> conversions, Collection<SurveyAnswer> answers) {
        Reconciliation reconciliation = Reconciliation.of(conversions, answers, question, mapping, backendChannel);
        state = state(reconciliation);
        return reconciliation;
    }

    private State state(Reconciliation reconciliation) {
        Instant at = clock.instant();
        return new State(
                reconciliation,
                List.of(
                        Figure.of(AGREEMENT, reconciliation.agreement(), tags, at),
                        Figure.of(RESPONSE_RATE, reconciliation.responseRate(), tags, at)));
    }

    /**
     * What came of the last update, with all that counts in neither figure.
     *
     * @return the counts, all 0 before the first update
     */
    public Reconciliation last() {
        return state.reconciliation();
    }

    /**
     * The agreement and the response rate as of the last update.
     *
     * @return the two figures
     */
    @Override
    public List<Figure> figures() {
        return state.figures();
    }

    @Override
    public String toString() {
        return "AttributionAgreement[" + last() + "]";
    }

    /** Collects what an agreement needs. Defaults: one question, no tags, the system's clock. Not thread-safe. */
    public static final class Builder {

        private final ChannelMapping mapping;
        private final Function<? super Touch, @Nullable String> backendChannel;
        private final Map<String, String> tags = new TreeMap<>();
        private @Nullable String question;
        private InstantSource clock = InstantSource.system();

        private Builder(ChannelMapping mapping, Function<? super Touch, @Nullable String> backendChannel) {
            this.mapping = requireNonNull(mapping, "mapping");
            this.backendChannel = requireNonNull(backendChannel, "backendChannel");
        }

        /**
         * Names the question that asks for the channel, where a survey asks more than one. Answers to others are
         * counted as {@link Reconciliation.Fate#OTHER_QUESTION}.
         *
         * @param id the question's id in the survey tool, for example Zigpoll's slide id
         * @return this builder
         * @throws IllegalStateException if a question was named before
         */
        public Builder question(String id) {
            requireNonNull(id, "id");
            if (question != null) {
                throw new IllegalStateException(
                        "attribution agreement: question \"" + question + "\" is named already, got \"" + id + "\"");
            }
            question = id;
            return this;
        }

        /**
         * Puts a tag on both figures, so that objectives can tell several surveys apart.
         *
         * @param key the tag's key
         * @param value the tag's value
         * @return this builder
         * @throws IllegalStateException if the key has another value already
         */
        public Builder tag(String key, String value) {
            String earlier = tags.putIfAbsent(requireNonNull(key, "key"), requireNonNull(value, "value"));
            if (earlier != null && !earlier.equals(value)) {
                throw new IllegalStateException("attribution agreement: tag \"" + key + "\" is \"" + earlier
                        + "\" already, got \"" + value + "\"");
            }
            return this;
        }

        /**
         * Sets the wall clock that dates the figures.
         *
         * @param clock the clock; the default is the system's
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Ends the agreement; it knows nothing until its first update.
         *
         * @return the agreement
         */
        public AttributionAgreement build() {
            return new AttributionAgreement(this);
        }
    }
}
