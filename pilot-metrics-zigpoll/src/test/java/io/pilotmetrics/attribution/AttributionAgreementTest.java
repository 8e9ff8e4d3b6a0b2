// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pilotmetrics.attribution.Reconciliation.Fate;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Rate;
import io.pilotmetrics.survey.SurveyAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttributionAgreementTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final ChannelMapping MAPPING = ChannelMapping.builder()
            .answer("Google", "Organic Search")
            .answer("Newsletter", "Email")
            .build();

    private final AttributionAgreement agreement = AttributionAgreement.builder(MAPPING, Touch::medium)
            .clock(InstantSource.fixed(NOON))
            .tag("survey", "post-purchase")
            .build();

    @Test
    void figures_beforeTheFirstUpdate_haveNoValue() {
        assertThat(agreement.figures())
                .extracting(Figure::name)
                .containsExactly("attribution.agreement", "survey.response_rate");
        assertThat(agreement.figures()).allSatisfy(figure -> {
            assertThat(figure.n()).isZero();
            assertThat(figure.value()).isNaN();
        });
    }

    @Test
    void figures_afterAnUpdate_areSharesWithWilsonIntervals() {
        List<Conversion> conversions = new ArrayList<>();
        List<SurveyAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            conversions.add(conversion("SO-" + i, "Email"));
            if (i < 40) {
                answers.add(vote("a" + i, "SO-" + i, i < 30 ? "Newsletter" : "Google", 0));
            }
        }

        agreement.update(conversions, answers);

        Figure share = agreement.figures().get(0);
        Map<String, String> tags = Map.of("survey", "post-purchase");
        assertThat(share).isEqualTo(Figure.of("attribution.agreement", new Rate(30, 40), tags, NOON));
        assertThat(share.value()).isEqualTo(0.75);
        // Wilson's limits for 30 of 40, worked out apart.
        assertThat(share.low()).isEqualTo(0.5981, within(0.0001));
        assertThat(share.high()).isEqualTo(0.8581, within(0.0001));
        assertThat(agreement.figures().get(1))
                .isEqualTo(Figure.of("survey.response_rate", new Rate(40, 100), tags, NOON));
    }

    @Test
    void update_eachFate_isCounted() {
        Reconciliation result = agreement.update(
                List.of(
                        conversion("agrees", "Email"),
                        conversion("differs", "Email"),
                        conversion("no-channel", null),
                        conversion("unknown-vote", "Email"),
                        conversion("unknown-text", "Email"),
                        conversion("typed", "Organic Search"),
                        conversion("silent", "Email"),
                        conversion("twice", "Email"),
                        conversion("twice", "Organic Search")),
                List.of(
                        vote("1", "agrees", "NEWSLETTER", 0),
                        vote("2", "differs", "<b>Google</b>", 0),
                        vote("3", "no-channel", "Google", 0),
                        vote("4", "unknown-vote", "Google, Newsletter", 0),
                        SurveyAnswer.freeText("5", "q", "unknown-text", "my sister told me", NOON),
                        SurveyAnswer.freeText("6", "q", "typed", "google", NOON),
                        vote("7", "twice", "Google", 0),
                        vote("8", "elsewhere", "Google", 0),
                        vote("9", null, "Google", 0),
                        vote("10", " ", "Google", 0),
                        vote("0", "agrees", "Google", -1)));

        assertThat(result.count(Fate.AGREED)).isEqualTo(3);
        assertThat(result.count(Fate.DISAGREED)).isEqualTo(1);
        assertThat(result.count(Fate.NO_BACKEND_CHANNEL)).isEqualTo(1);
        assertThat(result.count(Fate.UNKNOWN_VOTE)).isEqualTo(1);
        assertThat(result.count(Fate.UNKNOWN_FREE_TEXT)).isEqualTo(1);
        assertThat(result.count(Fate.UNMATCHED)).isEqualTo(1);
        assertThat(result.count(Fate.NO_ORDER_ID)).isEqualTo(2);
        assertThat(result.count(Fate.SUPERSEDED)).isEqualTo(1);
        assertThat(result.count(Fate.OTHER_QUESTION)).isZero();
        assertThat(result.answers()).isEqualTo(11);
        assertThat(result.conversions()).isEqualTo(8);
        assertThat(result.repeatedConversions()).isEqualTo(1);
        assertThat(result.agreement()).isEqualTo(new Rate(3, 4));
        assertThat(result.responseRate()).isEqualTo(new Rate(7, 8));
        assertThat(agreement.last()).isSameAs(result);
    }

    @Test
    void update_severalAnswersForAnOrder_latestWinsInAnyOrderOfReading() {
        SurveyAnswer early = vote("1", "SO-1", "Google", 0);
        SurveyAnswer late = vote("2", "SO-1", "Newsletter", 60);
        SurveyAnswer sameTime = vote("3", "SO-1", "Google", 60);
        List<Conversion> one = List.of(conversion("SO-1", "Email"));

        assertThat(agreement.update(one, List.of(early, late)).agreement()).isEqualTo(new Rate(1, 1));
        assertThat(agreement.update(one, List.of(late, early)).agreement()).isEqualTo(new Rate(1, 1));
        assertThat(agreement.update(one, List.of(late, sameTime)).agreement()).isEqualTo(new Rate(0, 1));
        assertThat(agreement.update(one, List.of(sameTime, late)).agreement()).isEqualTo(new Rate(0, 1));
        assertThat(agreement.update(one, List.of(late, late)).count(Fate.SUPERSEDED))
                .isOne();
    }

    @Test
    void update_severalQuestions_needsOneNamed() {
        List<SurveyAnswer> answers = List.of(
                SurveyAnswer.vote("1", "channel", "SO-1", "Newsletter", NOON),
                SurveyAnswer.vote("2", "rating", "SO-1", "5", NOON.plusSeconds(9)));
        List<Conversion> one = List.of(conversion("SO-1", "Email"));

        assertThatThrownBy(() -> agreement.update(one, answers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attribution agreement: the answers belong to several questions, \"channel\" and \"rating\""
                        + " among them; name the one that asks for the channel with"
                        + " AttributionAgreement.builder(…).question(id)");
        Reconciliation named = AttributionAgreement.builder(MAPPING, Touch::medium)
                .question("channel")
                .build()
                .update(one, answers);
        assertThat(named.agreement()).isEqualTo(new Rate(1, 1));
        assertThat(named.count(Fate.OTHER_QUESTION)).isOne();
    }

    @Test
    void update_backendFunctionThrows_keepsTheResultBefore() {
        IllegalStateException failure = new IllegalStateException("no");
        AttributionAgreement throwing = AttributionAgreement.builder(MAPPING, touch -> {
                    if ("bad".equals(touch.medium())) {
                        throw failure;
                    }
                    return touch.medium();
                })
                .build();
        List<SurveyAnswer> answers = List.of(vote("1", "SO-1", "Newsletter", 0));
        Reconciliation before = throwing.update(List.of(conversion("SO-1", "Email")), answers);

        assertThatThrownBy(() -> throwing.update(List.of(conversion("SO-1", "bad")), answers))
                .isSameAs(failure);
        assertThat(throwing.last()).isSameAs(before);
    }

    @Test
    void figures_whileUpdating_alwaysBelongTogether() throws InterruptedException {
        List<Conversion> few = List.of(conversion("SO-1", "Email"));
        List<Conversion> more = List.of(conversion("SO-1", "Email"), conversion("SO-2", "Email"));
        List<SurveyAnswer> fewAnswers = List.of(vote("1", "SO-1", "Newsletter", 0));
        List<SurveyAnswer> moreAnswers =
                List.of(vote("1", "SO-1", "Newsletter", 0), vote("2", "SO-2", "Newsletter", 0));
        agreement.update(few, fewAnswers);
        AtomicReference<List<Figure>> torn = new AtomicReference<>();
        CountDownLatch ready = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            ready.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                List<Figure> figures = agreement.figures();
                if (figures.get(0).n() != figures.get(1).n()) {
                    torn.set(figures);
                }
            }
        });
        reader.start();
        ready.await();
        for (int i = 0; i < 20_000; i++) {
            agreement.update(i % 2 == 0 ? more : few, i % 2 == 0 ? moreAnswers : fewAnswers);
        }
        reader.interrupt();
        reader.join();
        assertThat(torn.get()).isNull();
    }

    @Test
    void builder_conflict_showsTheEarlierValue() {
        AttributionAgreement.Builder builder = AttributionAgreement.builder(MAPPING, Touch::medium)
                .question("a")
                .tag("k", "v");
        assertThatThrownBy(() -> builder.question("b")).hasMessageContaining("\"a\" is named already, got \"b\"");
        assertThatThrownBy(() -> builder.tag("k", "w")).hasMessageContaining("\"v\" already, got \"w\"");
    }

    private static Conversion conversion(String orderId, @Nullable String channel) {
        return Conversion.of(orderId, 10, Touch.utm("source", channel, null, null));
    }

    private static SurveyAnswer vote(String id, @Nullable String orderId, String text, long seconds) {
        return SurveyAnswer.vote(id, "q", orderId, text, NOON.plusSeconds(seconds));
    }
}
