// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.missing;

import io.pilotmetrics.PilotClock;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instance in this process, for one thread. */
final class InProcess implements Instance {

    private final String name;
    private final Path state;
    private final PilotClock clock;
    private final Consumer<Path> atKill;
    private @Nullable Receiver receiver;

    /**
     * An instance that is not yet started.
     *
     * @param atKill what becomes of its state when it is killed
     */
    InProcess(String name, Path folder, PilotClock clock, Consumer<Path> atKill) {
        this.name = name;
        this.state = folder.resolve(name + ".state");
        this.clock = clock;
        this.atKill = atKill;
    }

    private Receiver up() throws IOException {
        if (receiver == null) {
            throw new IOException(name + " is down");
        }
        return receiver;
    }

    @Override
    public void deliver(Event event) throws IOException {
        up().take(event);
    }

    @Override
    public void announce(Life life, long last) throws IOException {
        up().announce(life, last);
    }

    @Override
    public void start() {
        receiver = new Receiver(name, state, clock);
    }

    @Override
    public void stop() throws IOException {
        up().close();
        receiver = null;
    }

    @Override
    public void kill() {
        close();
        atKill.accept(state);
    }

    @Override
    public PilotSnapshot settled() throws IOException {
        return up().settled();
    }

    @Override
    public void close() {
        if (receiver != null) {
            receiver.abandon();
            receiver = null;
        }
    }
}
