// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotClock;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** What an instance of the service does: takes events, and saves what it knows of their numbers. Thread-safe. */
final class Receiver {

    static final String HANDLER = "order.ingest";

    private static final Duration SAVED_EVERY = Duration.ofSeconds(1);

    private final PilotMetrics pilot;
    private final Handler<Event> orders;
    private final Path state;
    private final PilotClock.Ticker saving;

    /**
     * Goes on from a state, if there is one, and saves it before the first event.
     *
     * @param instance its name
     * @param state the file
     */
    Receiver(String instance, Path state, PilotClock clock) {
        this.state = state;
        pilot = PilotMetrics.builder("missing").instance(instance).clock(clock).build();
        orders = pilot.handler(HANDLER, Event.class)
                .id(Event::id)
                .sequence(Event::source, Event::epoch, Event::number)
                .occurredAt(Event::sentAt)
                .grace(Plan.GRACE)
                .register();
        pilot.restoreFrom(state);
        pilot.saveState(state);
        saving = clock.every(SAVED_EVERY, this::save);
    }

    private void save() {
        try {
            pilot.saveState(state);
        } catch (UncheckedIOException e) {
            System.err.println("missing: " + e.getMessage()); // and tries again in a second
        }
    }

    void take(Event event) {
        orders.run(event, order -> {}); // what the service does with it
    }

    void announce(Life life, long last) {
        orders.announce(life.source(), life.epoch(), last);
    }

    /** All that this instance knows, with no gap pending any more. */
    PilotSnapshot settled() {
        pilot.settle();
        return pilot.snapshot();
    }

    /** Ends as planned. Traffic has ended before. */
    void close() {
        saving.close();
        pilot.close();
        pilot.saveState(state);
    }

    /** Ends as one that is killed: what came since the last save is forgotten. */
    void abandon() {
        saving.close();
        pilot.close();
    }
}
