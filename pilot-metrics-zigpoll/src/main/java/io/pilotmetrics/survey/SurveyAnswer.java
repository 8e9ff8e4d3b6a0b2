// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.survey;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One answer to one question by one customer.
 *
 * <p>A value: two answers with equal parts are equal. Its text form shows neither the text nor the order.
 */
public final class SurveyAnswer {

    private final String id;
    private final String questionId;
    private final @Nullable String orderId;
    private final String text;
    private final boolean freeText;
    private final Instant answeredAt;

    private SurveyAnswer(
            String id, String questionId, @Nullable String orderId, String text, boolean freeText, Instant answeredAt) {
        this.id = requireNonNull(id, "id");
        this.questionId = requireNonNull(questionId, "questionId");
        this.orderId = orderId == null || orderId.isBlank() ? null : orderId.strip();
        this.text = requireNonNull(text, "text");
        this.freeText = freeText;
        this.answeredAt = requireNonNull(answeredAt, "answeredAt");
    }

    /**
     * An answer picked from the options that the question offers.
     *
     * @param id the answer's own id in the survey tool
     * @param questionId which question it answers; empty where the tool does not say
     * @param orderId the order or lead that the customer was asked about; null or blank where it is not known
     * @param text the title of the option; several picked options come as the one text that the tool makes of them
     * @param answeredAt when it was given
     * @return the answer
     * @throws NullPointerException if anything but {@code orderId} is null
     */
    public static SurveyAnswer vote(
            String id, String questionId, @Nullable String orderId, String text, Instant answeredAt) {
        return new SurveyAnswer(id, questionId, orderId, text, false, answeredAt);
    }

    /**
     * An answer in the customer's own words.
     *
     * @param id the answer's own id in the survey tool
     * @param questionId which question it answers; empty where the tool does not say
     * @param orderId the order or lead that the customer was asked about; null or blank where it is not known
     * @param text what was typed
     * @param answeredAt when it was given
     * @return the answer
     * @throws NullPointerException if anything but {@code orderId} is null
     */
    public static SurveyAnswer freeText(
            String id, String questionId, @Nullable String orderId, String text, Instant answeredAt) {
        return new SurveyAnswer(id, questionId, orderId, text, true, answeredAt);
    }

    /**
     * The answer's own id.
     *
     * @return an id of the survey tool
     */
    public String id() {
        return id;
    }

    /**
     * Which question it answers.
     *
     * @return an id of the survey tool, or empty
     */
    public String questionId() {
        return questionId;
    }

    /**
     * The order or lead that the customer was asked about, by which it is joined with a conversion.
     *
     * @return the id without white space around it, or empty where it is not known
     */
    public Optional<String> orderId() {
        return Optional.ofNullable(orderId);
    }

    /**
     * What was picked or typed, as the survey tool gave it; it may hold HTML and personal data.
     *
     * @return the text, may be empty
     */
    public String text() {
        return text;
    }

    /**
     * Whether the customer typed the answer instead of picking it.
     *
     * @return true for typed text
     */
    public boolean isFreeText() {
        return freeText;
    }

    /**
     * When it was given.
     *
     * @return the time, by the survey tool's clock
     */
    public Instant answeredAt() {
        return answeredAt;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof SurveyAnswer other
                && id.equals(other.id)
                && questionId.equals(other.questionId)
                && Objects.equals(orderId, other.orderId)
                && text.equals(other.text)
                && freeText == other.freeText
                && answeredAt.equals(other.answeredAt);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "SurveyAnswer[" + id + ", " + (freeText ? "free text" : "vote") + ", " + answeredAt + "]";
    }
}
