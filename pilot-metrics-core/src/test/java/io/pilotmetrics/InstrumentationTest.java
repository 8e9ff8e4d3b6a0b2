// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.annotation.EventId;
import io.pilotmetrics.annotation.LatencyObjective;
import io.pilotmetrics.annotation.Tracked;
import io.pilotmetrics.objective.Objectives;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.Outcome;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstrumentationTest {

    private final PilotMetrics pilot = PilotMetrics.create("p");

    @AfterEach
    void close() {
        pilot.close();
    }

    public record Lead(String id) {}

    public interface Leads {
        String onLead(Lead lead) throws IOException;

        CompletableFuture<String> later(Lead lead);

        void ping();

        default String untouched() {
            return "plain";
        }
    }

    static class Listener implements Leads {
        final CompletableFuture<String> promise = new CompletableFuture<>();

        @Override
        @Tracked("lead.ingest")
        @LatencyObjective(percentile = 95, millis = 200)
        public String onLead(@EventId("id") Lead lead) throws IOException {
            if (lead.id().isEmpty()) {
                throw new IOException("empty");
            }
            return "saved " + lead.id();
        }

        @Override
        @Tracked("lead.later")
        public CompletableFuture<String> later(Lead lead) {
            return promise;
        }

        @Override
        @Tracked("ping")
        public void ping() {}
    }

    private final Listener target = new Listener();
    private final Leads tracked = pilot.instrument(Leads.class, target);

    @Test
    void instrument_countsEventsWithTheirIds() throws IOException {
        assertThat(tracked.onLead(new Lead("a"))).isEqualTo("saved a");
        tracked.onLead(new Lead("a"));
        var leads = pilot.snapshot().handler("lead.ingest");
        assertThat(leads.count(Disposition.PROCESSED)).isEqualTo(1);
        assertThat(leads.count(Disposition.DUPLICATE)).isEqualTo(1);
        assertThat(leads.latency().thresholds()).hasSize(1);
        assertThat(pilot.snapshot().objectives())
                .singleElement()
                .satisfies(o -> assertThat(o.text()).isEqualTo("lead.ingest latency p95 <= 200 ms"));
    }

    @Test
    void instrument_checkedException_passesThrough() {
        assertThatThrownBy(() -> tracked.onLead(new Lead("")))
                .isInstanceOf(IOException.class)
                .hasMessage("empty");
        assertThat(pilot.snapshot().handler("lead.ingest").count(Disposition.FAILED))
                .isEqualTo(1);
    }

    @Test
    void instrument_stage_endsWithIt() {
        assertThat(tracked.later(new Lead("a"))).isSameAs(target.promise);
        assertThat(pilot.snapshot().handler("lead.later").inFlight()).isEqualTo(1);
        target.promise.complete("done");
        assertThat(pilot.snapshot().handler("lead.later").count(Disposition.PROCESSED))
                .isEqualTo(1);
    }

    @Test
    void instrument_methodWithoutEvent_isAnOperation() {
        tracked.ping();
        assertThat(pilot.snapshot().operation("ping").count(Outcome.SUCCESS)).isEqualTo(1);
    }

    @Test
    void instrument_otherMethods_goThrough() {
        assertThat(tracked.untouched()).isEqualTo("plain");
        assertThat(tracked.equals(target)).isFalse();
        assertThat(java.util.Set.of(tracked)).contains(tracked);
        assertThat(tracked).hasToString("tracked " + target);
        assertThat(tracked.hashCode()).isEqualTo(System.identityHashCode(tracked));
    }

    public interface Untimeable {
        Future<String> later(Lead lead);

        Flow.Publisher<String> stream(Lead lead);

        void now(Lead lead);
    }

    public static class UntimeableListener implements Untimeable {
        @Override
        @Tracked("u.later")
        public Future<String> later(Lead lead) {
            return CompletableFuture.completedFuture("done");
        }

        @Override
        @Tracked("u.stream")
        public Flow.Publisher<String> stream(Lead lead) {
            return subscriber -> {};
        }

        @Override
        @Tracked("u.now")
        public void now(Lead lead) {}
    }

    @Test
    void instrument_futureOrPublisher_goesThroughUnmeasured_withOneWarning_andTheRestIsMeasured() throws Exception {
        List<String> warnings = new ArrayList<>();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord warning) {
                warnings.add(warning.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(PilotMetrics.class.getName());
        logger.addHandler(listening);
        try {
            Untimeable untimeable = pilot.instrument(Untimeable.class, new UntimeableListener());
            assertThat(untimeable.later(new Lead("a")).get()).isEqualTo("done");
            untimeable.stream(new Lead("a"));
            untimeable.now(new Lead("a"));
            untimeable.now(new Lead("b"));
        } finally {
            logger.removeHandler(listening);
        }
        assertThat(pilot.snapshot().handlers()).containsKey("u.now").doesNotContainKeys("u.later", "u.stream");
        assertThat(pilot.snapshot().handler("u.now").received()).isEqualTo(2);
        assertThat(warnings)
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).contains("Return a CompletionStage"))
                .anySatisfy(warning -> assertThat(warning).contains("later("))
                .anySatisfy(warning -> assertThat(warning).contains("stream("));
    }

    interface Hidden {
        void on(Lead lead);
    }

    static class HiddenListener implements Hidden {
        @Override
        @Tracked("hidden")
        public void on(Lead lead) {}
    }

    @Test
    void instrument_hiddenInterface_saysTheMend_andTheMendWorks() {
        assertThatThrownBy(() -> pilot.instrument(Hidden.class, new HiddenListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pilot.instrument(MethodHandles.lookup(), Hidden.class, …)");
        pilot.instrument(MethodHandles.lookup(), Hidden.class, new HiddenListener())
                .on(new Lead("a"));
        assertThat(pilot.snapshot().handler("hidden").received()).isEqualTo(1);
    }

    interface Generic<E> {
        void on(E event);
    }

    static class GenericListener implements Generic<Lead> {
        @Override
        @Tracked("generic")
        public void on(@EventId("id") Lead lead) {}
    }

    @Test
    @SuppressWarnings("unchecked")
    void instrument_genericInterface_findsTheAnnotationsBehindItsBridge() {
        Generic<Lead> generic = pilot.instrument(MethodHandles.lookup(), Generic.class, new GenericListener());
        generic.on(new Lead("a"));
        generic.on(new Lead("a"));
        assertThat(pilot.snapshot().handler("generic").count(Disposition.DUPLICATE))
                .isEqualTo(1);
    }

    static class Vip {}

    static class RareVip extends Vip {}

    interface Answers<E, A> {
        A on(E event);
    }

    static class Overloaded implements Answers<Vip, Object> {
        @Tracked("overload.narrow")
        public String on(RareVip rare) {
            return "not behind the interface";
        }

        @Override
        @Tracked("overload.behind")
        public String on(Vip vip) {
            return "behind the interface";
        }

        @Tracked("overload.other")
        public Integer on(Integer number) {
            return number;
        }
    }

    @SuppressWarnings("unchecked")
    private <E, A> Answers<E, A> answers(Answers<E, A> target) {
        return pilot.instrument(MethodHandles.lookup(), Answers.class, target);
    }

    @Test
    void instrument_overloadsBehindAGenericInterface_takesTheOneThatItsBridgeCalls() {
        assertThat(answers(new Overloaded()).on(new RareVip())).isEqualTo("behind the interface");
        assertThat(pilot.snapshot().handlers())
                .containsKey("overload.behind")
                .doesNotContainKeys("overload.narrow", "overload.other");
    }

    static class Base {
        @Tracked("inherited")
        public String on(@EventId("id") Lead lead) {
            return lead.id();
        }
    }

    static class Inheriting extends Base implements Answers<Lead, String> {}

    @Test
    void instrument_bridgeToAnInheritedMethod_findsItsAnnotations() {
        Answers<Lead, String> tracked = answers(new Inheriting());
        tracked.on(new Lead("a"));
        tracked.on(new Lead("a"));
        assertThat(pilot.snapshot().handler("inherited").count(Disposition.DUPLICATE))
                .isEqualTo(1);
    }

    static class Later implements Answers<Lead, CompletableFuture<String>> {
        final CompletableFuture<String> promise = new CompletableFuture<>();

        @Override
        @Tracked("behind.stage")
        public CompletableFuture<String> on(Lead lead) {
            return promise;
        }
    }

    @Test
    void instrument_stageBehindAGenericInterface_endsWithIt() {
        Later later = new Later();
        assertThat(answers(later).on(new Lead("a"))).isSameAs(later.promise);
        assertThat(pilot.snapshot().handler("behind.stage").inFlight()).isEqualTo(1);
        later.promise.completeExceptionally(new IOException("late"));
        assertThat(pilot.snapshot().handler("behind.stage").count(Disposition.FAILED))
                .isEqualTo(1);
    }

    public interface Undecided {
        @Tracked("undecided.on")
        @Nullable
        Object on(Lead lead);

        @Tracked("undecided.ask")
        @Nullable
        Object ask(int one, int two);
    }

    static class UndecidedListener implements Undecided {
        @Nullable
        Object answer;

        @Override
        public @Nullable Object on(Lead lead) {
            return answer;
        }

        @Override
        public @Nullable Object ask(int one, int two) {
            return answer;
        }
    }

    @Test
    void instrument_valueThatIsAStage_whateverTheType_endsWithIt() {
        UndecidedListener listener = new UndecidedListener();
        CompletableFuture<String> promise = new CompletableFuture<>();
        listener.answer = promise;
        Undecided undecided = pilot.instrument(Undecided.class, listener);
        assertThat(undecided.on(new Lead("a"))).isSameAs(promise);
        assertThat(undecided.ask(1, 2)).isSameAs(promise);
        assertThat(pilot.snapshot().handler("undecided.on").inFlight()).isEqualTo(1);
        assertThat(pilot.snapshot().operation("undecided.ask").callsEnded()).isZero();
        promise.cancel(false);
        assertThat(pilot.snapshot().handler("undecided.on").count(Outcome.CANCELLED))
                .isEqualTo(1);
        assertThat(pilot.snapshot().operation("undecided.ask").count(Outcome.CANCELLED))
                .isEqualTo(1);
    }

    @Test
    void instrument_valueThatIsNoStage_endsAtOnce_asDoesNull() {
        UndecidedListener listener = new UndecidedListener();
        Undecided undecided = pilot.instrument(Undecided.class, listener);
        assertThat(undecided.on(new Lead("a"))).isNull();
        listener.answer = "text";
        assertThat(undecided.on(new Lead("b"))).isEqualTo("text");
        assertThat(undecided.ask(1, 2)).isEqualTo("text");
        assertThat(pilot.snapshot().handler("undecided.on").count(Outcome.SUCCESS))
                .isEqualTo(2);
        assertThat(pilot.snapshot().operation("undecided.ask").count(Outcome.SUCCESS))
                .isEqualTo(1);
    }

    static class Streaming implements Answers<Lead, Flow.Publisher<String>> {
        @Override
        @Tracked("behind.publisher")
        public Flow.Publisher<String> on(Lead lead) {
            return subscriber -> {};
        }
    }

    @Test
    void instrument_publisherBehindAGenericInterface_goesThroughUnmeasured() {
        assertThat(answers(new Streaming()).on(new Lead("a"))).isNotNull();
        assertThat(pilot.snapshot().handlers()).doesNotContainKey("behind.publisher");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void instrument_targetOfAnotherType_isRefused() {
        Class raw = Leads.class;
        assertThatThrownBy(() -> pilot.instrument(raw, "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a target that implements " + Leads.class.getName())
                .hasMessageContaining("java.lang.String does not");
    }

    static class Undeclaring implements Answers<Lead, String> {
        @Override
        @Tracked("undeclared")
        public String on(Lead lead) {
            Undeclaring.<RuntimeException>undeclared(new IOException("sneaky"));
            return lead.id();
        }

        @SuppressWarnings("unchecked")
        private static <X extends Exception> void undeclared(Exception checked) throws X {
            throw (X) checked;
        }
    }

    @Test
    void instrument_undeclaredCheckedException_isCountedByItsType_andReachesTheCallerWrapped() {
        Answers<Lead, String> undeclaring = answers(new Undeclaring());
        assertThatThrownBy(() -> undeclaring.on(new Lead("a")))
                .isInstanceOf(UndeclaredThrowableException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(pilot.snapshot().handler("undeclared").exceptions()).containsEntry(IOException.class.getName(), 1L);
    }

    public interface Wrong {
        void on(@EventId("nope") Lead lead);
    }

    public static class WrongListener implements Wrong {
        @Override
        @Tracked("wrong")
        public void on(Lead lead) {}
    }

    @Test
    void instrument_badUse_saysTheMend() {
        assertThatThrownBy(() -> pilot.instrument(Wrong.class, new WrongListener()))
                .hasMessageContaining("has neither nope() nor getNope()");
        assertThatThrownBy(() -> pilot.instrument(Listener.class, target)).hasMessageContaining("needs an interface");
        assertThatThrownBy(() -> pilot.instrument(Runnable.class, () -> {})).hasMessageContaining("annotate one");
    }

    @Test
    void instrument_twice_sharesTheHandler_andTheObjective() throws IOException {
        Leads second = pilot.instrument(Leads.class, new Listener());
        tracked.onLead(new Lead("a"));
        second.onLead(new Lead("a"));
        second.ping();
        var leads = pilot.snapshot().handler("lead.ingest");
        assertThat(leads.received()).isEqualTo(2);
        assertThat(leads.count(Disposition.DUPLICATE)).isEqualTo(1);
        assertThat(pilot.snapshot().objectives()).hasSize(1);
    }

    /** Holds whoever makes an account until a second one does too; in vain, where they have to take turns. */
    static final class MeetingClock implements PilotClock {
        private final CyclicBarrier two = new CyclicBarrier(2);

        @Override
        public long nanos() {
            try {
                two.await(100, TimeUnit.MILLISECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                return 0; // the other is kept away, and from now on nobody waits
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return 0;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }

        @Override
        public Ticker every(Duration period, Runnable task) {
            return () -> {};
        }
    }

    @Test
    void instrument_onTwoThreadsAtOnce_bothCountOnOneHandler() {
        try (PilotMetrics shared =
                PilotMetrics.builder("shared").clock(new MeetingClock()).build()) {
            Runnable consumer =
                    () -> shared.instrument(Pair.class, new PairListener()).first(new Lead("a"));
            CompletableFuture<?> other = CompletableFuture.runAsync(consumer);
            consumer.run();
            other.join();
            assertThat(shared.snapshot().handler("pair").received()).isEqualTo(2);
        }
    }

    static class StricterListener extends Listener {
        @Override
        @Tracked("lead.ingest")
        @LatencyObjective(percentile = 95, millis = 100)
        public String onLead(@EventId("id") Lead lead) {
            return "strict";
        }

        @Override
        @Tracked("stricter.ping")
        public void ping() {}
    }

    @Test
    void instrument_anotherDeclarationOfTheSameName_namesBothAndTheMend_andRegistersNothing() {
        assertThatThrownBy(() -> pilot.instrument(Leads.class, new StricterListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@Tracked(\"lead.ingest\")")
                .hasMessageContaining("$Listener.onLead(Lead)")
                .hasMessageContaining("latency p95 <= 200 ms")
                .hasMessageContaining("$StricterListener.onLead(Lead)")
                .hasMessageContaining("latency p95 <= 100 ms")
                .hasMessageContaining("another name");
        assertThat(pilot.snapshot().operations()).doesNotContainKey("stricter.ping");
    }

    public interface Pair {
        @Tracked("pair")
        void first(@EventId("id") Lead lead);

        @Tracked("pair")
        void second(@EventId("id") Lead lead);
    }

    static class PairListener implements Pair {
        @Override
        public void first(Lead lead) {}

        @Override
        public void second(Lead lead) {}
    }

    public interface UnequalPair {
        @Tracked("unequal")
        void first(@EventId("id") Lead lead);

        @Tracked("unequal")
        void second(Lead lead);

        @Tracked("unequal.other")
        void third(Lead lead);
    }

    static class UnequalListener implements UnequalPair {
        @Override
        public void first(Lead lead) {}

        @Override
        public void second(Lead lead) {}

        @Override
        public void third(Lead lead) {}
    }

    public interface UnequalOperations {
        @Tracked("unequal.operation")
        @LatencyObjective(millis = 10)
        void first();

        @Tracked("unequal.operation")
        void second();
    }

    static class UnequalOperationsListener implements UnequalOperations {
        @Override
        public void first() {}

        @Override
        public void second() {}
    }

    @Test
    void instrument_twoMethodsOfOneName_shareTheHandler() {
        Pair pair = pilot.instrument(Pair.class, new PairListener());
        pair.first(new Lead("a"));
        pair.second(new Lead("a"));
        assertThat(pilot.snapshot().handler("pair").count(Disposition.DUPLICATE))
                .isEqualTo(1);
    }

    @Test
    void instrument_twoUnequalMethodsOfOneName_areRefused_andNothingIsRegistered() {
        assertThatThrownBy(() -> pilot.instrument(UnequalPair.class, new UnequalListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$UnequalListener.first(Lead)")
                .hasMessageContaining("$UnequalListener.second(Lead)");
        assertThatThrownBy(() -> pilot.instrument(UnequalOperations.class, new UnequalOperationsListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two methods have @Tracked(\"unequal.operation\")");
        assertThat(pilot.snapshot().handlers()).doesNotContainKeys("unequal", "unequal.other");
        assertThat(pilot.snapshot().operations()).doesNotContainKey("unequal.operation");
    }

    @Test
    void instrument_operationKnownWithOtherObjectives_isRefused_withEqualOnes_isShared() {
        Objective objective = Objectives.latency().p95().atMost(Duration.ofMillis(10));
        pilot.operation("unequal.operation", objective);
        UnequalOperations shared = pilot.instrument(UnequalOperations.class, new UnequalOperationsListener());
        shared.first();
        shared.second();
        assertThat(pilot.snapshot().operation("unequal.operation").callsEnded()).isEqualTo(2);
        PilotMetrics other = PilotMetrics.create("other");
        other.operation("unequal.operation");
        assertThatThrownBy(() -> other.instrument(UnequalOperations.class, new UnequalOperationsListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pilot \"other\" has an operation \"unequal.operation\" already");
        other.close();
    }

    public interface NarrowLeads extends Answers<Lead, String> {
        @Override
        @Tracked("narrow")
        String on(@EventId("id") Lead lead);
    }

    static class NarrowListener implements NarrowLeads {
        @Override
        public String on(Lead lead) {
            return lead.id();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void instrument_interfaceThatNarrowsAGenericOne_countsBothWaysOfCallingOnOneHandler() {
        NarrowLeads narrow = pilot.instrument(NarrowLeads.class, new NarrowListener());
        narrow.on(new Lead("a"));
        ((Answers<Object, Object>) (Answers<?, ?>) narrow).on(new Lead("a"));
        assertThat(pilot.snapshot().handler("narrow").received()).isEqualTo(2);
        assertThat(pilot.snapshot().handler("narrow").count(Disposition.DUPLICATE))
                .isEqualTo(1);
        NarrowLeads lambda = pilot.instrument(NarrowLeads.class, lead -> "lambda");
        assertThat(((Answers<Object, Object>) (Answers<?, ?>) lambda).on(new Lead("b")))
                .isEqualTo("lambda");
        assertThat(pilot.snapshot().handler("narrow").received()).isEqualTo(3);
    }

    @Test
    void instrument_handlerOfABuilder_isUsedWhereTheMethodAsksNothingAndItsEventFits() {
        pilot.handler("untyped", Object.class).register();
        pilot.instrument(MethodHandles.lookup(), Untyped.class, new UntypedListener())
                .on(new Lead("a"));
        assertThat(pilot.snapshot().handler("untyped").received()).isEqualTo(1);
    }

    @Test
    void instrument_handlerOfABuilder_forAnotherType_isRefusedWithBothTypes() {
        pilot.handler("untyped", String.class).register();
        assertThatThrownBy(() -> pilot.instrument(MethodHandles.lookup(), Untyped.class, new UntypedListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a handler \"untyped\" already, for events of java.lang.String")
                .hasMessageContaining("is a " + Lead.class.getName());
    }

    @Test
    void instrument_handlerOfABuilder_whereTheMethodAsksForMore_isRefused() {
        pilot.handler("pair", Lead.class).register();
        assertThatThrownBy(() -> pilot.instrument(Pair.class, new PairListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take @EventId and @LatencyObjective off");
    }

    interface Untyped {
        void on(Lead lead);
    }

    static class UntypedListener implements Untyped {
        @Override
        @Tracked("untyped")
        public void on(Lead lead) {}
    }

    public interface Count {
        @Tracked("primitive")
        void on(@EventId long number);
    }

    @Test
    void instrument_primitiveEvent_fitsAHandlerOfItsBox() {
        Count count = number -> {};
        Count first = pilot.instrument(Count.class, count);
        first.on(1);
        first.on(1);
        assertThat(pilot.snapshot().handler("primitive").count(Disposition.DUPLICATE))
                .isEqualTo(1);
    }

    public sealed interface Sealed permits SealedListener {
        @Tracked("sealed")
        void on(Lead lead);
    }

    static final class SealedListener implements Sealed {
        @Override
        public void on(Lead lead) {}
    }

    @Test
    void instrument_sealedInterface_isRefused_andNothingIsRegistered() {
        assertThatThrownBy(() -> pilot.instrument(Sealed.class, new SealedListener()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("instrument cannot make another implementation of " + Sealed.class.getName());
        assertThat(pilot.snapshot().handlers()).doesNotContainKey("sealed");
    }

    @SuppressWarnings("unused")
    public record Odd(String id) {
        public static String fixed() {
            return "same for all";
        }

        public void nothing() {}

        private String secret() {
            return id;
        }
    }

    public interface StaticId {
        @Tracked("odd")
        void on(@EventId("fixed") Odd odd);
    }

    public interface VoidId {
        @Tracked("odd")
        void on(@EventId("nothing") Odd odd);
    }

    public interface SecretId {
        @Tracked("odd")
        void on(@EventId("secret") Odd odd);
    }

    public interface TwoIds {
        @Tracked("odd")
        void on(@EventId("id") Odd odd, @EventId Lead lead);
    }

    public interface Blank {
        @Tracked(" ")
        void on(Odd odd);
    }

    @Test
    void instrument_idThatCannotBeRead_saysTheMend() {
        StaticId fixed = odd -> {};
        VoidId nothing = odd -> {};
        SecretId secret = odd -> {};
        TwoIds two = (odd, lead) -> {};
        Blank blank = odd -> {};
        assertRefused(StaticId.class, fixed, "Odd.fixed() is static; name a method of the event itself");
        assertRefused(VoidId.class, nothing, "Odd.nothing() returns nothing; name a method that returns the id");
        assertRefused(SecretId.class, secret, "Odd.secret() cannot be called from");
        assertRefused(SecretId.class, secret, "pilot.instrument(MethodHandles.lookup(), …)");
        assertRefused(TwoIds.class, two, "@EventId is on 2 parameters");
        assertRefused(Blank.class, blank, "needs a name that is not blank");
        assertThat(pilot.snapshot().handlers()).doesNotContainKey("odd");
    }

    private <T> void assertRefused(Class<T> type, T target, String message) {
        assertThatThrownBy(() -> pilot.instrument(type, target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void instrument_privateId_isReadWithTheLookupOfAClassThatMay() {
        SecretId secret = odd -> {};
        SecretId tracked = pilot.instrument(MethodHandles.lookup(), SecretId.class, secret);
        tracked.on(new Odd("a"));
        tracked.on(new Odd("a"));
        assertThat(pilot.snapshot().handler("odd").count(Disposition.DUPLICATE)).isEqualTo(1);
    }
}
