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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows a pilot's counts as function counters, function timers and gauges: read when the registry is, never written to on the
 * path of an event. Users get one from {@code PilotMetrics.bindTo}.
 *
 * <p>Meters: {@code pilot.received}, {@code pilot.events} by disposition, {@code pilot.malformed} and {@code pilot.refused} by
 * reason, {@code pilot.calls} by outcome, the timer {@code pilot.call.duration}, the gauges {@code pilot.in.flight}, {@code
 * pilot.dropped}, {@code pilot.pending} and {@code pilot.figure} for supplied figures. Thread-safe.
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
         * The supplied figures.
         *
         * @return the figures as they stand
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

    private final String pilot;
    private final Source source;
    private final Map<Meter.Id, Object> bound = new LinkedHashMap<>(); // with what its function reads; guarded by this
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
    }

    @Override
    public synchronized void bindTo(MeterRegistry meterRegistry) {
        registry = meterRegistry;
        refresh();
    }

    /** Adds meters for what is new since the last time: handlers, operations, reasons, figures. */
    public synchronized void refresh() {
        MeterRegistry to = registry;
        if (to != null) {
            source.handlers().forEach((name, reader) -> handler(to, name, reader));
            source.operations()
                    .forEach((name, totals) -> calls(to, Tags.of("pilot", pilot, "operation", name), totals));
            source.supplied().forEach(figure -> figure(to, figure));
        }
    }

    private void handler(MeterRegistry to, String name, HandlerReader reader) {
        Tags tags = Tags.of("pilot", pilot, "handler", name);
        Supplier<HandlerSnapshot> totals = reader.totals();
        calls(to, tags, totals);
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

    private void figure(MeterRegistry to, Figure figure) {
        Tags tags = Tags.of("pilot", pilot, "figure", figure.name());
        for (Map.Entry<String, String> tag : figure.tags().entrySet()) {
            tags = tags.and(tag.getKey(), tag.getValue());
        }
        Supplier<Double> value = () -> source.supplied().stream()
                .filter(f -> f.name().equals(figure.name()) && f.tags().equals(figure.tags()))
                .findFirst()
                .map(Figure::value)
                .orElse(Double.NaN);
        gauge(to, "pilot.figure", "A supplied figure", tags, value, Double::doubleValue);
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

    /** Registers a meter once, and keeps what it reads alive: Micrometer itself refers to that weakly. */
    private void add(Meter.Id id, Object read, Consumer<Meter.Id> register) {
        if (!bound.containsKey(id)) {
            register.accept(id);
            bound.put(id, read);
        }
    }

    /** Removes all meters from the registry. A second call does nothing. */
    @Override
    public synchronized void close() {
        MeterRegistry from = registry;
        if (from != null) {
            bound.keySet().forEach(from::remove);
        }
        bound.clear();
        registry = null;
    }
}
