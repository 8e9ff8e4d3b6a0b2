// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything a pilot has counted, with its objectives: enough to judge it elsewhere. It travels as JSON
 * ({@link #toJson()}, {@link #parse}), and ten instances {@linkplain #merge are one pilot}.
 */
public final class PilotSnapshot {

    private final String name;
    private final Set<String> instances;
    private final Instant startedAt;
    private final Instant at;
    private final Map<String, HandlerSnapshot> handlers;
    private final Map<String, OperationSnapshot> operations;
    private final Set<Objective> objectives;
    private final List<Figure> supplied;
    private final Set<Assurance> assurances;

    /** What the builder promised about how events are spread over instances; a merge of several instances relies on it. */
    public enum Assurance {
        /** All deliveries of an id reach one instance, so duplicates add up exactly. */
        ID_REACHES_ONE_INSTANCE,
        /** All events of a source reach one instance, so its gaps are final without a merge. */
        SOURCE_REACHES_ONE_INSTANCE
    }

    /**
     * A snapshot of given parts.
     *
     * @param name the pilot's name
     * @param instances the instances that it speaks of, at least one
     * @param startedAt when the pilot (the earliest instance) began, wall clock
     * @param at when the snapshot was taken, wall clock
     * @param handlers the handlers' snapshots
     * @param operations the operations' snapshots
     * @param objectives what it is judged by
     * @param supplied the figures of surveys, reconciliation and your own code
     * @param assurances what the builder promised
     * @throws IllegalArgumentException if there is no instance, or two accounts of one kind have the same name
     */
    public PilotSnapshot(
            String name,
            Set<String> instances,
            Instant startedAt,
            Instant at,
            List<HandlerSnapshot> handlers,
            List<OperationSnapshot> operations,
            Set<Objective> objectives,
            List<Figure> supplied,
            Set<Assurance> assurances) {
        this.name = requireNonNull(name, "name");
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("a snapshot of pilot \"" + name + "\" needs at least one instance");
        }
        this.instances = Collections.unmodifiableSet(new LinkedHashSet<>(instances));
        this.startedAt = requireNonNull(startedAt, "startedAt");
        this.at = requireNonNull(at, "at");
        TreeMap<String, HandlerSnapshot> handlersByName = new TreeMap<>();
        handlers.forEach(h -> putOnce(handlersByName, h));
        this.handlers = Collections.unmodifiableMap(handlersByName);
        TreeMap<String, OperationSnapshot> operationsByName = new TreeMap<>();
        operations.forEach(o -> putOnce(operationsByName, o));
        this.operations = Collections.unmodifiableMap(operationsByName);
        this.objectives = Collections.unmodifiableSet(new LinkedHashSet<>(objectives));
        this.supplied = List.copyOf(supplied);
        this.assurances = Set.copyOf(assurances);
    }

    private <S extends AccountSnapshot> void putOnce(Map<String, S> byName, S account) {
        if (byName.putIfAbsent(account.name(), account) != null) {
            throw new IllegalArgumentException(
                    "a snapshot of pilot \"" + name + "\" has two accounts \"" + account.name() + "\"");
        }
    }

    /**
     * The pilot's name.
     *
     * @return as created
     */
    public String name() {
        return name;
    }

    /**
     * The instances that this snapshot speaks of.
     *
     * @return one, or several after a merge
     */
    public Set<String> instances() {
        return instances;
    }

    /**
     * When the pilot began.
     *
     * @return wall clock
     */
    public Instant startedAt() {
        return startedAt;
    }

    /**
     * When the snapshot was taken.
     *
     * @return wall clock
     */
    public Instant at() {
        return at;
    }

    /**
     * One handler.
     *
     * @param handler its name
     * @return its snapshot
     * @throws IllegalArgumentException if there is no such handler; the message says which there are
     */
    public HandlerSnapshot handler(String handler) {
        return known("handler", handlers, handler);
    }

    /**
     * One operation.
     *
     * @param operation its name
     * @return its snapshot
     * @throws IllegalArgumentException if there is no such operation; the message says which there are
     */
    public OperationSnapshot operation(String operation) {
        return known("operation", operations, operation);
    }

    private <S> S known(String kind, Map<String, S> byName, String wanted) {
        S found = byName.get(requireNonNull(wanted, kind));
        if (found == null) {
            throw new IllegalArgumentException("pilot \"" + name + "\" has no " + kind + " \"" + wanted
                    + "\"; there are " + (byName.isEmpty() ? "none" : byName.keySet()));
        }
        return found;
    }

    /**
     * All handlers.
     *
     * @return handlers by name, in order
     */
    public Map<String, HandlerSnapshot> handlers() {
        return handlers;
    }

    /**
     * All operations.
     *
     * @return operations by name, in order
     */
    public Map<String, OperationSnapshot> operations() {
        return operations;
    }

    /**
     * What this pilot is judged by.
     *
     * @return the objectives, in the order in which they were given
     */
    public Set<Objective> objectives() {
        return objectives;
    }

    /**
     * The figures that surveys, reconciliation and your own code supplied.
     *
     * @return the supplied figures
     */
    public List<Figure> supplied() {
        return supplied;
    }

    /**
     * What the builder promised about how events are spread over instances.
     *
     * @return the assurances, often none
     */
    public Set<Assurance> assurances() {
        return assurances;
    }

    /**
     * Whether the duplicates counted here may be too few: an id that two instances have seen counts as two firsts.
     *
     * @return true after a merge without the assurance that all deliveries of an id reach one instance
     */
    public boolean duplicatesAreLowerBound() {
        return instances.size() > 1 && !assurances.contains(Assurance.ID_REACHES_ONE_INSTANCE);
    }

    /**
     * Whether the drops counted here may be too many: another instance may have seen what is missing here.
     *
     * @return true for a single instance without the assurance that all events of a source reach it
     */
    public boolean dropsAreOneInstancesView() {
        return instances.size() == 1 && !assurances.contains(Assurance.SOURCE_REACHES_ONE_INSTANCE);
    }

    /**
     * Every figure, those computed from counts first. In one instance's view the share of dropped numbers may be anything from 0
     * to what is seen here, so an objective for it cannot be missed.
     *
     * @return all figures
     */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        handlers.values().forEach(h -> figures.addAll(h.figures(at)));
        if (dropsAreOneInstancesView()) {
            figures.replaceAll(figure -> figure.name().equals(HandlerSnapshot.DROPPED_RATE) ? figure.orLess() : figure);
        }
        operations.values().forEach(o -> figures.addAll(o.figures(at)));
        figures.addAll(supplied);
        return figures;
    }

    /**
     * Several instances as one pilot. Counts, histograms and received numbers merge exactly; figures made from counts are
     * computed anew; supplied ones are kept, each tagged with its {@code instance}.
     *
     * @param first a snapshot
     * @param others snapshots of other instances of the same pilot
     * @return the whole pilot
     * @throws IllegalArgumentException if the pilots have different names, or an instance occurs twice
     */
    public static PilotSnapshot merge(PilotSnapshot first, PilotSnapshot... others) {
        PilotSnapshot merged = first;
        for (PilotSnapshot other : others) {
            merged = merged.plus(other);
        }
        return merged;
    }

    private PilotSnapshot plus(PilotSnapshot other) {
        if (!name.equals(other.name)) {
            throw new IllegalArgumentException("cannot merge pilot \"" + other.name + "\" into \"" + name
                    + "\": merge snapshots of one pilot's instances");
        }
        Set<String> twice = new LinkedHashSet<>(instances);
        twice.retainAll(other.instances);
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException(
                    "pilot \"" + name + "\": instance " + twice
                            + " would be counted twice; give each instance its own name with PilotMetrics.builder(name).instance(…)");
        }
        Set<String> all = new LinkedHashSet<>(instances);
        all.addAll(other.instances);
        Set<Assurance> kept = new LinkedHashSet<>(assurances);
        kept.retainAll(other.assurances);
        boolean apart = kept.contains(Assurance.SOURCE_REACHES_ONE_INSTANCE);
        Map<String, HandlerSnapshot> bothHandlers = new TreeMap<>(handlers);
        other.handlers.forEach((key, handler) -> bothHandlers.merge(
                key, handler, (ours, theirs) -> apart ? ours.plusOtherSources(theirs) : ours.plus(theirs)));
        Map<String, OperationSnapshot> bothOperations = new TreeMap<>(operations);
        other.operations.forEach((key, operation) -> bothOperations.merge(key, operation, OperationSnapshot::plus));
        Set<Objective> bothObjectives = new LinkedHashSet<>(objectives);
        bothObjectives.addAll(other.objectives);
        List<Figure> bothSupplied = new ArrayList<>(suppliedByInstance());
        bothSupplied.addAll(other.suppliedByInstance());
        return new PilotSnapshot(
                name,
                all,
                startedAt.isBefore(other.startedAt) ? startedAt : other.startedAt,
                at.isAfter(other.at) ? at : other.at,
                new ArrayList<>(bothHandlers.values()),
                new ArrayList<>(bothOperations.values()),
                bothObjectives,
                bothSupplied,
                kept);
    }

    private List<Figure> suppliedByInstance() {
        if (instances.size() != 1) {
            return supplied;
        }
        String instance = instances.iterator().next();
        return supplied.stream()
                .map(f -> f.tags().containsKey("instance") ? f : f.tagged("instance", instance))
                .toList();
    }

    /**
     * This snapshot as JSON, format {@value SnapshotWriter#FORMAT}, without {@linkplain AccountSnapshot#exemplars() exemplars}.
     *
     * @return one JSON object, without line breaks
     */
    public String toJson() {
        return SnapshotWriter.write(this);
    }

    /**
     * A snapshot from its JSON form. Unknown members are passed over, so that an older reader reads a newer minor version.
     *
     * @param json what {@link #toJson()} wrote
     * @return an equal snapshot, without exemplars
     * @throws IllegalArgumentException if it is not JSON, not a snapshot, or of another format version; the message says
     *     where
     */
    public static PilotSnapshot parse(String json) {
        return SnapshotReader.parse(requireNonNull(json, "json"));
    }

    @Override
    public String toString() {
        return "PilotSnapshot[" + name + ", at=" + at + ", instances=" + instances + ", handlers=" + handlers.keySet()
                + ", operations=" + operations.keySet() + "]";
    }
}
