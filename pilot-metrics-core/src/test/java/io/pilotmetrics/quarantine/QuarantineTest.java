// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.quarantine.Sample.Kind;
import io.pilotmetrics.quarantine.SampleField.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private static final HashKey KEY = HashKey.of(new byte[16]);
    private static final Instant WHEN = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    /** Near where the monotonic clock wraps around. */
    private static final long START = Long.MAX_VALUE - 2 * SECOND;

    private static QuarantineBuilder<String> builder() {
        return Quarantine.<String>builder("lead.ingest")
                .redaction(Redaction.of(event -> Map.of("event", event)))
                .key(KEY)
                .wall(() -> WHEN);
    }

    private static long at(long second) {
        return START + second * SECOND;
    }

    private static List<String> reasons(Quarantine<?> quarantine) {
        return quarantine.snapshot().samples().stream().map(Sample::reason).toList();
    }

    @Test
    void malformed_isASampleOfTheEvent() {
        Quarantine<String> quarantine = builder().id(event -> 17).build();
        quarantine.malformed("missing e-mail", "a", START);
        Sample sample = quarantine.snapshot().samples().get(0);
        assertThat(sample.when()).isEqualTo(WHEN);
        assertThat(sample.handler()).isEqualTo("lead.ingest");
        assertThat(sample.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(sample.reason()).isEqualTo("missing e-mail");
        assertThat(sample.id()).isEqualTo(new SampleField("id", Form.HASHED, KEY.hash("17")));
        assertThat(sample.fields()).containsExactly(new SampleField("event", Form.HASHED, KEY.hash("a")));
        assertThat(sample.fieldsLeftOut()).isZero();
        assertThat(sample.firstFingerprint()).isNull();
        assertThat(sample.fingerprint()).isNull();
        assertThat(sample.inputLength()).isEqualTo(-1);
        assertThat(sample.inputHash()).isNull();
    }

    @Test
    void conflicting_showsBothFingerprints_hashedUnderTheKey() {
        Quarantine<String> quarantine = builder().build();
        quarantine.conflicting("a", 0x4041_4243_4445_4647L, 0x5051_5253_5455_5657L, START);
        Sample sample = quarantine.snapshot().samples().get(0);
        assertThat(sample.kind()).isEqualTo(Kind.CONFLICTING);
        assertThat(sample.reason()).isEqualTo("conflicting");
        assertThat(sample.firstFingerprint()).isEqualTo(KEY.hash("@ABCDEFG"));
        assertThat(sample.fingerprint()).isEqualTo(KEY.hash("PQRSTUVW"));
        assertThat(sample.id()).isNull();
    }

    @Test
    void unparsed_tellsLengthAndHash() {
        Quarantine<String> quarantine = builder().build();
        quarantine.unparsed("not_json", START);
        quarantine.unparsed("not_json", "{\"email\":", START);
        quarantine.unparsed("cut_short", "{\"email\":".getBytes(UTF_8), START);
        assertThat(quarantine.snapshot().samples())
                .extracting(Sample::inputLength)
                .containsExactly(-1L, 9L, 9L);
        assertThat(quarantine.snapshot().samples())
                .extracting(Sample::inputHash)
                .containsExactly(null, KEY.hash("{\"email\":"), KEY.hash("{\"email\":"));
        assertThat(quarantine.snapshot().samples()).allSatisfy(sample -> {
            assertThat(sample.kind()).isEqualTo(Kind.UNPARSED);
            assertThat(sample.fields()).isEmpty();
            assertThat(sample.id()).isNull();
        });
    }

    @Test
    void unparsed_reasonThatIsASentence_isHashed() {
        Quarantine<String> quarantine = builder().build();
        quarantine.unparsed("Unexpected token: pat@example.test", START);
        assertThat(reasons(quarantine)).containsExactly(KEY.hash("Unexpected token: pat@example.test"));
    }

    @Test
    void flood_costsTwoSamplesASecond_theRestIsCounted() {
        AtomicInteger asked = new AtomicInteger();
        Quarantine<String> quarantine = Quarantine.<String>builder("lead.ingest")
                .redaction(Redaction.of(event -> Map.of("event", asked.incrementAndGet())))
                .id(event -> asked.incrementAndGet())
                .build();
        int events = 1_000_000;
        for (int i = 0; i < events; i++) {
            quarantine.malformed("missing_email", "a", START + i * 999L); // a little less than a second
        }
        assertThat(asked.get()).isEqualTo(2 * 3); // two at once, one more after half a second
        assertThat(quarantine.snapshot().kept()).isEqualTo(3);
        assertThat(quarantine.snapshot().notKept()).isEqualTo(events - 3);
    }

    @Test
    void rate_refillsWithTime_alsoWhereTheClockWrapsAround() {
        Quarantine<String> quarantine = builder().perSecond(4).build();
        for (int second = 0; second < 10; second++) {
            for (int i = 0; i < 100; i++) {
                quarantine.malformed("missing_email", "a", at(second));
            }
        }
        assertThat(quarantine.snapshot().kept()).isEqualTo(40);
        assertThat(quarantine.snapshot().notKept()).isEqualTo(960);
    }

    @Test
    void rate_isEachReasonsAndKindsOwn() {
        Quarantine<String> quarantine = builder().perSecond(1).build();
        for (int i = 0; i < 2; i++) {
            quarantine.malformed("a", "event", START);
            quarantine.malformed("b", "event", START);
            quarantine.unparsed("a", START);
            quarantine.conflicting("event", 1, 2, START);
        }
        assertThat(reasons(quarantine)).containsExactly("a", "b", "a", "conflicting");
    }

    @Test
    void reasonsWithoutEnd_shareOneAllowance() {
        Quarantine<String> quarantine = builder().perSecond(1).build();
        long later = START + SECOND;
        for (int i = 0; i < 10_000; i++) {
            quarantine.unparsed("reason-" + i, START);
        }
        assertThat(quarantine.snapshot().kept()).isEqualTo(Gates.MAX_REASONS + 1);
        quarantine.unparsed("x".repeat(1_000_000), later);
        assertThat(reasons(quarantine)).last().isEqualTo(KEY.hash("x".repeat(1_000_000)));
    }

    @Test
    void full_theNewestStay_andNoReasonPushesOutTheOthers() {
        Quarantine<String> quarantine = builder().capacity(5).build();
        quarantine.malformed("rare", "rare-1", START);
        for (int i = 1; i <= 100; i++) {
            quarantine.malformed("noisy", "noisy-" + i, at(i));
        }
        quarantine.malformed("late", "late-1", at(101));
        assertThat(reasons(quarantine)).containsExactly("rare", "noisy", "noisy", "noisy", "late");
        assertThat(quarantine.snapshot().samples())
                .extracting(
                        sample -> Objects.requireNonNull(sample.fields().get(0).text()))
                .containsExactly(
                        KEY.hash("rare-1"),
                        KEY.hash("noisy-98"),
                        KEY.hash("noisy-99"),
                        KEY.hash("noisy-100"),
                        KEY.hash("late-1"));
        assertThat(quarantine.snapshot().kept()).isEqualTo(102);
    }

    @Test
    void sink_getsEverySample_andWhatItRefusesOrThrowsIsCounted() {
        List<Sample> taken = new ArrayList<>();
        Quarantine<String> quarantine = builder()
                .capacity(1)
                .perSecond(100)
                .sink(sample -> {
                    taken.add(sample);
                    return switch (taken.size() % 3) {
                        case 0 -> true;
                        case 1 -> false;
                        default -> throw new StackOverflowError("pat@example.test");
                    };
                })
                .build();
        for (int i = 0; i < 9; i++) {
            quarantine.malformed("missing_email", "a", START);
        }
        assertThat(taken).hasSize(9);
        assertThat(quarantine.snapshot().samples()).hasSize(1);
        assertThat(quarantine.snapshot().kept()).isEqualTo(9);
        assertThat(quarantine.snapshot().refusedBySink()).isEqualTo(6);
    }

    @Test
    void sink_whoseWorkIsMalformedAgain_comesToAnEnd() {
        List<Quarantine<String>> self = new ArrayList<>();
        Quarantine<String> quarantine = builder()
                .sink(sample -> {
                    self.get(0).malformed("missing_email", "again", START);
                    return true;
                })
                .build();
        self.add(quarantine);
        quarantine.malformed("missing_email", "a", START);
        assertThat(quarantine.snapshot().kept()).isEqualTo(2);
        assertThat(quarantine.snapshot().notKept()).isEqualTo(1);
    }

    @Test
    void clock_thatThrows_isNotKept_andDisturbsNobody() {
        Quarantine<String> quarantine = Quarantine.<String>builder("lead.ingest")
                .wall(() -> {
                    throw new IllegalStateException();
                })
                .build();
        quarantine.malformed("missing_email", "a", START);
        quarantine.unparsed("not_json", START);
        assertThat(quarantine.snapshot().kept()).isZero();
        assertThat(quarantine.snapshot().notKept()).isEqualTo(2);
    }

    @Test
    void id_thatThrowsOrIsNull_isToldApart() {
        Quarantine<String> quarantine = builder()
                .id(event -> {
                    if (event.isEmpty()) {
                        return null;
                    }
                    throw new IllegalStateException(event);
                })
                .build();
        quarantine.malformed("missing_email", "", START);
        quarantine.malformed("missing_email", "pat@example.test", START);
        assertThat(quarantine.snapshot().samples())
                .extracting(Sample::id)
                .containsExactly(
                        new SampleField("id", Form.NULL, null),
                        new SampleField("id", Form.FAILED, IllegalStateException.class.getName()));
    }

    @Test
    void stackThatEndsAnywhere_isThrownOrCounted_andTheNextSampleIsKept() {
        Quarantine<String> quarantine =
                builder().capacity(2).perSecond(100).id(event -> event).build();
        long[] now = {START};
        for (int run = 0; run < 5; run++) {
            assertThat(atTheEndOfTheStack(quarantine, now, 0)).isEqualTo(500);
        }
        assertThat(quarantine.snapshot().kept()).isBetween(1L, 2_499L);
        now[0] += 2 * SECOND;
        long kept = quarantine.snapshot().kept();
        quarantine.malformed("missing_email", "last", now[0]);
        assertThat(quarantine.snapshot().kept()).isEqualTo(kept + 1);
        assertThat(quarantine.snapshot().samples())
                .hasSize(2)
                .last()
                .satisfies(sample ->
                        assertThat(sample.id()).isEqualTo(new SampleField("id", Form.HASHED, KEY.hash("last"))));
    }

    /** Calls where the stack ends and, on the way back, with a frame more of it each time; the depth is never negative. */
    private static int atTheEndOfTheStack(Quarantine<String> quarantine, long[] now, int depth) {
        int calls;
        try {
            calls = depth < 0 ? 0 : atTheEndOfTheStack(quarantine, now, depth + 1);
        } catch (StackOverflowError e) {
            calls = 0;
        }
        if (calls < 500) {
            try {
                now[0] += SECOND / 50;
                quarantine.malformed("missing_email", "deep", now[0]);
            } catch (StackOverflowError e) {
                // the stack ended before anything could be counted
            }
            calls++;
        }
        return calls;
    }

    @Test
    void threads_everyCallIsKeptOrNot() throws InterruptedException {
        Quarantine<String> quarantine = builder().capacity(10).perSecond(100).build();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int own = t;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < 5_000; i++) {
                    quarantine.malformed("reason-" + (i + own) % 90, "a", START + i * 1_000_000L);
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        QuarantineSnapshot snapshot = quarantine.snapshot();
        assertThat(snapshot.kept() + snapshot.notKept()).isEqualTo(20_000);
        assertThat(snapshot.samples()).hasSize(10);
        assertThat(snapshot.kept()).isGreaterThan(90);
    }

    @Test
    void builder_outsideTheBounds_saysWhich() {
        assertThatThrownBy(() -> builder().capacity(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quarantine of \"lead.ingest\": capacity needs 1 to 1000, got 0");
        assertThatThrownBy(() -> builder().perSecond(101))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quarantine of \"lead.ingest\": perSecond needs 1 to 100, got 101");
    }

    @Test
    void builder_aSettingGivenTwice_showsTheEarlierOne() {
        QuarantineBuilder<String> builder =
                builder().capacity(5).perSecond(7).id(event -> event).sink(sample -> true);
        assertThatThrownBy(() -> builder.capacity(6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("quarantine of \"lead.ingest\": capacity was set before, to 5; set it once");
        assertThatThrownBy(() -> builder.perSecond(6)).hasMessageContaining("perSecond was set before, to 7;");
        assertThatThrownBy(() -> builder.key(KEY)).hasMessageContaining("key was set before, to HashKey[hidden];");
        assertThatThrownBy(() -> builder.redaction(Redaction.byDefault()))
                .hasMessageContaining("redaction was set before, to Redaction[shows []];");
        assertThatThrownBy(() -> builder.id(event -> event)).hasMessageContaining("id was set before; set it once");
        assertThatThrownBy(() -> builder.sink(sample -> true)).hasMessageContaining("sink was set before");
        assertThatThrownBy(() -> builder.wall(() -> WHEN)).hasMessageContaining("wall was set before");
    }
}
