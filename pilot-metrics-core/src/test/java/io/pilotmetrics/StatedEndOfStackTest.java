// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.StatedCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Your recursion that ends the stack: what is booked of its events is counted by minute too, no more and no less. */
class StatedEndOfStackTest {

    private final PilotMetrics pilot =
            PilotMetrics.builder("p").clock(new ManualTime()).build();
    private final Handler<String> handler = pilot.handler("h", String.class)
            .occurredAt(event -> Instant.EPOCH.plusSeconds(event.length()))
            .countedByMinute(Duration.ofHours(1))
            .register();
    private final List<Consumer<String>> self = new ArrayList<>();

    @AfterEach
    void close() {
        pilot.close();
    }

    private void minutesAreWhatIsBooked(boolean someProcessed) {
        HandlerSnapshot snapshot = handler.snapshot();
        assertThat(snapshot.received()).isGreaterThan(100);
        assertThat(snapshot.count(Disposition.PROCESSED) > 0).isEqualTo(someProcessed);
        assertThat(snapshot.stated().between(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)))
                .isEqualTo(new StatedCounts.Minute(snapshot.received(), snapshot.count(Disposition.PROCESSED)));
    }

    @RepeatedTest(5)
    void consumer_thatCallsItself() {
        self.add(handler.consumer(e -> self.get(0).accept(e)));
        for (int i = 0; i < 10; i++) {
            assertThat(catchThrowable(() -> self.get(0).accept("e"))).isInstanceOf(StackOverflowError.class);
        }
        minutesAreWhatIsBooked(false);
    }

    /** What catches its own error ends well, at the end of the stack. */
    @RepeatedTest(5)
    void consumer_thatCallsItself_andCarriesOn() {
        self.add(handler.consumer(e -> {
            try {
                self.get(0).accept(e);
            } catch (StackOverflowError end) {
                // carries on
            }
        }));
        for (int i = 0; i < 10; i++) {
            Throwable unused = catchThrowable(() -> self.get(0).accept("e"));
        }
        minutesAreWhatIsBooked(true);
    }

    @RepeatedTest(5)
    void batch_thatCallsItself_andCarriesOn() {
        List<Consumer<List<String>>> batch = new ArrayList<>();
        batch.add(handler.batch((events, report) -> {
            try {
                batch.get(0).accept(events);
            } catch (StackOverflowError end) {
                // carries on
            }
        }));
        for (int i = 0; i < 10; i++) {
            Throwable unused = catchThrowable(() -> batch.get(0).accept(List.of("e", "f")));
        }
        minutesAreWhatIsBooked(true);
    }
}
