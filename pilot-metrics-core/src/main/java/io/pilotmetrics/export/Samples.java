// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.export;

import static io.pilotmetrics.export.Labels.HANDLER;
import static io.pilotmetrics.export.Labels.OPERATION;
import static io.pilotmetrics.export.Labels.PILOT;

import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a snapshot shows under the names of the catalogue. All exporters read here, and translate.
 *
 * <p>A metric of something that a handler does not have (ids, numbers, times, cohorts, statements) has no sample. One by reason, by class or
 * by place has a sample from the first count on. All others have theirs from the start.
 */
public final class Samples {

    /** What the names of supplied figures begin with, so that none of them is taken for a metric of the catalogue. */
    public static final String FIGURE_PREFIX = "pilot.figure.";

    /** What a supplied figure is said to be, which only its source knows. */
    public static final String FIGURE_DESCRIPTION = "A figure that was supplied to the pilot.";

    private Samples() {}

    /**
     * All samples of a pilot, but for the figures that were supplied to it.
     *
     * @param snapshot a pilot, or several instances merged
     * @return in the order of handlers, operations, and the pilot as a whole
     */
    public static List<Sample> of(PilotSnapshot snapshot) {
        List<Sample> samples = new ArrayList<>();
        snapshot.handlers().values().forEach(handler -> samples.addAll(of(snapshot.name(), handler)));
        snapshot.operations().values().forEach(operation -> samples.addAll(of(snapshot.name(), operation)));
        samples.addAll(ofWhole(snapshot));
        return samples;
    }

    /**
     * The samples of one handler and its cohorts.
     *
     * @param pilot the pilot's name
     * @param handler what was counted
     * @return the samples
     */
    public static List<Sample> of(String pilot, HandlerSnapshot handler) {
        Writer to = new Writer(new Labels(Map.of(PILOT, pilot, HANDLER, handler.name())));
        HandlerSamples.write(handler, to);
        return to.samples();
    }

    /**
     * The samples of one operation.
     *
     * @param pilot the pilot's name
     * @param operation what was counted
     * @return the samples
     */
    public static List<Sample> of(String pilot, OperationSnapshot operation) {
        Writer to = new Writer(new Labels(Map.of(PILOT, pilot, OPERATION, operation.name())));
        AccountSamples.write(operation, operation.windows(), to);
        return to.samples();
    }

    /**
     * The samples of the pilot as a whole: its verdict, its objectives.
     *
     * @param snapshot a pilot, or several instances merged
     * @return the samples
     */
    public static List<Sample> ofWhole(PilotSnapshot snapshot) {
        Writer to = new Writer(new Labels(Map.of(PILOT, snapshot.name())));
        WholeSamples.write(snapshot, to);
        return to.samples();
    }

    /**
     * The figures that were supplied to a pilot. Each has a metric of its own, a gauge {@code pilot.figure.<name>} with its tags and the pilot's
     * name as labels, beside {@code .low} and {@code .high} where it is uncertain.
     *
     * @param snapshot a pilot, or several instances merged
     * @return those that something was observed for
     */
    public static List<Figure> figures(PilotSnapshot snapshot) {
        return snapshot.supplied().stream().filter(figure -> figure.n() > 0).toList();
    }
}
