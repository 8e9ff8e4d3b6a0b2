// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.objective.Objectives.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.quarantine.Redaction;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HandlerBuilderTest {

    private final PilotMetrics pilot = PilotMetrics.create("p");
    private final HandlerBuilder<String> builder = pilot.handler("h", String.class);

    @AfterEach
    void close() {
        pilot.close();
    }

    @Test
    void duplicatesWithin_badOrTwice_failsAtThatLine() {
        assertThatThrownBy(() -> builder.duplicatesWithin(Duration.ofSeconds(-1)))
                .hasMessage("handler \"h\": duplicatesWithin needs a duration above zero, got PT-1S;"
                        + " write for example Duration.ofMinutes(10)");
        builder.duplicatesWithin(Duration.ofMinutes(1));
        assertThatThrownBy(() -> builder.duplicatesWithin(Duration.ofMinutes(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("handler \"h\": duplicatesWithin was set before, to PT1M; set it once");
    }

    @Test
    void firstNumber_andJoinMidStream_excludeEachOtherAndBothAreNamed() {
        builder.firstNumber(0);
        assertThatThrownBy(builder::joinMidStream)
                .hasMessage(
                        "handler \"h\": joinMidStream() and firstNumber(0) exclude each other; leave one of them out");
        assertThatThrownBy(
                        () -> pilot.handler("g", String.class).joinMidStream().firstNumber(3))
                .hasMessage(
                        "handler \"g\": firstNumber(3) and joinMidStream() exclude each other; leave one of them out");
    }

    @Test
    void numbersAndTimes_outsideTheirBounds_sayWhatToWrite() {
        assertThatThrownBy(() -> builder.maxIds(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handler \"h\": maxIds needs 1 to 1000000000, got 0; write for example maxIds(1_000_000),"
                        + " which takes 8 MB");
        assertThatThrownBy(() -> builder.maxIds(2_000_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handler \"h\": maxIds needs 1 to 1000000000, got 2000000000, which would take"
                        + " 16000000000 bytes; write for example maxIds(1_000_000), which takes 8 MB");
        assertThatThrownBy(() -> builder.lateAfter(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handler \"h\": lateAfter needs zero or more, got PT-0.000000001S;"
                        + " write for example Duration.ofMinutes(1)");
        assertThatThrownBy(() -> builder.grace(Duration.ofSeconds(-2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handler \"h\": grace needs zero or more, got PT-2S;"
                        + " write for example Duration.ofSeconds(30)");
        assertThatThrownBy(() -> builder.firstNumber(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("handler \"h\": firstNumber needs 0 or more, got -1;"
                        + " write the number that each epoch begins with, for example firstNumber(1)");
    }

    @Test
    void settings_givenTwice_areRefused() {
        builder.conversion(e -> null).exactIds().quarantine(Redaction.byDefault());
        assertThatThrownBy(() -> builder.conversion(e -> null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("handler \"h\": its conversion was set before; an event brings one conversion");
        assertThatThrownBy(builder::exactIds)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("handler \"h\": exactIds was set before, to true; set it once");
        assertThatThrownBy(() -> builder.quarantine(Redaction.byDefault()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("handler \"h\": quarantine was set before, to Redaction[shows []]; set it once");
    }

    static Stream<Arguments> settingsOfNothing() {
        String id = "needs ids to remember; say with id(…) or longId(…) what an event's id is";
        String sequence = "needs numbers; say with sequence(…) how events are numbered";
        return Stream.of(
                setting("maxIds(5) " + id, b -> b.maxIds(5)),
                setting("duplicatesWithin(PT1M) " + id, b -> b.duplicatesWithin(Duration.ofMinutes(1))),
                setting("exactIds() " + id, HandlerBuilder::exactIds),
                setting("firstNumber(0) " + sequence, b -> b.firstNumber(0)),
                setting("joinMidStream() " + sequence, HandlerBuilder::joinMidStream),
                setting("grace(PT1S) " + sequence, b -> b.grace(Duration.ofSeconds(1))));
    }

    private static Arguments setting(String message, Function<HandlerBuilder<String>, HandlerBuilder<String>> setting) {
        return Arguments.of(message, setting);
    }

    /** What would be passed over in silence is most likely a line that is missing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("settingsOfNothing")
    void register_withASettingOfNothing_saysWhatIsMissing(
            String message, Function<HandlerBuilder<String>, HandlerBuilder<String>> setting) {
        HandlerBuilder<String> set = setting.apply(builder);
        assertThatThrownBy(set::register)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("handler \"h\": " + message);
    }

    @Test
    void id_twice_isRefused() {
        builder.id(e -> e);
        assertThatThrownBy(() -> builder.longId(String::length)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void malformedIf_sameNameTwice_isRefused() {
        builder.malformedIf("empty", String::isEmpty);
        assertThatThrownBy(() -> builder.malformedIf("empty", String::isBlank))
                .hasMessageContaining("a malformed rule \"empty\" already");
    }

    @Test
    void register_sameNameTwice_isRefused() {
        builder.register();
        assertThatThrownBy(() -> pilot.handler("h", String.class).register())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pilot \"p\" has a handler \"h\" already");
    }

    @Test
    void register_afterClose_isRefused() {
        pilot.close();
        assertThatThrownBy(builder::register).hasMessageContaining("is closed");
    }

    @Test
    void names_blank_areRefused() {
        assertThatThrownBy(() -> PilotMetrics.create(" ")).hasMessageContaining("not blank");
        assertThatThrownBy(() -> pilot.handler("", String.class)).hasMessageContaining("not blank");
    }

    @Test
    void names_thatWouldBreakALine_areRefused() {
        assertThatThrownBy(() -> pilot.handler("a\nb", String.class)).hasMessageContaining("no control characters");
        assertThatThrownBy(() -> PilotMetrics.builder("p").instance("")).hasMessageContaining("not blank");
        assertThatThrownBy(() -> builder.malformedIf(" ", String::isEmpty)).hasMessageContaining("not blank");
        assertThatThrownBy(() -> builder.refusedOn("", Exception.class)).hasMessageContaining("not blank");
    }

    @Test
    void pilotBuilder_usedTwice_isRefused() {
        PilotBuilder used = PilotMetrics.builder("p");
        used.build().close();
        assertThatThrownBy(used::build).hasMessageContaining("was built before");
        assertThatThrownBy(() -> used.instance("i")).hasMessageContaining("was built before");
    }

    @Test
    void durations_beyondWhatANumberHolds_areTheLongestThatThereIs() {
        pilot.handler("long", String.class)
                .id(e -> e)
                .duplicatesWithin(Duration.ofSeconds(Long.MAX_VALUE))
                .sequence(e -> e, e -> 1)
                .grace(Duration.ofSeconds(Long.MAX_VALUE))
                .objective(latency().p95().atMost(Duration.ofSeconds(Long.MAX_VALUE)))
                .register()
                .consumer(e -> {})
                .accept("a");
        assertThat(pilot.awaitRest(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(pilot.snapshot().handler("long").latency().threshold(Long.MAX_VALUE))
                .isPresent();
    }

    @Test
    void objective_latencyOfThePilot_saysWhereItBelongs() {
        assertThatThrownBy(() -> pilot.objective(latency().p95().atMost(Duration.ofMillis(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it to a handler with .objective(…)");
    }
}
