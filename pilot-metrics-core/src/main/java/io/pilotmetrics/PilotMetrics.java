// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.pilotmetrics.account.Account;
import io.pilotmetrics.conversion.ConversionSink;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.quarantine.HashKey;
import io.pilotmetrics.quarantine.SampleSink;
import io.pilotmetrics.snapshot.FigureSource;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pilot: an integration under observation. It has handlers, whose wrappers go around your code, and judges what they count.
 *
 * <pre>{@code
 * PilotMetrics pilot = PilotMetrics.create("crm-pilot");
 * Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
 *     .id(Lead::id)
 *     .objective(latency().p95().atMost(ofMillis(200)))
 *     .register();
 * Consumer<Lead> onLead = leads.consumer(crm::save);
 * System.out.println(pilot.scorecard().explain());
 * }</pre>
 *
 * <p>Thread-safe. It costs one daemon thread, started with the first handler, operation or {@link #bindTo binding}, which reads
 * all counters once a second for the windows of 1 and 5 minutes.
 */
public final class PilotMetrics implements AutoCloseable {

    private final PilotBuilder settings;
    private final Registry registry;

    PilotMetrics(PilotBuilder settings) {
        this.settings = settings;
        this.registry = new Registry(settings, this);
        AllPilots.opened(this);
    }

    /**
     * What all pilots of this process have counted: for exporters that show whatever there is. Pilots of one name are added up; what those counted that
     * were closed after the first call stays, so that no count falls. Bounded: of 100 names.
     *
     * @return a snapshot for each name
     */
    public static List<PilotSnapshot> snapshots() {
        return AllPilots.snapshots();
    }

    /**
     * A pilot with all defaults.
     *
     * @param name the pilot's name, for example {@code crm-pilot}
     * @return the pilot, to be closed when it is over
     */
    public static PilotMetrics create(String name) {
        return builder(name).build();
    }

    /**
     * A pilot with settings.
     *
     * @param name the pilot's name, for example {@code crm-pilot}
     * @return its builder
     */
    public static PilotBuilder builder(String name) {
        return new PilotBuilder(name);
    }

    /**
     * The pilot's name.
     *
     * @return as created
     */
    public String name() {
        return settings.name();
    }

    /**
     * Begins a handler: a named account for events of one kind.
     *
     * @param name the handler's name, for example {@code lead.ingest}
     * @param type the event's type
     * @param <E> the event's type
     * @return its builder; {@link HandlerBuilder#register()} ends it
     */
    public <E> HandlerBuilder<E> handler(String name, Class<E> type) {
        requireNonNull(type, "type");
        return new HandlerBuilder<>(this, named(name, "handler"), type);
    }

    /**
     * An operation: a named account for calls without an event.
     *
     * @param name the operation's name, for example {@code crm.quote}
     * @param objectives targets that it is judged by
     * @return the operation of this name, a new one the first time
     * @throws IllegalStateException if there is an operation of this name with other objectives, or the pilot is closed
     */
    public Operation operation(String name, Objective... objectives) {
        return registry.operation(named(name, "operation"), List.of(objectives));
    }

    private String named(String name, String kind) {
        return PilotBuilder.requireName("pilot \"" + name() + "\": a " + kind, name, "lead.ingest");
    }

    /**
     * Accounts for the methods of an object that have {@link io.pilotmetrics.annotation.Tracked}, where they are called through
     * an interface.
     *
     * <p>Any number of targets of one class may be instrumented, for example one a thread; they share their handlers. Where this
     * fails, nothing is registered.
     *
     * <p>What the target throws reaches the caller as it is, but for a checked exception that the interface's method does not
     * declare (thrown by Kotlin code, or behind a generic cast): proxies of the JDK cannot pass one on, so the caller gets an
     * {@link java.lang.reflect.UndeclaredThrowableException} with it as the cause. It is counted by its own type.
     *
     * @param type a public interface that the target implements
     * @param target your object
     * @param <T> the interface
     * @return a proxy that calls the target; other methods go through unmeasured
     * @throws IllegalArgumentException if the type is no interface, not accessible or not implemented by the target, no method is
     *     annotated, or an annotation does not fit its method; the message names the mend
     */
    public <T> T instrument(Class<T> type, T target) {
        return instrument(MethodHandles.publicLookup(), type, target);
    }

    /**
     * The same for an interface or an event type that is not public, or not exported.
     *
     * @param lookup {@code MethodHandles.lookup()} of a class that can call the interface's methods
     * @param type an interface that the target implements
     * @param target your object
     * @param <T> the interface
     * @return a proxy that calls the target; other methods go through unmeasured
     * @throws IllegalArgumentException if the type is no interface, not accessible or not implemented by the target, no method is
     *     annotated, or an annotation does not fit its method; the message names the mend
     */
    public <T> T instrument(MethodHandles.Lookup lookup, Class<T> type, T target) {
        return new Instrumentation(this, requireNonNull(lookup, "lookup"))
                .proxy(requireNonNull(type, "type"), requireNonNull(target, "target"));
    }

    /**
     * Adds a target that the pilot as a whole is judged by, such as one for a survey's figure.
     *
     * @param objective the target
     * @throws IllegalArgumentException if it is a latency objective, which a handler or an operation has to count
     */
    public void objective(Objective objective) {
        registry.objective(PilotBuilder.pilotWide(name(), objective));
    }

    /**
     * Adds a source of figures.
     *
     * @param source asked once for every snapshot, and for gauges in a Micrometer registry at most once a second
     */
    public void figures(FigureSource source) {
        registry.figures(requireNonNull(source, "source"));
    }

    /** Declares the pending gaps of all handlers dropped, without waiting for their grace time. */
    public void settle() {
        registry.accounts().forEach(Account::settle);
    }

    /**
     * Saves what is known of all sources, so that a restart invents no missing number: the numbers seen and missing, and the figures of
     * sources. Counts, latencies and ids are left out and start anew.
     *
     * <p>For a planned restart let the traffic end, {@link #close} the pilot, and save. To be prepared for an unplanned one save every
     * second too, and once before the first event: numbers that came between the last save and the end are then undetermined.
     *
     * <p>A state is complete where the pilot was closed and no event has passed by it since. The file is replaced as a whole and synced, and
     * keeps its permissions; beside it one of the same name with {@code .new} comes and goes. It holds the names of
     * sources. Takes about as long as a snapshot. Not for two pilots at once.
     *
     * @param path the file
     * @throws java.io.UncheckedIOException if it cannot be written; what was saved before stays
     */
    public void saveState(Path path) {
        registry.saveState(requireNonNull(path, "path"));
    }

    /**
     * Goes on from a state, before the first event; a handler that is registered later goes on then. A complete state is good for one start: its
     * file is marked as no longer complete, so that an end before the next save is known as an unplanned one.
     *
     * @param path a file that {@link #saveState} wrote
     * @return what was restored; empty where there is no file, as at the first start
     * @throws IllegalStateException if the file is damaged, of another version or of another pilot, or if events have come already;
     *     nothing is restored then
     * @throws java.io.UncheckedIOException if the file cannot be read, or cannot be marked; nothing is restored then
     */
    public Optional<RestoredState> restoreFrom(Path path) {
        return registry.restoreFrom(requireNonNull(path, "path"));
    }

    /**
     * Waits until no event is in flight and no call running, as a test does before it looks.
     *
     * @param atMost how long to wait, in real time whatever the pilot's clock
     * @return true at rest; false where something was still in flight at the end, or the thread was interrupted
     */
    public boolean awaitRest(Duration atMost) {
        return registry.awaitRest(atMost);
    }

    /**
     * Everything counted so far, with the objectives: enough to judge it elsewhere.
     *
     * @return an immutable value; exact at rest
     */
    public PilotSnapshot snapshot() {
        return registry.snapshot();
    }

    /**
     * The judgement of the whole pilot as it stands.
     *
     * @return go, no-go or inconclusive, with the reasons
     */
    public Scorecard scorecard() {
        return Scorecard.of(snapshot());
    }

    /**
     * Shows all counts in a Micrometer registry, read when it is scraped: an event costs nothing more. Short for {@code meters().bind(…)}.
     *
     * @param meterRegistry the registry; it may be bound once
     * @return removes all meters again; closing the pilot does so too
     * @throws NullPointerException if it is null
     * @throws IllegalStateException if the pilot is closed, or if it, or another of its name, is bound to the registry already
     */
    public Binding bindTo(MeterRegistry meterRegistry) {
        return meters().bind(meterRegistry);
    }

    /**
     * What this pilot shows in Micrometer registries, as the {@code MeterBinder} that frameworks look for.
     *
     * @return a binder of all meters
     */
    public PilotMeters meters() {
        return new PilotMeters(registry, true);
    }

    /** What is bound to an outside registry. */
    @FunctionalInterface
    public interface Binding extends AutoCloseable {
        /** Removes everything again. A second call does nothing. */
        @Override
        void close();
    }

    /** Of a closed pilot, whose sources of figures may be closed as well. */
    PilotSnapshot snapshotWithoutFigures() {
        return registry.snapshot(List.of());
    }

    /** Ends the pilot: wrappers pass through unmeasured from now on; what was received before is still booked. */
    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            AllPilots.closed(this);
        }
    }

    PilotClock clock() {
        return settings.clock();
    }

    HashKey hashKey() {
        return settings.hashKey();
    }

    @Nullable
    SampleSink sampleSink() {
        return settings.sampleSink();
    }

    ConversionSink conversionSink() {
        return settings.conversionSink();
    }

    void register(Handler<?> handler, Account<?> account, List<Objective> objectives) {
        registry.handler(handler, account, objectives);
    }

    Registry registry() {
        return registry;
    }

    @Override
    public String toString() {
        return "PilotMetrics[" + name() + "]";
    }
}
