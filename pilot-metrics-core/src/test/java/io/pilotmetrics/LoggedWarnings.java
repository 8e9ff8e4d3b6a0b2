// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What pilots log until it is closed. */
final class LoggedWarnings extends Handler {

    private static final Logger LOGGER = Logger.getLogger(PilotMetrics.class.getName());

    private final List<String> messages = new CopyOnWriteArrayList<>();

    LoggedWarnings() {
        LOGGER.addHandler(this);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord warning) {
        messages.add(warning.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
