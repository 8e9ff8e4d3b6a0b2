// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.survey.SurveyAnswer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One answered question of one participant, as Zigpoll stores it; a survey of three questions makes three of them.
 *
 * <p>Immutable. Its text form shows neither what was answered nor the metadata.
 */
public final class ZigpollResponse {

    private final String id;
    private final Instant createdAt;
    private final String accountId;
    private final String pollId;
    private final String slideId;
    private final String participantId;
    private final @Nullable Double orderValue;
    private final Map<String, String> metadata;
    private final String text;
    private final List<String> choices;
    private final String valueType;

    ZigpollResponse(Parts parts) {
        this.id = requireNonNull(parts.id, "id");
        this.createdAt = requireNonNull(parts.createdAt, "createdAt");
        this.accountId = parts.accountId;
        this.pollId = parts.pollId;
        this.slideId = parts.slideId;
        this.participantId = parts.participantId;
        this.orderValue = parts.orderValue;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(parts.metadata));
        this.text = parts.text;
        this.choices = List.copyOf(parts.choices);
        this.valueType = parts.valueType;
    }

    /**
     * Its own id, by which a response that was read twice is known.
     *
     * @return Zigpoll's {@code _id}
     */
    public String id() {
        return id;
    }

    /**
     * When it was given.
     *
     * @return the time by Zigpoll's clock
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * The account that the survey belongs to.
     *
     * @return an id, or empty where Zigpoll gave none
     */
    public String accountId() {
        return accountId;
    }

    /**
     * The survey.
     *
     * @return an id, or empty where Zigpoll gave none
     */
    public String pollId() {
        return pollId;
    }

    /**
     * The question.
     *
     * @return an id, or empty where Zigpoll gave none
     */
    public String slideId() {
        return slideId;
    }

    /**
     * Who answered. Where the site does not identify its users this is a device, and one person may be several.
     *
     * @return an id, or empty where Zigpoll gave none
     */
    public String participantId() {
        return participantId;
    }

    /**
     * The amount of the order, in a currency that is not told. Every question of a survey repeats it, so a sum over
     * responses counts an order more than once.
     *
     * @return the amount, or empty where the survey knows no order
     */
    public OptionalDouble orderValue() {
        return orderValue == null ? OptionalDouble.empty() : OptionalDouble.of(orderValue);
    }

    /**
     * What the site attached: order id, UTM tags and the like. Numbers, truth values and nested values are given as
     * their JSON text, a null value is left out.
     *
     * @return keys and values in Zigpoll's order, may be empty
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * What was picked or typed, as displayed; it may hold HTML. Several picked options are joined into one text.
     *
     * @return the text, may be empty
     */
    public String text() {
        return text;
    }

    /**
     * The titles of the options that were picked. Older surveys lack them, and typed answers have none.
     *
     * @return the titles, may be empty
     */
    public List<String> choices() {
        return choices;
    }

    /**
     * Whether an option was picked; everything else is typed text, also a write-in under "Other".
     *
     * @return true if Zigpoll calls it a vote
     */
    public boolean isVote() {
        return valueType.equals("vote");
    }

    /**
     * The answer free of Zigpoll's types. Its question is the slide.
     *
     * @param orderIdKey the metadata key under which the site put the order's id
     * @return the answer; without an order id where the metadata lack the key
     */
    public SurveyAnswer answer(String orderIdKey) {
        String orderId = metadata.get(requireNonNull(orderIdKey, "orderIdKey"));
        if (isVote()) {
            String vote = text.isBlank() ? String.join(", ", choices) : text;
            return SurveyAnswer.vote(id, slideId, orderId, vote, createdAt);
        }
        return SurveyAnswer.freeText(id, slideId, orderId, text, createdAt);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ZigpollResponse other && id.equals(other.id) && parts().equals(other.parts());
    }

    private List<Object> parts() {
        return List.of(
                createdAt,
                accountId,
                pollId,
                slideId,
                participantId,
                Optional.ofNullable(orderValue),
                metadata,
                text,
                choices,
                valueType);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "ZigpollResponse[" + id + ", " + createdAt + ", slide " + slideId + "]";
    }

    /** What has been read of a response so far. */
    static final class Parts {
        @Nullable
        String id;

        @Nullable
        Instant createdAt;

        String accountId = "";
        String pollId = "";
        String slideId = "";
        String participantId = "";

        @Nullable
        Double orderValue;

        Map<String, String> metadata = Map.of();
        String text = "";
        List<String> choices = List.of();
        String valueType = "";
    }
}
