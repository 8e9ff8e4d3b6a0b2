// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.snapshot.Disposition.CONFLICTING;
import static io.pilotmetrics.snapshot.Disposition.DUPLICATE;
import static io.pilotmetrics.snapshot.Disposition.FAILED;
import static io.pilotmetrics.snapshot.Disposition.MALFORMED;
import static io.pilotmetrics.snapshot.Disposition.PROCESSED;
import static io.pilotmetrics.snapshot.Disposition.REFUSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.integrity.KeyedHash;
import io.pilotmetrics.quarantine.HashKey;
import io.pilotmetrics.quarantine.Redaction;
import io.pilotmetrics.quarantine.Sample;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import io.pilotmetrics.snapshot.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats of an event: its like, its contradiction, its retry, its repair. */
class RepeatsTest {

    record Order(@Nullable String id, @Nullable String content, int attempt) {
        Order(String id, @Nullable String content) {
            this(id, content, 1);
        }
    }

    private final ManualTime time = new ManualTime();
    private final List<Sample> samples = new ArrayList<>();
    private final PilotMetrics pilot = PilotMetrics.builder("p")
            .clock(time)
            .hashKey("0123456789abcdef".getBytes(UTF_8))
            .samples(samples::add)
            .build();
    private final List<Order> saved = new ArrayList<>();

    private HandlerBuilder<Order> orders() {
        return pilot.handler("orders", Order.class)
                .id(Order::id)
                .fingerprint(Order::content)
                .attempt(Order::attempt)
                .malformedIf("no_content", order -> order.content() == null)
                .refusedOn("busy", IllegalStateException.class);
    }

    @AfterEach
    void close() {
        pilot.close();
    }

    private static void assertLaws(HandlerSnapshot snapshot) {
        assertThat(snapshot.laws()).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
    }

    @Test
    void sameIdAndContent_isADuplicate_otherContentConflicts() {
        Handler<Order> handler = orders().register();
        Consumer<Order> save = handler.consumer(saved::add).skipDuplicates();
        save.accept(new Order("a", "1"));
        save.accept(new Order("a", "1"));
        save.accept(new Order("a", "2"));
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.count(PROCESSED)).isEqualTo(1);
        assertThat(snapshot.count(DUPLICATE)).isEqualTo(1);
        assertThat(snapshot.count(CONFLICTING)).isEqualTo(1);
        assertThat(saved).containsExactly(new Order("a", "1"), new Order("a", "2")); // a conflict is never skipped
        assertThat(snapshot.counts().get(Counts.passedOn(CONFLICTING))).isEqualTo(1);
        assertLaws(snapshot);
    }

    @Test
    void conflict_isJudgedAgainstTheFirst_andItsEndChangesCallsOnly() {
        Handler<Order> handler = orders().register();
        Tracking first = handler.start(new Order("a", "1"));
        Tracking second = handler.start(new Order("a", "2"));
        second.success();
        assertThat(second.disposition()).contains(CONFLICTING);
        first.failure(new RuntimeException("down"));
        handler.run(new Order("a", "2"), saved::add);
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.count(FAILED)).isEqualTo(1);
        assertThat(snapshot.count(PROCESSED)).isEqualTo(1);
        assertLaws(snapshot);
    }

    @Test
    void conflict_thatIsRefused_isRefused() {
        Handler<Order> handler = orders().register();
        handler.run(new Order("a", "1"), saved::add);
        assertThatThrownBy(() -> handler.run(new Order("a", "2"), order -> {
                    throw new IllegalStateException("busy");
                }))
                .hasMessage("busy");
        assertThat(handler.snapshot().count(REFUSED)).isEqualTo(1);
        assertThat(handler.snapshot().count(CONFLICTING)).isZero();
        assertLaws(handler.snapshot());
    }

    @Test
    void conflict_leavesASampleWithBothFingerprints() {
        Handler<Order> handler = orders().quarantine(
                        Redaction.<Order>ofRecord(Order.class).show("attempt"))
                .register();
        handler.run(new Order("a", "one secret"), saved::add);
        handler.run(new Order("a", "other secret", 3), saved::add);
        Sample sample = handler.quarantine().samples().get(0);
        assertThat(sample.kind()).isEqualTo(Sample.Kind.CONFLICTING);
        assertThat(sample.firstFingerprint()).startsWith("hmac:");
        assertThat(sample.fingerprint()).startsWith("hmac:").isNotEqualTo(sample.firstFingerprint());
        assertThat(sample.toJson()).contains("\"3\"").doesNotContain("secret");
        assertThat(samples).containsExactly(sample);
    }

    @Test
    void malformed_leavesASample_andNoTraceOfItsId() {
        Handler<Order> handler = orders().register();
        handler.run(new Order("a", null), saved::add);
        handler.run(new Order("a", "1"), saved::add);
        handler.malformed("not_json", "{\"email\": \"ada@example.org\"");
        handler.malformed("not_json", new byte[] {1, 2});
        assertThat(handler.snapshot().count(MALFORMED)).isEqualTo(3);
        assertThat(handler.snapshot().count(PROCESSED)).isEqualTo(1);
        assertThat(handler.quarantine().samples()).hasSize(3);
        assertThat(handler.quarantine().toJson()).doesNotContain("ada@example.org");
        assertThat(samples).hasSize(3);
        assertLaws(handler.snapshot());
    }

    /** Three events, of which one came at its third attempt only after the first two failed, and one was sent twice in vain. */
    @Test
    void distinctEvents_areWhatNeitherRepeatsNorRetries() {
        Handler<Order> handler = orders().register();
        Consumer<Order> save = handler.consumer(order -> {
            if (order.attempt() < 3) {
                throw new RuntimeException("down");
            }
        });
        for (int attempt = 1; attempt <= 3; attempt++) {
            Order order = new Order("a", "1", attempt);
            if (attempt < 3) {
                assertThatThrownBy(() -> save.accept(order)).hasMessage("down");
            } else {
                save.accept(order);
            }
        }
        handler.run(new Order("b", "1"), saved::add);
        handler.run(new Order("b", "1", 2), saved::add); // a duplicate, though its sender calls it a retry
        handler.refused(new Order("c", "1"), "full");
        handler.refused(new Order("c", "1", 2), "full");
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.counts().get(Counts.REDELIVERED)).isEqualTo(3);
        assertThat(snapshot.received()
                        - snapshot.count(DUPLICATE)
                        - snapshot.count(CONFLICTING)
                        - snapshot.counts().get(Counts.REDELIVERED))
                .isEqualTo(3);
        assertLaws(snapshot);
    }

    @Test
    void recover_makesTheIdDone_besideTheLaw() {
        Handler<Order> handler = orders().register();
        Order order = new Order("a", "1");
        assertThatThrownBy(() -> handler.run(order, o -> {
                    throw new RuntimeException("down");
                }))
                .hasMessage("down");
        handler.recover(order);
        handler.run(order, saved::add);
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.received()).isEqualTo(2);
        assertThat(snapshot.counts().get(Counts.RECOVERED)).isEqualTo(1);
        assertThat(snapshot.count(DUPLICATE)).isEqualTo(1);
        assertLaws(snapshot);
    }

    /** A negative number means that there is none, as in a sequence. */
    @Test
    void longId_thatIsNegative_isNoId() {
        Handler<Long> handler = pilot.handler("numbers", Long.class)
                .longId(Long::longValue)
                .malformedIf("least", number -> number == Long.MIN_VALUE)
                .register();
        handler.run(-1L, number -> {});
        handler.run(-1L, number -> {});
        handler.recover(-2L);
        handler.run(-2L, number -> {});
        handler.run(0L, number -> {});
        handler.run(0L, number -> {});
        handler.run(Long.MIN_VALUE, number -> {});
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.counts().get(Counts.WITHOUT_ID)).isEqualTo(4); // the repaired one, too
        assertThat(snapshot.level(Level.IDS_REMEMBERED)).hasValue(1);
        assertThat(snapshot.count(DUPLICATE)).isEqualTo(1);
        assertThat(snapshot.count(PROCESSED)).isEqualTo(4);
        assertThat(handler.quarantine().samples().get(0).id()).hasToString("SampleField[id NULL]");
        assertLaws(snapshot);
    }

    /** The content may be what was repaired: neither it nor what was sent first conflicts with the other. */
    @Test
    void recover_withARepairedContent_conflictsWithNone() {
        Handler<Order> handler = orders().register();
        handler.recover(new Order("a", "repaired"));
        handler.run(new Order("a", "as it was sent", 2), saved::add);
        handler.run(new Order("a", "repaired", 3), saved::add);
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.count(DUPLICATE)).isEqualTo(2);
        assertThat(snapshot.count(CONFLICTING)).isZero();
        assertLaws(snapshot);
    }

    /** The window's hash is made for speed; what leaves the process goes through the pilot's key first. */
    @ParameterizedTest(name = "exact ids: {0}")
    @ValueSource(booleans = {false, true})
    void fingerprintsOfASample_areHashedUnderTheKey_equalWhereContentsAre(boolean exact) {
        Handler<Order> handler = (exact ? orders().exactIds() : orders()).register();
        KeyedHash fast =
                new KeyedHash(HashKey.of("0123456789abcdef".getBytes(UTF_8)).seed("content"));
        handler.run(new Order("a", "1"), saved::add);
        handler.run(new Order("a", "2"), saved::add);
        handler.run(new Order("b", "2"), saved::add);
        handler.run(new Order("b", "1"), saved::add);
        Sample a = samples.get(0);
        Sample b = samples.get(1);
        assertThat(a.firstFingerprint()).startsWith("hmac:").isEqualTo(b.fingerprint());
        assertThat(a.fingerprint()).startsWith("hmac:").isEqualTo(b.firstFingerprint());
        assertThat(a.fingerprint()).isNotEqualTo(a.firstFingerprint());
        assertThat(a.toJson()).doesNotContain(Long.toHexString(fast.of("1")), Long.toHexString(fast.of("2")));
        assertThat(Sample.parse(a.toJson())).isEqualTo(a);
    }

    @Test
    void callbacks_thatThrow_neverCostTheEvent() {
        Handler<Order> handler = pilot.handler("bad", Order.class)
                .id(Order::id)
                .fingerprint(order -> {
                    throw new IllegalStateException("fingerprint");
                })
                .attempt(order -> {
                    throw new StackOverflowError();
                })
                .register();
        handler.run(new Order("a", "1"), saved::add);
        handler.run(new Order("a", "1"), saved::add);
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.count(PROCESSED)).isEqualTo(1);
        assertThat(snapshot.count(DUPLICATE)).isEqualTo(1); // its id is known all the same
        assertThat(snapshot.instrumentationErrors())
                .containsEntry("fingerprint", 2L)
                .containsEntry("attempt", 1L);
    }

    @Test
    void id_ofATypeThatCannotBeHashed_isCounted_andExactIdsTakesIt() {
        Handler<Order> hashed =
                pilot.handler("hashed", Order.class).id(order -> order).register();
        Handler<Order> exact = pilot.handler("exact", Order.class)
                .id(order -> order)
                .exactIds()
                .register();
        for (int i = 0; i < 2; i++) {
            hashed.run(new Order("a", "1"), saved::add);
            exact.run(new Order("a", "1"), saved::add);
        }
        assertThat(hashed.snapshot().instrumentationErrors()).containsEntry("id", 2L);
        assertThat(hashed.snapshot().count(PROCESSED)).isEqualTo(2);
        assertThat(exact.snapshot().count(DUPLICATE)).isEqualTo(1);
    }

    @Test
    void levels_sayWhatIsRemembered_andHowFarBack() {
        Handler<Order> handler = pilot.handler("few", Order.class)
                .id(Order::id)
                .maxIds(3)
                .duplicatesWithin(Duration.ofMinutes(10))
                .register();
        assertThat(handler.snapshot().level(Level.IDS_COVERED))
                .hasValue(Duration.ofMinutes(10).toNanos());
        for (int i = 0; i < 9; i++) {
            handler.run(new Order("id" + i, "1"), saved::add);
            time.pass(Duration.ofMinutes(1));
        }
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.level(Level.IDS_REMEMBERED)).hasValue(3);
        assertThat(snapshot.counts().get(Counts.IDS_EVICTED)).isEqualTo(6);
        assertThat(Duration.ofNanos(snapshot.level(Level.IDS_COVERED).orElseThrow()))
                .isBetween(Duration.ofSeconds(170), Duration.ofMinutes(3));
    }

    @Test
    void fingerprint_withoutAnId_isRefusedWithTheMend() {
        assertThatThrownBy(() -> pilot.handler("x", Order.class)
                        .fingerprint(Order::content)
                        .register())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("id(…)");
    }

    /** It is made when the first handler asks for it, and kept. */
    @Test
    void hashKey_thatIsNotGiven_isOneForAllHandlersOfAPilot_andOfNoOther() {
        List<Sample> mine = new ArrayList<>();
        List<Sample> others = new ArrayList<>();
        try (PilotMetrics one = PilotMetrics.builder("one").samples(mine::add).build();
                PilotMetrics other =
                        PilotMetrics.builder("two").samples(others::add).build()) {
            one.handler("a", Order.class).register().malformed("not_json", "input");
            one.handler("b", Order.class).register().malformed("not_json", "input");
            other.handler("a", Order.class).register().malformed("not_json", "input");
        }
        assertThat(mine)
                .hasSize(2)
                .extracting(Sample::inputHash)
                .containsOnly(mine.get(0).inputHash());
        assertThat(others.get(0).inputHash()).isNotEqualTo(mine.get(0).inputHash());
    }

    @Test
    void hashKey_shorterThanItNeedsToBe_isRefused_andAKeyIsShownNowhere() {
        assertThatThrownBy(() -> PilotMetrics.builder("p").hashKey(new byte[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 bytes");
        PilotBuilder builder = PilotMetrics.builder("p").hashKey("0123456789abcdef".getBytes(UTF_8));
        assertThatThrownBy(() -> builder.hashKey("fedcba9876543210".getBytes(UTF_8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("0123456789abcdef");
    }

    /** A parser's message quotes what it read: it is counted, and shown nowhere. */
    @Test
    void reason_thatIsNoWord_isCountedAsOther_andShownNowhere() {
        Handler<Order> handler = orders().malformedIf("a rule of mine", order -> "x".equals(order.content()))
                .register();
        handler.malformed("Unexpected character '@' in \"ada@example.org\"");
        handler.refused(new Order("a", "1"), "ada@example.org over quota");
        handler.run(new Order("b", "x"), saved::add);
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.malformed()).containsEntry("other", 1L).containsEntry("a rule of mine", 1L);
        assertThat(snapshot.refused()).containsEntry("other", 1L);
        assertThat(pilot.snapshot().toJson() + handler.quarantine().toJson()).doesNotContain("ada");
        assertLaws(snapshot);
    }

    @Test
    void input_thatIsNotAtHand_isCounted_andItsSampleHasNoLength() {
        Handler<Order> handler = orders().register();
        handler.malformed("not_json", (String) null);
        handler.malformed("not_json", (byte[]) null);
        assertThat(handler.snapshot().count(MALFORMED)).isEqualTo(2);
        assertThat(handler.quarantine().samples())
                .hasSize(2)
                .allSatisfy(sample -> assertThat(sample.inputLength()).isNegative());
        assertLaws(handler.snapshot());
    }
}
