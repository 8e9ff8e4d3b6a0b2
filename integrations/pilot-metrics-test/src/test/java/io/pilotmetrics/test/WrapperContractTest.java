// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.Tracking;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user's code sees of a wrapper around it: nothing. One example for each promise; the law test has the product. */
@ExtendWith(PilotExtension.class)
class WrapperContractTest {

    private PilotMetrics pilot;
    private ManualClock clock;
    private Handler<String> handler;
    private final List<String> delivered = new ArrayList<>();

    @BeforeEach
    void register(PilotMetrics pilot, ManualClock clock) {
        this.pilot = pilot;
        this.clock = clock;
        handler = pilot.handler("lead", String.class)
                .id(lead -> lead)
                .malformedIf("empty", String::isEmpty)
                .refusedOn("busy", UnsupportedOperationException.class)
                .register();
    }

    @Test
    void throwable_ofEveryShape_isRethrownAsTheSameInstance() {
        IOException checked = new IOException();
        Error error = new AssertionError("yours");
        RuntimeException unchecked = new IllegalStateException();
        RuntimeException refusal = new UnsupportedOperationException();
        assertThat(catchThrowable(() -> handler.<IOException>run("a", lead -> {
                    throw checked;
                })))
                .isSameAs(checked);
        assertThat(catchThrowable(() -> handler.<Integer, IOException>call("b", lead -> {
                    throw checked;
                })))
                .isSameAs(checked);
        assertThat(catchThrowable(() -> handler.consumer(lead -> {
                            throw error;
                        })
                        .accept("c")))
                .isSameAs(error);
        assertThat(catchThrowable(() -> handler.function(lead -> {
                            throw unchecked;
                        })
                        .apply("d")))
                .isSameAs(unchecked);
        assertThat(catchThrowable(() -> handler.batch((leads, report) -> {
                            throw refusal;
                        })
                        .accept(List.of("e", "f"))))
                .isSameAs(refusal);
        assertThat(pilot)
                .handler("lead")
                .lawHolds()
                .failed(4)
                .refused("busy", 2)
                .calls(Outcome.SERVER_ERROR, 4);
    }

    @Test
    void stage_isTheVerySameObject_soThatCancelReachesYourCode() {
        CompletableFuture<Integer> yours = new CompletableFuture<>();
        CompletableFuture<Integer> returned = handler.<Integer, CompletableFuture<Integer>>stage(lead -> yours)
                .apply("a");
        assertThat(returned).isSameAs(yours);
        assertThat(pilot).handler("lead").inFlight(1);
        returned.cancel(true);
        assertThat(pilot).handler("lead").lawHolds().failed(1).calls(Outcome.CANCELLED, 1);
    }

    @Test
    void completionException_isUnwrapped() {
        handler.<Integer, CompletableFuture<Integer>>stage(
                        lead -> CompletableFuture.<Integer>failedFuture(new CancellationException())
                                .thenApply(answer -> answer))
                .apply("a");
        handler.<Integer, CompletableFuture<Integer>>stage(lead ->
                        CompletableFuture.failedFuture(new CompletionException(new UnsupportedOperationException())))
                .apply("b");
        assertThat(pilot).handler("lead").lawHolds().calls(Outcome.CANCELLED, 1).refused("busy", 1);
    }

    @Test
    void nullStage_isAFailureReturnedAsNull() {
        assertThat(handler.<Integer, CompletableFuture<Integer>>stage(lead -> null)
                        .apply("a"))
                .isNull();
        assertThat(pilot.operation("quote")
                        .<CompletableFuture<Integer>>stage(() -> null)
                        .get())
                .isNull();
        assertThat(pilot).handler("lead").lawHolds().failed(1).calls(Outcome.SERVER_ERROR, 1);
        assertThat(pilot).operation("quote").lawHolds().calls(Outcome.SERVER_ERROR, 1);
    }

    /** A stage of another house: its listeners hear of the end, and then whatever comes to its mind. */
    private static final class UnrulyStage extends CompletableFuture<Integer> {
        private final boolean callsTwice;
        private final boolean throwsAfter;

        UnrulyStage(boolean callsTwice, boolean throwsAfter) {
            this.callsTwice = callsTwice;
            this.throwsAfter = throwsAfter;
        }

        @Override
        public CompletableFuture<Integer> whenComplete(BiConsumer<? super Integer, ? super Throwable> listener) {
            listener.accept(1, null);
            if (callsTwice) {
                listener.accept(null, new IllegalStateException());
            }
            if (throwsAfter) {
                throw new UnsupportedOperationException();
            }
            return this;
        }
    }

    @ParameterizedTest(name = "calls twice {0}, throws after {1}")
    @CsvSource({"true, false", "false, true", "true, true"})
    void stageThatCallsItsListenerTwice_orThrowsAfter_endsOnce(boolean callsTwice, boolean throwsAfter) {
        UnrulyStage yours = new UnrulyStage(callsTwice, throwsAfter);
        assertThat(handler.<Integer, UnrulyStage>stage(lead -> yours).apply("a"))
                .isSameAs(yours);
        assertThat(pilot.operation("quote").<UnrulyStage>stage(() -> yours).get())
                .isSameAs(yours);
        assertThat(pilot)
                .handler("lead")
                .lawHolds()
                .processed(1)
                .failed(0)
                .calls(1)
                .calls(Outcome.SUCCESS, 1)
                .instrumentationErrors(0);
        assertThat(pilot).operation("quote").lawHolds().calls(1).calls(Outcome.SUCCESS, 1);
        assertThat(pilot.snapshot().handler("lead").exceptions()).isEmpty();
        assertThat(pilot.snapshot().handler("lead").counts().get(Counts.ABANDONED))
                .isZero();
    }

    @Test
    void stageThatCannotBeListenedTo_isAbandonedOnce_andCounted() {
        CompletableFuture<Integer> deaf = new CompletableFuture<>() {
            @Override
            public CompletableFuture<Integer> whenComplete(BiConsumer<? super Integer, ? super Throwable> listener) {
                throw new UnsupportedOperationException();
            }
        };
        assertThat(handler.<Integer, CompletableFuture<Integer>>stage(lead -> deaf)
                        .apply("a"))
                .isSameAs(deaf);
        assertThat(pilot.operation("quote")
                        .<CompletableFuture<Integer>>stage(() -> deaf)
                        .get())
                .isSameAs(deaf);
        assertThat(pilot).handler("lead").lawHolds().failed(1).calls(1).instrumentationErrors(1);
        assertThat(pilot).operation("quote").lawHolds().calls(Outcome.SERVER_ERROR, 1);
    }

    @Test
    void duplicatesAndMalformed_byDefault_areDelivered() {
        List.of("a", "a", "", "b", "a").forEach(handler.consumer(delivered::add));
        assertThat(delivered).containsExactly("a", "a", "", "b", "a");
        assertThat(pilot)
                .handler("lead")
                .lawHolds()
                .received(5)
                .processed(2)
                .duplicates(2)
                .malformed("empty", 1)
                .passedOn(Disposition.DUPLICATE, 2)
                .passedOn(Disposition.MALFORMED, 1)
                .calls(5);
    }

    @Test
    void batch_empty_reachesYourCode_andIsNoCall() {
        handler.batch((leads, report) -> delivered.add("ran with " + leads.size()))
                .accept(List.of());
        assertThat(delivered).containsExactly("ran with 0");
        assertThat(pilot).handler("lead").lawHolds().received(0).calls(0);
    }

    @Test
    void batch_allSkipped_isNotRun_andIsNoCall() {
        handler.consumer(lead -> {}).accept("a");
        handler.batch((leads, report) -> delivered.addAll(leads))
                .skipDuplicates()
                .accept(List.of("a", "a"));
        assertThat(delivered).isEmpty();
        assertThat(pilot).handler("lead").lawHolds().received(3).duplicates(2).calls(1);
    }

    @Test
    void skipping_returnsANewWrapper_andLeavesTheOldOne() {
        var all = handler.consumer(delivered::add);
        var once = all.skipDuplicates();
        List.of("a", "a").forEach(once);
        List.of("a").forEach(all);
        assertThat(delivered).containsExactly("a", "a");
        assertThat(pilot).handler("lead").lawHolds().received(3).duplicates(2).calls(2);
    }

    @Test
    void retryOfAFailedEvent_isNoDuplicate() {
        assertThat(catchThrowable(() -> handler.<IOException>run("a", lead -> {
                    throw new IOException();
                })))
                .isNotNull();
        handler.consumer(delivered::add).skipDuplicates().accept("a");
        assertThat(delivered).containsExactly("a");
        assertThat(pilot).handler("lead").lawHolds().failed(1).processed(1).duplicates(0);
    }

    @Test
    void close_wrappersPassThroughUnmeasured_whatWasReceivedIsStillBooked() {
        Tracking open = handler.start("a");
        pilot.close();
        var consumer = handler.consumer(delivered::add).skipDuplicates();
        consumer.accept("a");
        consumer.accept("a");
        open.success();
        assertThat(delivered).containsExactly("a", "a");
        assertThat(pilot).handler("lead").lawHolds().received(1).processed(1).calls(1);
    }

    @Test
    void tracking_closedInTryWithResources_isAbandoned() {
        try (Tracking tracking = handler.start("a")) {
            assertThat(tracking.disposition()).isEmpty();
            clock.advance(Duration.ofMillis(3));
        }
        assertThat(pilot).handler("lead").lawHolds().failed(1).calls(Outcome.SERVER_ERROR, 1);
        assertThat(pilot.snapshot().handler("lead").latency().max()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void jumpAboveAMillion_isUndetermined_notDropped() {
        Handler<Long> numbered = pilot.handler("numbered", Long.class)
                .sequence(lead -> "shop", lead -> 0L, lead -> lead)
                .register();
        List.of(1L, 2L, 5_000_002L, 5_000_004L).forEach(numbered.consumer(lead -> {}));
        pilot.settle();
        assertThat(pilot).handler("numbered").lawHolds().seen(4).dropped(1).missing("shop", 5_000_003L);
        assertThat(pilot.snapshot().handler("numbered").ledger().undetermined()).isEqualTo(4_999_999L);
        numbered.consumer(lead -> {}).accept(77L);
        assertThat(pilot).handler("numbered").lawHolds().seen(5).dropped(1);
    }

    @Test
    void jumpOfAMillion_isStillALoss() {
        Handler<Long> numbered = pilot.handler("numbered", Long.class)
                .sequence(lead -> "shop", lead -> 0L, lead -> lead)
                .register();
        List.of(1L, 1_000_001L, 2_000_002L).forEach(numbered.consumer(lead -> {}));
        pilot.settle();
        assertThat(pilot).handler("numbered").lawHolds().seen(3).dropped(999_999);
        assertThat(pilot.snapshot().handler("numbered").ledger().undetermined()).isEqualTo(1_000_000);
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullsWhileRecording_areCounted_notThrown() {
        handler.start("a").failure(null);
        handler.start("b").outcome(null);
        handler.batch((leads, report) -> report.failed(0, null)).accept(List.of("c"));
        handler.malformed(null);
        handler.malformed("not_json", null, 0, 1);
        handler.refused("d", null);
        handler.announce(null, 0, 1);
        assertThat(pilot)
                .handler("lead")
                .lawHolds()
                .received(6)
                .failed(3)
                .malformed(2)
                .refused(1)
                .seen(0)
                .instrumentationErrors(1);
    }

    @Test
    void joinMidStream_earlierNumbers_keepTheSourceLaw() {
        Handler<Long> numbered = pilot.handler("numbered", Long.class)
                .sequence(lead -> "shop", lead -> 0L, lead -> lead)
                .joinMidStream()
                .register();
        List.of(50L, 53L, 49L, 48L, 51L).forEach(numbered.consumer(lead -> {}));
        pilot.settle();
        assertThat(pilot).handler("numbered").lawHolds().dropped(1).missing("shop", 52L);
    }

    @Test
    void options_givenTwice_failAtThatLine() {
        var function = handler.function(lead -> 1).whenDuplicate(lead -> 2).whenMalformed(lead -> 3);
        assertThatThrownBy(() -> function.whenDuplicate(lead -> 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("whenDuplicate was set before");
        assertThatThrownBy(() -> function.whenMalformed(lead -> 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("whenMalformed was set before");
        assertThatThrownBy(() -> function.outcome(r -> Outcome.SUCCESS).outcome(r -> Outcome.CLIENT_ERROR))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outcome was set before");
        assertThatThrownBy(() -> pilot.handler("a", String.class)
                        .duplicatesWithin(Duration.ofMinutes(1))
                        .duplicatesWithin(Duration.ofMinutes(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT1M");
        assertThatThrownBy(() -> pilot.handler("a", String.class).firstNumber(0).joinMidStream())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pilot.handler("lead", String.class).register())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lead");
    }

    @Test
    void fallbacks_ofBothKinds_answerForWhatIsSkipped() {
        var function =
                handler.function(lead -> "code").whenDuplicate(lead -> "again").whenMalformed(lead -> "bad");
        assertThat(List.of("a", "a", "").stream().map(function).toList()).containsExactly("code", "again", "bad");
        assertThat(pilot).handler("lead").lawHolds().received(3).calls(1).passedOn(Disposition.DUPLICATE, 0);
    }

    /** An id whose code fails once its first delivery is under way. */
    private static final class FragileId {
        private boolean broken;

        @Override
        public int hashCode() {
            if (broken) {
                throw new IllegalStateException("fragile");
            }
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    @Test
    void idThatThrowsWhenItIsForgotten_disturbsNothing_andIsCounted() {
        FragileId id = new FragileId();
        Handler<FragileId> fragile =
                pilot.handler("fragile", FragileId.class).id(lead -> lead).register();
        RuntimeException yours = new IllegalArgumentException();
        assertThat(catchThrowable(() -> fragile.run(id, lead -> {
                    id.broken = true;
                    throw yours;
                })))
                .isSameAs(yours);
        assertThat(pilot).handler("fragile").lawHolds().failed(1).instrumentationErrors(1);
        id.broken = false;
    }

    @Test
    void idThatExpiredInFlight_thenFails_forgetsNoSuccessor() {
        Tracking slow = handler.start("a");
        clock.advance(Duration.ofMinutes(11));
        Tracking successor = handler.start("a");
        slow.failure(new IllegalStateException());
        handler.consumer(delivered::add).accept("a");
        successor.success();
        assertThat(pilot).handler("lead").lawHolds().failed(1).processed(1).duplicates(1);
    }

    @Test
    void idThatExpiresInFlight_isCounted_andSettlesNothing() {
        Tracking slow = handler.start("a");
        clock.advance(Duration.ofMinutes(11));
        Tracking second = handler.start("a");
        slow.success();
        handler.consumer(delivered::add).skipDuplicates().accept("a");
        assertThat(delivered).containsExactly("a");
        second.failure(new IllegalStateException());
        handler.consumer(delivered::add).skipDuplicates().accept("a");
        assertThat(delivered).containsExactly("a", "a");
        assertThat(pilot).handler("lead").lawHolds().processed(2).failed(1).duplicates(1);
        assertThat(pilot.snapshot().handler("lead").counts().get(Counts.IDS_EXPIRED_IN_FLIGHT))
                .isEqualTo(1);
    }
}
