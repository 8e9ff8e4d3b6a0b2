// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What sinks log until it is closed; nothing of it reaches the console. */
final class SinkLog extends Handler {

    private static final Logger LOGGER = Logger.getLogger(QueuedConversionSink.class.getName());

    final List<String> messages = new CopyOnWriteArrayList<>();

    SinkLog() {
        LOGGER.addHandler(this);
        LOGGER.setUseParentHandlers(false);
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
        LOGGER.setUseParentHandlers(true);
    }
}
