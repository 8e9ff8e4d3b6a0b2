// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.objective.Objectives.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
                .hasMessage("handler \"h\": joinMidStream() and firstNumber(0) exclude each other");
        assertThatThrownBy(
                        () -> pilot.handler("g", String.class).joinMidStream().firstNumber(3))
                .hasMessage("handler \"g\": firstNumber(3) and joinMidStream() exclude each other");
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
