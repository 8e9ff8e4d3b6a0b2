// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.OperationAccount;
import io.pilotmetrics.export.BothWays;
import io.pilotmetrics.export.Sample;
import io.pilotmetrics.export.Samples;
import io.pilotmetrics.micrometer.PilotMeterBinder;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.FigureSource;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What belongs to one pilot: its accounts, what judges them, and the ticker that reads them. Thread-safe. */
final class Registry {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long POLL_NANOS = 200_000;
    private static final long MOST_WAIT_NANOS = Long.MAX_VALUE / 2;

    private record Registered<A, F>(F face, A account, List<Objective> objectives, LatestSamples samples) {}

    private final PilotBuilder settings;

    @SuppressWarnings("UnusedVariable") // held, not read
    private final Object face;

    private final Instant startedAt;
    private final Map<String, Registered<Account<?>, Handler<?>>> handlers = new ConcurrentSkipListMap<>();
    private final Map<String, Registered<OperationAccount, Operation>> operations = new ConcurrentSkipListMap<>();
    private final Set<Objective> objectives = new LinkedHashSet<>(); // guarded by this
    private final SuppliedFigures figures;
    private final LatestSamples whole = LatestSamples.ofWhole(this::wholeSamples, System::nanoTime);
    private final Warnings warnings;
    private final @Nullable SampledSpans exemplars;
    private final Map<MeterRegistry, PilotMeterBinder> bound = new ConcurrentHashMap<>();
    private PilotClock.@Nullable Ticker ticker; // guarded by this
    private boolean closed; // guarded by this
    private final Object saving = new Object();
    private @Nullable StateFile restored; // guarded by this

    /**
     * Nothing registered.
     *
     * @param face kept from the garbage collector while the ticker knows this, though its user may keep handlers alone
     */
    Registry(PilotBuilder settings, Object face) {
        this.settings = settings;
        this.face = face;
        this.warnings = new Warnings(settings.name());
        this.startedAt = settings.clock().wall();
        this.exemplars = SampledSpans.of(settings.span(warnings), settings.clock()::wall, warnings);
        objectives.addAll(settings.objectives());
        this.figures = new SuppliedFigures(settings.figureSources(), warnings, System::nanoTime);
    }

    /** What is logged once. */
    Warnings warnings() {
        return warnings;
    }

    /** What makes exemplars of calls; null where no span is ever current. */
    @Nullable
    SampledSpans exemplars() {
        return exemplars;
    }

    /** Runs what registers several accounts, or none, with nobody else registering any. */
    void alone(Runnable registering) {
        synchronized (this) {
            registering.run();
        }
        refreshMeters();
    }

    void handler(Handler<?> handler, Account<?> account, List<Objective> targets) {
        add(handler, account, targets);
        refreshMeters();
    }

    private synchronized void add(Handler<?> handler, Account<?> account, List<Objective> targets) {
        requireOpen();
        if (handlers.containsKey(handler.name())) {
            throw new IllegalStateException("pilot \"" + settings.name() + "\" has a handler \"" + handler.name()
                    + "\" already; register it once and make as many wrappers from it as you like");
        }
        restore(handler.name(), account);
        LatestSamples samples = LatestSamples.ofAccount(
                account.reader()::stamp,
                () -> Samples.of(settings.name(), account.reader().snapshot()),
                System::nanoTime);
        handlers.put(handler.name(), new Registered<>(handler, account, targets, samples));
        grown(targets);
    }

    Operation operation(String name, List<Objective> given) {
        Operation operation = known(name, given);
        refreshMeters();
        return operation;
    }

    private synchronized Operation known(String name, List<Objective> given) {
        for (Objective objective : given) {
            if (objective.latencyNanos() > 0 && !objective.figure().equals(Objective.LATENCY_WITHIN)) {
                throw new IllegalArgumentException("operation \"" + name + "\": the objective \"" + objective.text()
                        + "\" is one of events, of which an operation has none; give it to a handler");
            }
        }
        List<Objective> targets =
                given.stream().map(objective -> objective.on("operation", name)).toList();
        Registered<OperationAccount, Operation> known = operations.get(name);
        if (known != null) {
            if (!targets.isEmpty() && !targets.equals(known.objectives())) {
                throw new IllegalStateException("pilot \"" + settings.name() + "\" has an operation \"" + name
                        + "\" already, with the objectives " + known.objectives() + "; give them once");
            }
            return known.face();
        }
        requireOpen();
        OperationAccount account = new OperationAccount(
                name, TimeSettings.limits(targets, Objective.LATENCY_WITHIN), exemplars, settings.clock()::nanos);
        Operation operation = new Operation(name, account);
        LatestSamples samples = LatestSamples.ofAccount(
                account::stamp, () -> Samples.of(settings.name(), account.snapshot()), System::nanoTime);
        operations.put(name, new Registered<>(operation, account, targets, samples));
        grown(targets);
        return operation;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "pilot \"" + settings.name() + "\" is closed; register and bind before close()");
        }
    }

    /** What follows from one more account. Called with the lock held. */
    private void grown(List<Objective> targets) {
        objectives.addAll(targets);
        startTicker();
    }

    private synchronized void startTicker() {
        if (ticker == null && !closed) {
            ticker = settings.clock().every(TICK, this::tick);
        }
    }

    private void tick() {
        handlers.forEach((name, handler) -> guarded(
                handler.account(),
                handler.account().reader()::tick,
                () -> "handler \"" + name + "\": the windows miss a second"));
        operations.forEach((name, operation) -> guarded(
                operation.account(),
                operation.account()::tick,
                () -> "operation \"" + name + "\": the windows miss a second"));
        refreshMeters();
    }

    /** Not under the lock: it calls the user's meter filters. {@link #alone} does it when it is through. */
    private void refreshMeters() {
        if (Thread.holdsLock(this)) {
            return;
        }
        bound.forEach((to, binder) -> guarded(
                binder,
                binder::refresh,
                () -> "a meter cannot be added to the " + to.getClass().getSimpleName()
                        + ", the others are; look at its meter filters and listeners"));
    }

    /** What one account or one outside registry throws ends neither the ticker nor a registration. */
    private void guarded(Object one, Runnable work, Supplier<String> consequence) {
        try {
            work.run();
        } catch (Throwable e) {
            warnings.once(one, consequence.get() + " (" + e.getClass().getName() + ", logged once)");
        }
    }

    @Nullable
    Handler<?> handler(String name) {
        Registered<Account<?>, Handler<?>> known = handlers.get(name);
        return known == null ? null : known.face();
    }

    @Nullable
    List<Objective> operationObjectives(String name) {
        Registered<OperationAccount, Operation> known = operations.get(name);
        return known == null ? null : known.objectives();
    }

    Collection<Account<?>> accounts() {
        List<Account<?>> accounts = new ArrayList<>();
        handlers.values().forEach(handler -> accounts.add(handler.account()));
        return accounts;
    }

    synchronized void objective(Objective objective) {
        objectives.add(objective);
    }

    void figures(FigureSource source) {
        figures.add(source);
    }

    /** One at a time: an older state must not replace a newer one. */
    void saveState(Path path) {
        synchronized (saving) {
            boolean complete;
            synchronized (this) {
                complete = closed;
            }
            Map<String, LedgerSnapshot> ledgers = new LinkedHashMap<>();
            for (Map.Entry<String, Registered<Account<?>, Handler<?>>> handler : handlers.entrySet()) {
                Account<?> account = handler.getValue().account();
                ledgers.put(handler.getKey(), account.reader().ledger());
                complete &= !account.wasPassedBy();
            }
            new StateFile(settings.name(), complete, settings.clock().wall(), ledgers).save(path);
        }
    }

    synchronized Optional<RestoredState> restoreFrom(Path path) {
        StateFile state = StateFile.load(settings.name(), path);
        if (state == null) {
            return Optional.empty();
        }
        handlers.forEach((name, handler) -> {
            if (!handler.account().isUntouched()) {
                throw new IllegalStateException("pilot \"" + settings.name() + "\": handler \"" + name
                        + "\" has seen numbers already; call restoreFrom(…) before the first event");
            }
        });
        if (state.complete()) {
            state.used().save(path); // complete until the first event, which nobody may live to save
        }
        restored = state;
        handlers.forEach((name, handler) -> restore(name, handler.account()));
        Set<String> waiting = new LinkedHashSet<>(state.ledgers().keySet());
        waiting.removeAll(handlers.keySet());
        Set<String> known = new LinkedHashSet<>(state.ledgers().keySet());
        known.removeAll(waiting);
        return Optional.of(new RestoredState(state.savedAt(), state.complete(), known, waiting));
    }

    /** Lets an account go on from what was restored, also one that is registered later. Called with the lock held. */
    private void restore(String name, Account<?> account) {
        StateFile state = restored;
        if (state != null) {
            account.restore(state.ledgers().getOrDefault(name, LedgerSnapshot.EMPTY), state.complete());
        }
    }

    boolean awaitRest(Duration atMost) {
        long deadline = System.nanoTime() + Math.min(MOST_WAIT_NANOS, NANOSECONDS.convert(atMost));
        while (!atRest()) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private boolean atRest() {
        return handlers.values().stream()
                        .allMatch(handler -> handler.account().reader().inFlight() == 0)
                && operations.values().stream()
                        .allMatch(operation -> operation.account().running() == 0);
    }

    /** For meters, which share one asking of the figures' sources a second. */
    private List<Sample> wholeSamples() {
        return Samples.ofWhole(snapshot(figures.shared()));
    }

    PilotSnapshot snapshot() {
        return snapshot(figures.ask());
    }

    PilotSnapshot snapshot(List<Figure> supplied) {
        Set<Objective> targets;
        synchronized (this) {
            targets = new LinkedHashSet<>(objectives);
        }
        return new PilotSnapshot(
                settings.name(),
                Set.of(settings.instance()),
                startedAt,
                settings.clock().wall(),
                handlers.values().stream()
                        .map(handler -> handler.face().snapshot())
                        .toList(),
                operations.values().stream()
                        .map(operation -> operation.face().snapshot())
                        .toList(),
                targets,
                supplied,
                settings.assurances());
    }

    PilotMetrics.Binding bindTo(MeterRegistry meterRegistry, boolean withDuration) {
        requireBindable(meterRegistry);
        PilotMeterBinder binder = new PilotMeterBinder(settings.name(), new MeterSource(), withDuration);
        if (bound.putIfAbsent(meterRegistry, binder) != null) {
            throw new IllegalStateException("pilot \"" + settings.name()
                    + "\" is bound to this registry already; close the earlier binding first");
        }
        try {
            figures.ask(); // what is there now has meters at once
            binder.bindTo(meterRegistry);
            startTicker(); // which adds the meters of figures, though there may be no handler
            synchronized (this) {
                requireOpen(); // it may have been closed meanwhile
            }
        } catch (Throwable e) {
            bound.remove(meterRegistry, binder);
            binder.close();
            throw e;
        }
        tellOf(meterRegistry);
        return () -> {
            bound.remove(meterRegistry, binder);
            BothWays.micrometerLeft(settings.name());
            binder.close();
        };
    }

    private synchronized void requireBindable(MeterRegistry meterRegistry) {
        requireOpen();
        boolean taken = !bound.containsKey(meterRegistry)
                && meterRegistry
                                .find("pilot.instances")
                                .tag("pilot", settings.name())
                                .meter()
                        != null;
        if (taken) {
            throw new IllegalStateException("another pilot \"" + settings.name()
                    + "\" is bound to this registry, and their meters would be one; give one of them another name");
        }
    }

    private void tellOf(MeterRegistry meterRegistry) {
        BothWays.micrometer(settings.name(), meterRegistry.getClass());
        if (meterRegistry instanceof CompositeMeterRegistry composite) {
            composite.getRegistries().forEach(this::tellOf);
        }
    }

    /** What a binder reads, part by part. */
    private final class MeterSource implements PilotMeterBinder.Source {
        @Override
        public List<LatestSamples> parts() {
            List<LatestSamples> parts = new ArrayList<>();
            handlers.values().forEach(handler -> parts.add(handler.samples()));
            operations.values().forEach(operation -> parts.add(operation.samples()));
            parts.add(whole);
            return parts;
        }

        @Override
        public List<Figure> seen() {
            return figures.last();
        }

        @Override
        public List<Figure> supplied() {
            return figures.shared();
        }
    }

    void close() {
        synchronized (this) {
            closed = true;
            if (ticker != null) {
                ticker.close();
            }
        }
        accounts().forEach(Account::close);
        operations.values().forEach(operation -> operation.account().close());
        bound.forEach((to, binder) -> guarded(
                binder,
                binder::close,
                () -> "a meter cannot be removed from the " + to.getClass().getSimpleName()
                        + ", the others are; look at its listeners"));
        bound.clear();
        BothWays.micrometerLeft(settings.name());
    }
}
