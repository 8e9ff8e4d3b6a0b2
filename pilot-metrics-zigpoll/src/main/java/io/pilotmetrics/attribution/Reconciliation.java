// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.attribution;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;
import io.pilotmetrics.snapshot.Rate;
import io.pilotmetrics.survey.SurveyAnswer;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of joining conversions with survey answers. Every answer has exactly one {@link Fate}, so the counts of all
 * fates add up to {@link #answers()}. Immutable.
 */
public final class Reconciliation {

    /** What became of an answer. */
    public enum Fate {
        /** The customer names the channel that the backend credits. */
        AGREED,
        /** The customer names another channel than the backend credits. */
        DISAGREED,
        /** The customer names a channel, the backend knows none for this conversion. */
        NO_BACKEND_CHANNEL,
        /** A picked option that the mapping does not know: the mapping lacks it, or several options were picked. */
        UNKNOWN_VOTE,
        /** A typed text that the mapping does not know. */
        UNKNOWN_FREE_TEXT,
        /** Its order id belongs to none of the conversions. */
        UNMATCHED,
        /** A later answer for the same order counts instead; also an answer that was handed in twice. */
        SUPERSEDED,
        /** It says nothing about an order. */
        NO_ORDER_ID,
        /** It answers another question than the one that asks for the channel. */
        OTHER_QUESTION
    }

    /** Equal times are told apart by the id, so that the order of reading makes no difference. */
    private static final Comparator<SurveyAnswer> BY_AGE =
            Comparator.comparing(SurveyAnswer::answeredAt).thenComparing(SurveyAnswer::id);

    static final Reconciliation EMPTY = new Reconciliation(0, 0, new EnumMap<>(Fate.class));

    private final long conversions;
    private final long repeatedConversions;
    private final Map<Fate, Long> fates;

    private Reconciliation(long conversions, long repeatedConversions, Map<Fate, Long> fates) {
        this.conversions = conversions;
        this.repeatedConversions = repeatedConversions;
        this.fates = Collections.unmodifiableMap(new EnumMap<>(fates));
    }

    /** Joins by order id: one hash map over the conversions, one over the answers, so O(n + m) time and memory. */
    static Reconciliation of(
            Collection<Conversion> conversions,
            Collection<SurveyAnswer> answers,
            @Nullable String question,
            ChannelMapping mapping,
            Function<? super Touch, @Nullable String> backendChannel) {
        Map<String, Touch> touches = new HashMap<>();
        for (Conversion conversion : conversions) {
            touches.put(conversion.orderId(), conversion.touch());
        }
        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        for (SurveyAnswer answer : latest(answers, question, fates).values()) {
            Touch touch = touches.get(answer.orderId().orElseThrow());
            count(fates, touch == null ? Fate.UNMATCHED : compare(answer, mapping, touch, backendChannel));
        }
        return new Reconciliation(touches.size(), conversions.size() - touches.size(), fates);
    }

    /** The latest answer for each order; the fate of all others is counted here. */
    private static Map<String, SurveyAnswer> latest(
            Collection<SurveyAnswer> answers, @Nullable String question, Map<Fate, Long> fates) {
        Map<String, SurveyAnswer> latest = new HashMap<>();
        String asked = question;
        for (SurveyAnswer answer : answers) {
            if (asked == null) {
                asked = answer.questionId();
            } else if (!asked.equals(answer.questionId())) {
                if (question == null) {
                    throw severalQuestions(asked, answer.questionId());
                }
                count(fates, Fate.OTHER_QUESTION);
                continue;
            }
            Optional<String> order = answer.orderId();
            if (order.isEmpty()) {
                count(fates, Fate.NO_ORDER_ID);
                continue;
            }
            SurveyAnswer known = latest.get(order.get());
            if (known != null) {
                count(fates, Fate.SUPERSEDED);
            }
            if (known == null || BY_AGE.compare(answer, known) > 0) {
                latest.put(order.get(), answer);
            }
        }
        return latest;
    }

    private static Fate compare(
            SurveyAnswer answer,
            ChannelMapping mapping,
            Touch touch,
            Function<? super Touch, @Nullable String> backendChannel) {
        Optional<String> said = mapping.channelOf(answer.text());
        if (said.isEmpty()) {
            return answer.isFreeText() ? Fate.UNKNOWN_FREE_TEXT : Fate.UNKNOWN_VOTE;
        }
        String credited = backendChannel.apply(touch);
        if (credited == null) {
            return Fate.NO_BACKEND_CHANNEL;
        }
        return credited.equals(said.get()) ? Fate.AGREED : Fate.DISAGREED;
    }

    private static void count(Map<Fate, Long> fates, Fate fate) {
        fates.merge(fate, 1L, Long::sum);
    }

    private static IllegalArgumentException severalQuestions(String first, String second) {
        return new IllegalArgumentException("attribution agreement: the answers belong to several questions, \"" + first
                + "\" and \"" + second + "\" among them; name the one that asks for the channel with"
                + " AttributionAgreement.builder(…).question(id)");
    }

    /**
     * How many answers were handed in.
     *
     * @return the sum of all fates
     */
    public long answers() {
        return fates.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * How many answers had a fate.
     *
     * @param fate the fate
     * @return a number of answers
     */
    public long count(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }

    /**
     * How many conversions there are, each order id once.
     *
     * @return a number of order ids
     */
    public long conversions() {
        return conversions;
    }

    /**
     * How many conversions were handed in under an order id that another one had too. Of these the last one counts.
     *
     * @return a number of conversions
     */
    public long repeatedConversions() {
        return repeatedConversions;
    }

    /**
     * How often customer and backend agree, of the conversions for which both name a channel.
     *
     * @return agreed over agreed and disagreed
     */
    public Rate agreement() {
        long agreed = count(Fate.AGREED);
        return new Rate(agreed, agreed + count(Fate.DISAGREED));
    }

    /**
     * How many of the conversions were answered for at all, whatever the answer.
     *
     * @return answered conversions over conversions
     */
    public Rate responseRate() {
        long answered = count(Fate.AGREED)
                + count(Fate.DISAGREED)
                + count(Fate.NO_BACKEND_CHANNEL)
                + count(Fate.UNKNOWN_VOTE)
                + count(Fate.UNKNOWN_FREE_TEXT);
        return new Rate(answered, conversions);
    }

    @Override
    public String toString() {
        return "Reconciliation[conversions=" + conversions + ", repeatedConversions=" + repeatedConversions
                + ", answers=" + answers() + " " + fates + "]";
    }
}
