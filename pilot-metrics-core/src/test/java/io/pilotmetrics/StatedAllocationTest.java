// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** To count by minute allocates nothing. */
class StatedAllocationTest {

    private static final int EVENTS = 50_000;

    record Event(Instant at) {}

    @Test
    void event_countedByMinute_allocatesNothing() {
        try (PilotMetrics pilot =
                PilotMetrics.builder("p").clock(new ManualTime()).build()) {
            Consumer<Event> consumer = pilot.handler("h", Event.class)
                    .occurredAt(Event::at)
                    .countedByMinute(Duration.ofHours(1))
                    .register()
                    .consumer(event -> {});
            Event event = new Event(Instant.EPOCH.plusSeconds(7));
            run(consumer, event); // classes are loaded, stripes are there
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            run(consumer, event);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(EVENTS / 10);
        }
    }

    private static void run(Consumer<Event> consumer, Event event) {
        for (int i = 0; i < EVENTS; i++) {
            consumer.accept(event);
        }
    }
}
