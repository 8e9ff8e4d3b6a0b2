// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.attribution.Reconciliation.Fate;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;
import io.pilotmetrics.snapshot.Rate;
import io.pilotmetrics.survey.SurveyAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer has one fate, whatever comes, and in whatever order. */
class ReconciliationLawTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<String> CHANNELS = List.of("Email", "Organic Search", "Referral");
    private static final ChannelMapping MAPPING = ChannelMapping.builder()
            .answer("Email", "Email")
            .answer("Organic Search", "Organic Search")
            .answer("Referral", "Referral")
            .build();

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void counts_ofAnyInput_agreeWithTheOracle(long seed) {
        Random random = new Random(seed);
        List<Conversion> conversions = new ArrayList<>();
        List<SurveyAnswer> answers = new ArrayList<>();
        int orders = 1 + random.nextInt(8); // few, so that ids meet
        for (int i = random.nextInt(12); i > 0; i--) {
            String channel = random.nextInt(5) == 0 ? null : any(random, CHANNELS);
            conversions.add(Conversion.of("SO-" + random.nextInt(orders), 1, Touch.utm("s", channel, null, null)));
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            String order = random.nextInt(6) == 0 ? null : "SO-" + random.nextInt(orders + 2);
            String text = random.nextInt(4) == 0 ? "something else" : any(random, CHANNELS);
            Instant at = NOON.plusSeconds(random.nextInt(3)); // ties are common
            String question = random.nextInt(5) == 0 ? "other" : "q";
            String id = String.format("%02d", i);
            answers.add(
                    random.nextBoolean()
                            ? SurveyAnswer.vote(id, question, order, text, at)
                            : SurveyAnswer.freeText(id, question, order, text, at));
            if (random.nextInt(8) == 0) {
                answers.add(answers.get(answers.size() - 1)); // read twice
            }
        }
        AttributionAgreement agreement = AttributionAgreement.builder(MAPPING, Touch::medium)
                .question("q")
                .build();

        Reconciliation result = agreement.update(conversions, answers);

        assertThat(result.answers()).isEqualTo(answers.size());
        assertThat(Arrays.stream(Fate.values()).mapToLong(result::count).sum()).isEqualTo(answers.size());
        assertThat(result.conversions() + result.repeatedConversions()).isEqualTo(conversions.size());
        assertThat(result.agreement()).isEqualTo(oracle(conversions, answers));
        Collections.shuffle(answers, random);
        assertThat(agreement.update(conversions, answers)).hasToString(result.toString());
    }

    /** Too simple to be wrong: for each conversion that no later one replaces, look through all answers. */
    private static Rate oracle(List<Conversion> conversions, List<SurveyAnswer> answers) {
        long agreed = 0;
        long compared = 0;
        for (int i = 0; i < conversions.size(); i++) {
            Conversion conversion = conversions.get(i);
            if (conversions.subList(i + 1, conversions.size()).stream()
                    .anyMatch(later -> later.orderId().equals(conversion.orderId()))) {
                continue;
            }
            SurveyAnswer last = null;
            for (SurveyAnswer answer : answers) {
                if (answer.questionId().equals("q")
                        && answer.orderId().equals(java.util.Optional.of(conversion.orderId()))
                        && (last == null || isLater(answer, last))) {
                    last = answer;
                }
            }
            String channel = conversion.touch().medium();
            if (last != null && channel != null && CHANNELS.contains(last.text())) {
                compared++;
                agreed += channel.equals(last.text()) ? 1 : 0;
            }
        }
        return new Rate(agreed, compared);
    }

    private static boolean isLater(SurveyAnswer one, SurveyAnswer other) {
        return one.answeredAt().isAfter(other.answeredAt())
                || (one.answeredAt().equals(other.answeredAt()) && one.id().compareTo(other.id()) > 0);
    }

    private static <T extends @Nullable Object> T any(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Test
    void empty_input_countsNothing() {
        assertThat(AttributionAgreement.builder(MAPPING, Touch::medium)
                        .build()
                        .update(List.of(), List.of())
                        .responseRate())
                .isEqualTo(new Rate(0, 0));
    }
}
