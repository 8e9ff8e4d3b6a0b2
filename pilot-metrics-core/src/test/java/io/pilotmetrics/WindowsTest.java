// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private final ManualTime time = new ManualTime();
    private final PilotMetrics pilot = PilotMetrics.builder("p").clock(time).build();
    private final Handler<String> handler = pilot.handler("h", String.class).register();

    @AfterEach
    void close() {
        pilot.close();
    }

    private void event(long millis) {
        handler.run("e", e -> time.pass(ofMillis(millis)));
    }

    @Test
    void last_beforeTheFirstTick_coversWhatHasPassed() {
        event(20);
        HandlerSnapshot minute = handler.snapshot().last(ofMinutes(1));
        assertThat(minute.received()).isEqualTo(1);
        assertThat(minute.span()).isEqualTo(ofMillis(20));
    }

    @Test
    void last_afterTwoMinutes_forgetsTheFirst() {
        event(20);
        time.seconds(90);
        event(40);
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.received()).isEqualTo(2);
        assertThat(snapshot.last(ofMinutes(1)).received()).isEqualTo(1);
        assertThat(snapshot.last(ofMinutes(1)).latency().count()).isEqualTo(1);
        assertThat(snapshot.last(ofMinutes(1)).span()).isBetween(ofSeconds(59), ofSeconds(60));
        assertThat(snapshot.last(ofMinutes(5)).received()).isEqualTo(2);
        assertThat(snapshot.last(ofMinutes(5)).span()).isEqualTo(snapshot.span());
    }

    @Test
    void last_afterTenMinutes_keepsFiveOnly() {
        event(20);
        time.seconds(600);
        event(20);
        HandlerSnapshot five = handler.snapshot().last(ofMinutes(5));
        assertThat(five.received()).isEqualTo(1);
        assertThat(five.span()).isBetween(ofSeconds(299), ofSeconds(300));
        assertThat(handler.snapshot().received()).isEqualTo(2);
    }

    @Test
    void last_maximum_isTheBoundOfItsHighestBucketAndSaysSo() {
        event(500);
        time.seconds(70);
        event(40);
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.latency().max()).isEqualTo(ofMillis(500));
        assertThat(snapshot.latency().extremesExact()).isTrue();
        var minute = snapshot.last(ofMinutes(1)).latency();
        assertThat(minute.extremesExact()).isFalse();
        assertThat(minute.max()).isBetween(ofMillis(40), ofMillis(41));
        assertThat(minute.p50()).isBetween(ofMillis(39), ofMillis(41));
    }

    @Test
    void last_eventInFlightAtItsStart_balances() {
        Tracking long_ = handler.start("slow");
        time.seconds(90);
        long_.success();
        HandlerSnapshot minute = handler.snapshot().last(ofMinutes(1));
        assertThat(minute.received()).isZero();
        assertThat(minute.inFlightAtStart()).isEqualTo(1);
        assertThat(minute.count(Disposition.PROCESSED)).isEqualTo(1);
        assertThat(minute.inFlight()).isZero();
        assertThat(minute.rate(Disposition.PROCESSED).value()).isEqualTo(1.0);
    }

    @Test
    void last_operationRunningAtItsStart_balances() {
        Operation operation = pilot.operation("o");
        operation.runnable(() -> time.seconds(90)).run();
        assertThat(operation.snapshot().last(ofMinutes(1)).inFlight()).isZero();
        assertThat(operation.snapshot().last(ofMinutes(1)).inFlightAtStart()).isEqualTo(1);
    }

    @Test
    void last_anotherLength_saysWhichThereAre() {
        assertThatThrownBy(() -> handler.snapshot().last(ofMinutes(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"h\" has no window of PT2M; there are [PT1M, PT5M], and the whole pilot");
    }

    @Test
    void throughput_ofAWindow_isOverTheSpanItCovers() {
        for (int i = 0; i < 100; i++) {
            event(0);
            time.seconds(1);
        }
        assertThat(handler.snapshot().last(ofMinutes(1)).throughput()).isEqualTo(1.0);
        assertThat(handler.snapshot().throughput()).isEqualTo(1.0);
    }
}
