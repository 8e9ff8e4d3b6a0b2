// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.export;

import static io.pilotmetrics.objective.Objectives.latency;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.benchmarks.handler.Lead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Handlers of one pilot, each with a latency objective. */
public final class ManyHandlers {

    private ManyHandlers() {}

    /**
     * Registers handlers.
     *
     * @param pilot their pilot
     * @param number how many
     * @return the handlers
     */
    public static List<Handler<Lead>> register(PilotMetrics pilot, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> pilot.handler("handler." + i, Lead.class)
                        .objective(latency().p95().atMost(Duration.ofMillis(200)))
                        .register())
                .toList();
    }

    /**
     * Calls that count what they handled in the event.
     *
     * @param tracked whether they are wrapped, by a handler each
     * @param number how many
     * @return the calls
     */
    public static List<Consumer<Lead>> consumers(boolean tracked, int number) {
        List<Consumer<Lead>> consumers = new ArrayList<>();
        if (tracked) {
            register(PilotMetrics.create("benchmark"), number)
                    .forEach(handler -> consumers.add(handler.consumer(lead -> lead.handled++)));
        } else {
            for (int i = 0; i < number; i++) {
                consumers.add(lead -> lead.handled++);
            }
        }
        return consumers;
    }
}
