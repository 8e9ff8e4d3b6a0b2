// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.objective.Objectives.errorRate;
import static io.pilotmetrics.objective.Objectives.latency;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.objective.Judgement;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.SampleRatio;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Cohorts as their user sees them. */
class CohortsTest {

    record Order(@Nullable String customer, @Nullable String variant) {
        static Order of(@Nullable String customer) {
            return new Order(customer, null);
        }
    }

    private static final PilotGroup GROUP = PilotGroup.percent(5).salt("checkout-2026");

    private final PilotMetrics pilot = PilotMetrics.create("shop");

    @AfterEach
    void close() {
        pilot.close();
    }

    private Handler<Order> byVariant() {
        return pilot.handler("checkout", Order.class).cohort(Order::variant).register();
    }

    private static void allHold(HandlerSnapshot snapshot) {
        assertThat(snapshot.laws()).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
    }

    private static Map<String, Long> received(HandlerSnapshot snapshot) {
        Map<String, Long> received = new java.util.TreeMap<>();
        snapshot.cohorts().forEach((name, cohort) -> received.put(name, cohort.received()));
        return received;
    }

    @Test
    void group_drawsPilotAndControl_andWhoHasNoUserIsNone() {
        Handler<Order> handler = pilot.handler("checkout", Order.class)
                .cohort(GROUP, Order::customer)
                .register();
        long in = IntStream.range(0, 2_000).filter(i -> GROUP.includes("u" + i)).count();
        IntStream.range(0, 2_000).forEach(i -> handler.run(Order.of("u" + i), order -> {}));
        handler.run(Order.of(null), order -> {});
        handler.malformed("not_json");
        HandlerSnapshot now = handler.snapshot();
        assertThat(received(now)).isEqualTo(Map.of("pilot", in, "control", 2_000 - in, "none", 2L));
        assertThat(now.sampleRatio().users()).isEqualTo(2_000);
        assertThat(now.sampleRatio().pilotUsers()).isEqualTo(in);
        allHold(now);
    }

    @Test
    void cohort_hasDispositionsOutcomesAndLatencyOfItsOwn() {
        ManualTime time = new ManualTime();
        try (PilotMetrics shop = PilotMetrics.builder("shop").clock(time).build()) {
            Handler<Order> handler = shop.handler("checkout", Order.class)
                    .id(Order::customer)
                    .cohort(Order::variant)
                    .register();
            handler.run(new Order("1", "blue"), order -> time.pass(ofMillis(10)));
            handler.run(new Order("1", "blue"), order -> time.pass(ofMillis(10)));
            assertThat(catchThrowable(() -> handler.run(new Order("2", "red"), order -> {
                        time.pass(ofMillis(300));
                        throw new IllegalStateException();
                    })))
                    .isInstanceOf(IllegalStateException.class);
            CohortSnapshot blue = handler.snapshot().cohort("blue");
            CohortSnapshot red = handler.snapshot().cohort("red");
            assertThat(blue.rate(Disposition.DUPLICATE).value()).isEqualTo(0.5);
            assertThat(blue.errorRate().hits()).isZero();
            assertThat(red.count(Disposition.FAILED)).isOne();
            assertThat(red.count(Outcome.SERVER_ERROR)).isOne();
            assertThat(red.latency().max()).isEqualTo(ofMillis(300));
            assertThat(blue.latency().max()).isEqualTo(ofMillis(10));
            assertThatThrownBy(() -> handler.snapshot().cohort("green"))
                    .hasMessage("\"checkout\" has no cohort \"green\"; there are [blue, none, red]");
        }
    }

    @Test
    void names_beyondTheBoundAndNoWords_areOther_andNoNameIsNone() {
        Handler<Order> handler = byVariant();
        IntStream.range(0, 8).forEach(i -> handler.run(new Order("", "v" + i), order -> {}));
        for (String name : List.of("v8", "Zoë Müller", "a@b", "none", "other", "")) {
            handler.run(new Order("", name), order -> {});
        }
        handler.run(new Order("", null), order -> {});
        HandlerSnapshot now = handler.snapshot();
        assertThat(received(now))
                .hasSize(10)
                .containsEntry("other", 4L)
                .containsEntry("none", 3L)
                .containsEntry("v7", 1L);
        allHold(now);
    }

    @Test
    void noWord_takesNoPlace() {
        Handler<Order> handler = byVariant();
        IntStream.range(0, 20).forEach(i -> handler.run(new Order("", "no word " + i), order -> {}));
        handler.run(new Order("", "v"), order -> {});
        assertThat(received(handler.snapshot())).isEqualTo(Map.of("other", 20L, "none", 0L, "v", 1L));
    }

    @Test
    void function_thatThrows_isCounted_andTheEventIsOfNone() {
        Handler<Order> handler = pilot.handler("checkout", Order.class)
                .cohort(order -> {
                    throw new IllegalStateException();
                })
                .register();
        handler.run(Order.of("1"), order -> {});
        HandlerSnapshot now = handler.snapshot();
        assertThat(now.instrumentationErrors()).isEqualTo(Map.of("cohort", 1L));
        assertThat(received(now)).isEqualTo(Map.of("none", 1L));
        allHold(now);
    }

    @Test
    void batch_ofSeveralCohorts_isTheHandlersCall_andItsEventsAreTheCohorts() {
        Handler<Order> handler = byVariant();
        handler.batch((orders, report) -> report.failed(1, new IllegalStateException()))
                .accept(List.of(new Order("", "a"), new Order("", "b"), new Order("", "b")));
        HandlerSnapshot now = handler.snapshot();
        assertThat(now.callsEnded()).isOne();
        assertThat(now.cohort("a").callsEnded()).isZero();
        assertThat(now.cohort("a").failedRate().value()).isZero();
        assertThat(now.cohort("b").failedRate().value()).isEqualTo(0.5);
        allHold(now);
    }

    @Test
    void cohorts_fromManyThreads_addUpToTheHandler() throws InterruptedException {
        Handler<Order> handler = pilot.handler("checkout", Order.class)
                .id(Order::customer)
                .cohort(Order::variant)
                .register();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> {
                    Random random = new Random(t);
                    try {
                        begin.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int i = 0; i < 20_000; i++) {
                        handler.run(new Order("" + random.nextInt(50_000), "v" + random.nextInt(10)), order -> {});
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            assertThat(handler.snapshot().laws()).noneMatch(law -> law.status() == Law.Status.BROKEN);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(handler.snapshot().received()).isEqualTo(80_000);
        allHold(handler.snapshot());
    }

    private int depth;

    private void recurse(Handler<Order> handler) {
        depth++;
        handler.run(new Order("" + depth, "v" + depth % 3), order -> recurse(handler));
    }

    @RepeatedTest(5)
    void recursion_thatEndsTheStack_isBookedInItsCohort() {
        Handler<Order> handler = pilot.handler("checkout", Order.class)
                .id(Order::customer)
                .cohort(Order::variant)
                .register();
        for (int i = 0; i < 10; i++) {
            assertThat(catchThrowable(() -> recurse(handler))).isInstanceOf(StackOverflowError.class);
        }
        assertThat(pilot.awaitRest(Duration.ofSeconds(10))).isTrue();
        HandlerSnapshot now = handler.snapshot();
        assertThat(now.received()).isGreaterThan(100);
        assertThat(now.count(Disposition.FAILED)).isEqualTo(now.received());
        allHold(now);
    }

    @Test
    void objective_withoutACohort_isHeldAgainstTheHandlerAlone_andOneInACohortAgainstIt() {
        Handler<Order> handler = pilot.handler("checkout", Order.class)
                .cohort(Order::variant)
                .objective(errorRate().atMost(0.02))
                .objective(errorRate().atMost(0.02).inCohort("red"))
                .objective(latency().p95().atMost(Duration.ofMinutes(5)).inCohort("blue"))
                .register();
        for (int i = 0; i < 20_000; i++) {
            int order = i;
            var unused = catchThrowable(() -> handler.run(new Order("", order % 100 == 0 ? "red" : "blue"), o -> {
                if (order % 200 == 0) {
                    throw new IllegalStateException();
                }
            }));
        }
        Scorecard card = Scorecard.of(PilotSnapshot.parse(pilot.snapshot().toJson()));
        assertThat(card.judgements())
                .extracting(Judgement::status)
                .containsExactly(Judgement.Status.MET, Judgement.Status.MISSED, Judgement.Status.MET);
        assertThat(card.judgements().get(1).text()).startsWith("checkout error.rate in red <= 0.02: 50.00 % (n 200, ");
        assertThat(card.judgements().get(2).text()).startsWith("checkout latency p95 in blue <= ");
    }

    @Test
    void objective_undecidedInACohort_waitsAtTheCohortsOwnPace() {
        ManualTime time = new ManualTime();
        try (PilotMetrics shop = PilotMetrics.builder("shop").clock(time).build()) {
            Handler<Order> handler = shop.handler("checkout", Order.class)
                    .cohort(Order::variant)
                    .objective(errorRate().atMost(0.01).inCohort("red"))
                    .register();
            IntStream.range(0, 10_000).forEach(i -> handler.run(new Order("", i % 100 == 0 ? "red" : "blue"), o -> {}));
            time.seconds(100);
            assertThat(shop.scorecard().judgements())
                    .singleElement()
                    .extracting(Judgement::text)
                    .asString()
                    .contains("needs 281 more, about 5 min");
        }
    }

    @Test
    void objective_inACohortThatCannotBe_isRefused() {
        assertThatThrownBy(() -> pilot.handler("checkout", Order.class)
                        .objective(errorRate().atMost(0.01).inCohort("pilot"))
                        .register())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "handler \"checkout\": the objective \"checkout error.rate in pilot <= 0.01\" needs cohorts;"
                                + " give the handler cohort(group, user) or cohort(name)");
        assertThatThrownBy(() -> pilot.handler("checkout", Order.class)
                        .cohort(GROUP, Order::customer)
                        .objective(errorRate().atMost(0.01).inCohort("pilto"))
                        .register())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a cohort that is not drawn; there are \"pilot\" and \"control\"");
        assertThatThrownBy(() -> pilot.handler("checkout", Order.class)
                        .cohort(GROUP, Order::customer)
                        .cohort(Order::variant))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("handler \"checkout\": its cohorts was set before; an event belongs to one cohort");
    }

    private static PilotSnapshot instance(String name, boolean cohorts, int from, int to) {
        try (PilotMetrics shop = PilotMetrics.builder("shop").instance(name).build()) {
            HandlerBuilder<Order> builder = shop.handler("checkout", Order.class);
            Handler<Order> handler = (cohorts ? builder.cohort(GROUP, Order::customer) : builder).register();
            IntStream.range(from, to).forEach(i -> handler.run(Order.of("u" + i), order -> {}));
            return shop.snapshot();
        }
    }

    @Test
    void merge_ofInstances_addsCohorts_andTestsUsersApart() {
        HandlerSnapshot merged = PilotSnapshot.merge(instance("1", true, 0, 1_000), instance("2", true, 0, 1_000))
                .handler("checkout");
        assertThat(merged.cohorts().values().stream()
                        .mapToLong(CohortSnapshot::received)
                        .sum())
                .isEqualTo(2_000);
        assertThat(merged.sampleRatio().instances()).hasSize(2);
        allHold(merged);
    }

    @Test
    void merge_withAnInstanceWithoutCohorts_putsItsEventsInNone() {
        PilotSnapshot with = instance("1", true, 0, 100);
        PilotSnapshot without = instance("2", false, 0, 50);
        for (PilotSnapshot merged : List.of(PilotSnapshot.merge(with, without), PilotSnapshot.merge(without, with))) {
            assertThat(merged.handler("checkout").cohort("none").received()).isEqualTo(50);
            allHold(merged.handler("checkout"));
        }
        assertThat(PilotSnapshot.merge(without, instance("3", false, 0, 1))
                        .handler("checkout")
                        .cohorts())
                .isEmpty();
    }

    @Test
    void json_keepsCohorts_andAnOlderOneHasNone() {
        PilotSnapshot snapshot = instance("1", true, 0, 1_000);
        HandlerSnapshot now = snapshot.handler("checkout");
        HandlerSnapshot read = PilotSnapshot.parse(snapshot.toJson()).handler("checkout");
        assertThat(read.sampleRatio()).isEqualTo(now.sampleRatio());
        assertThat(read.cohorts().keySet()).isEqualTo(now.cohorts().keySet());
        now.cohorts().forEach((name, cohort) -> {
            assertThat(read.cohort(name).counts()).isEqualTo(cohort.counts());
            assertThat(read.cohort(name).latency()).isEqualTo(cohort.latency());
            assertThat(read.cohort(name).span()).isEqualTo(cohort.span());
        });
        assertThat(PilotSnapshot.parse(snapshot.toJson()).toJson()).isEqualTo(snapshot.toJson());

        String older = snapshot.toJson().replace("\"cohorts\":", "\"later\":");
        assertThat(PilotSnapshot.parse(older).handler("checkout").cohorts()).isEmpty();
        assertThat(instance("1", false, 0, 1).toJson()).doesNotContain("cohorts", "users");
        assertThat(catchThrowable(() -> PilotSnapshot.parse(snapshot.toJson().replace("\"share\":0", "\"share\":7"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$.handlers[0].users[0]: an expected share");
    }

    /** The users' hashes and ids stay inside. */
    @Test
    void json_holdsNoUser() {
        assertThat(instance("1", true, 0, 100).toJson()).doesNotContain("u42");
    }

    private Handler<Order> judged(String name) {
        return pilot.handler(name, Order.class)
                .cohort(GROUP, Order::customer)
                .objective(errorRate().atMost(0.01))
                .register();
    }

    @Test
    void pilotUsersOfWhomAFifthIsLost_areAMismatch_andMakeGoInconclusive() {
        Handler<Order> healthy = judged("healthy");
        Handler<Order> lossy = judged("lossy");
        Random lost = new Random(7);
        for (int i = 0; i < 30_000; i++) {
            Order order = Order.of("user-" + i);
            healthy.run(order, o -> {});
            healthy.run(order, o -> {}); // one user's events are no more users
            if (!GROUP.includes(order.customer()) || lost.nextInt(5) > 0) {
                lossy.run(order, o -> {});
            }
        }
        Scorecard card = pilot.scorecard();
        assertThat(card.sampleRatios()).hasEntrySatisfying("healthy", ratio -> {
            assertThat(ratio.users()).isEqualTo(30_000);
            assertThat(ratio.mismatch()).isFalse();
        });
        assertThat(card.sampleRatios())
                .hasEntrySatisfying(
                        "lossy", ratio -> assertThat(ratio.mismatch()).isTrue());
        assertThat(card.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(card.reasons())
                .singleElement()
                .asString()
                .startsWith("lossy: 5.00 % of users expected in \"pilot\", 4.")
                .contains("sample ratio mismatch");
        assertThat(card.explain())
                .containsPattern("mismatch +lossy: 5.00 % of users")
                .containsPattern(
                        "note +healthy: 5.00 % of users expected in \"pilot\", .* seen \\(p = .*\\): as expected")
                .containsPattern("holds +lossy cohort law: received ");
    }

    @Test
    void usersBeyondTheBound_areNoLongerToldApart_andTheTextSaysSo() {
        Handler<Order> handler = judged("checkout");
        IntStream.range(0, SampleRatio.MOST_USERS + 10_000).forEach(i -> handler.run(Order.of("u" + i), o -> {}));
        SampleRatio ratio = handler.snapshot().sampleRatio();
        assertThat(ratio.users()).isEqualTo(SampleRatio.MOST_USERS);
        assertThat(ratio.text()).contains("the first 65,536 of an instance", "as expected");
    }

    @Test
    void shareOfAllOrNobody_isNotChecked() {
        Handler<Order> handler = pilot.handler("checkout", Order.class)
                .cohort(PilotGroup.percent(100), Order::customer)
                .register();
        handler.run(Order.of("1"), o -> {});
        assertThat(handler.snapshot().sampleRatio().isEmpty()).isTrue();
        assertThat(pilot.scorecard().sampleRatios()).isEmpty();
        assertThat(received(handler.snapshot())).isEqualTo(Map.of("pilot", 1L, "control", 0L, "none", 0L));
    }
}
