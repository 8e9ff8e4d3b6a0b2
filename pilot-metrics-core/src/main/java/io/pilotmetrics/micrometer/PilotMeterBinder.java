// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows a pilot's counts as function counters, function timers and gauges: read when the registry is, never written to on the
 * path of an event. Users get one from {@code PilotMetrics.bindTo}.
 *
 * <p>Every meter has the tag {@code pilot}.
 *
 * <ul>
 *   <li>Handlers and operations: {@code pilot.calls} by {@code outcome}, the timer {@code pilot.call.duration}, the gauge {@code
 *       pilot.in.flight}. They have both tags, {@code handler} and {@code operation}, of which one is empty, because a
 *       Prometheus registry leaves out what comes with other keys than the first meter of its name. To PromQL an empty label
 *       is one that is not there, so that a query reads as it does for this library's own exporters: {@code
 *       pilot_calls_total{operation="crm.quote"}}. In Micrometer ask for both, or for the one that is not empty.
 *   <li>Handlers alone, by {@code handler}: {@code pilot.received}, {@code pilot.events} by {@code disposition}, {@code
 *       pilot.malformed} and {@code pilot.refused} by {@code reason}, the gauges {@code pilot.dropped} and {@code
 *       pilot.pending}.
 *   <li>Supplied figures: a gauge {@code pilot.figure.<name>} each, with the figure's own tags. Figures of one name have all
 *       tags that any of them has, the ones they lack being empty. NaN where nothing was observed. The gauge {@code pilot.figures}
 *       counts them; reading any of these asks the sources, at most once a second for all of them, and what is new has its
 *       meter a second later. Two pilots in one Prometheus
 *       registry need the same tags for figures of the same name; Micrometer logs what it leaves out otherwise.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class PilotMeterBinder implements MeterBinder, AutoCloseable {

    /** What is read, one account at a time. */
    public interface Source {
        /**
         * All handlers.
         *
         * @return readers by name
         */
        Map<String, HandlerReader> handlers();

        /**
         * All operations.
         *
         * @return readers by name
         */
        Map<String, Supplier<OperationSnapshot>> operations();

        /**
         * The supplied figures that were seen last: whoever adds meters asks no source.
         *
         * @return the figures, not asked for anew
         */
        List<Figure> seen();

        /**
         * The supplied figures, for a gauge that is read: all gauges share one asking a second.
         *
         * @return the figures as they stood at most a second ago, or longer while another thread is asking
         */
        List<Figure> supplied();
    }

    /**
     * Reads one handler.
     *
     * @param totals its counters
     * @param ledger its missing numbers
     */
    public record HandlerReader(Supplier<HandlerSnapshot> totals, Supplier<LedgerSnapshot> ledger) {}

    /** A meter, and what its function reads: Micrometer itself refers to that weakly. */
    private record Bound(Meter meter, Object read) {}

    private final String pilot;
    private final Source source;
    private final Attempts attempts = new Attempts(); // guarded by this
    private final FigureMeters figures; // guarded by this
    private final Map<Meter.Id, Bound> bound = new LinkedHashMap<>(); // by the id before filters; guarded by this
    private @Nullable MeterRegistry registry; // guarded by this

    /**
     * A binder of one pilot, for one registry.
     *
     * @param pilot the pilot's name, the value of the tag {@code pilot}
     * @param source what is read
     */
    public PilotMeterBinder(String pilot, Source source) {
        this.pilot = pilot;
        this.source = source;
        this.figures = new FigureMeters(pilot, this::value, attempts);
    }

    /** Adds a meter for everything there is. If the registry or one of its filters throws, so does this, and adds none. */
    @Override
    public synchronized void bindTo(MeterRegistry meterRegistry) {
        registry = meterRegistry;
        try {
            refresh();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /**
     * Adds meters for what is new since the last time: handlers, operations, reasons, figures. If one cannot be added, the
     * others are, and then what was thrown is thrown on; the next call tries again.
     */
    public synchronized void refresh() {
        MeterRegistry to = registry;
        if (to != null) {
            source.handlers().forEach((name, reader) -> attempts.attempt(() -> handler(to, name, reader)));
            source.operations().forEach((name, totals) -> {
                Tags tags = Tags.of("pilot", pilot, "handler", "", "operation", name);
                calls(to, tags, totals);
            });
            gauge(
                    to,
                    "pilot.figures",
                    "Figures supplied to the pilot",
                    Tags.of("pilot", pilot),
                    source::supplied,
                    List::size);
            attempts.attempt(() -> figures.show(to, source.seen()));
            attempts.end();
        }
    }

    private void handler(MeterRegistry to, String name, HandlerReader reader) {
        Tags tags = Tags.of("pilot", pilot, "handler", name);
        Supplier<HandlerSnapshot> totals = reader.totals();
        calls(to, tags.and("operation", ""), totals);
        count(to, "pilot.received", "Events received", tags, totals, HandlerSnapshot::received);
        for (Disposition disposition : Disposition.values()) {
            Tags with = tags.and("disposition", disposition.name().toLowerCase(Locale.ROOT));
            count(to, "pilot.events", "Events by what became of them", with, totals, h -> h.count(disposition));
        }
        HandlerSnapshot now = totals.get();
        now.malformed().keySet().forEach(reason -> {
            String key = Counts.MALFORMED + reason;
            Tags with = tags.and("reason", reason);
            count(
                    to,
                    "pilot.malformed",
                    "Malformed events",
                    with,
                    totals,
                    h -> h.counts().get(key));
        });
        now.refused().keySet().forEach(reason -> {
            String key = Counts.REFUSED + reason;
            Tags with = tags.and("reason", reason);
            count(
                    to,
                    "pilot.refused",
                    "Refused events",
                    with,
                    totals,
                    h -> h.counts().get(key));
        });
        gauge(to, "pilot.dropped", "Numbers that never arrived", tags, reader.ledger(), LedgerSnapshot::dropped);
        gauge(
                to,
                "pilot.pending",
                "Numbers missing within their grace time",
                tags,
                reader.ledger(),
                LedgerSnapshot::pending);
    }

    private <S extends AccountSnapshot> void calls(MeterRegistry to, Tags tags, Supplier<S> totals) {
        for (Outcome outcome : Outcome.values()) {
            Tags with = tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT));
            count(to, "pilot.calls", "Calls ended", with, totals, a -> a.count(outcome));
        }
        gauge(to, "pilot.in.flight", "Begun and not yet ended", tags, totals, AccountSnapshot::inFlight);
        add(
                new Meter.Id("pilot.call.duration", tags, null, null, Meter.Type.TIMER),
                totals,
                id -> FunctionTimer.builder(
                                id.getName(),
                                totals,
                                t -> t.get().latency().count(),
                                t -> t.get().latency().sumNanos(),
                                TimeUnit.NANOSECONDS)
                        .description("How long calls took")
                        .tags(tags)
                        .register(to));
    }

    private double value(Figure figure) {
        return source.supplied().stream()
                .filter(f -> f.name().equals(figure.name()) && f.tags().equals(figure.tags()))
                .findFirst()
                .map(Figure::value)
                .orElse(Double.NaN);
    }

    private <T> void count(
            MeterRegistry to, String name, String description, Tags tags, Supplier<T> read, ToDoubleFunction<T> value) {
        add(
                new Meter.Id(name, tags, null, description, Meter.Type.COUNTER),
                read,
                id -> FunctionCounter.builder(name, read, r -> value.applyAsDouble(r.get()))
                        .description(description)
                        .tags(tags)
                        .register(to));
    }

    private <T> void gauge(
            MeterRegistry to, String name, String description, Tags tags, Supplier<T> read, ToDoubleFunction<T> value) {
        add(
                new Meter.Id(name, tags, null, description, Meter.Type.GAUGE),
                read,
                id -> Gauge.builder(name, read, r -> value.applyAsDouble(r.get()))
                        .description(description)
                        .tags(tags)
                        .strongReference(true)
                        .register(to));
    }

    /** Registers a meter once, or tries again the next time. */
    private void add(Meter.Id id, Object read, Function<Meter.Id, Meter> register) {
        if (!bound.containsKey(id)) {
            attempts.attempt(() -> bound.put(id, new Bound(register.apply(id), read)));
        }
    }

    /** Removes all meters from the registry. A second call does nothing. */
    @Override
    public synchronized void close() {
        MeterRegistry from = registry;
        if (from != null) {
            bound.values().forEach(known -> from.remove(known.meter()));
            figures.close(from);
        }
        bound.clear();
        registry = null;
    }
}
