// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** The progress bar: on a terminal often, in a log now and then. */
final class Progress implements AutoCloseable {

    private static final int WIDTH = 100;

    private final ProgressBar bar;

    /**
     * A bar.
     *
     * @param total how many steps there are, or -1 where nobody knows
     */
    Progress(PrintStream err, String task, String unit, long total) {
        this.bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(unit, 1)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(Ansi.AUTO.enabled() ? 250 : 5_000)
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .build();
    }

    void at(long step) {
        bar.stepTo(step);
    }

    @Override
    public void close() {
        bar.close();
    }
}
