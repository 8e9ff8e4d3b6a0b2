// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.conversion.ConversionSink;
import io.pilotmetrics.conversion.MemoryConversionSink;
import io.pilotmetrics.quarantine.HashKey;
import io.pilotmetrics.quarantine.SampleSink;
import io.pilotmetrics.snapshot.FigureSource;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.PilotSnapshot.Assurance;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a pilot. Everything is optional; {@link #build()} ends it.
 *
 * <p>Defaults: the machine's clocks, a random instance name, conversions kept in memory up to 100,000, no objective or figure
 * of the pilot as a whole, no assurance, exemplars where a {@link CurrentSpan} is found. Not thread-safe.
 */
public final class PilotBuilder {

    private static final int CONVERSIONS_KEPT = 100_000;

    private final String name;
    private final Once<PilotClock> clock;
    private final Once<String> instance;
    private final Once<ConversionSink> conversions;
    private final Once<HashKey> hashKey;
    private @Nullable SampleSink samples;
    private @Nullable CurrentSpan span;
    private final List<Objective> objectives = new ArrayList<>();
    private final List<FigureSource> figures = new ArrayList<>();
    private final Set<Assurance> assurances = EnumSet.noneOf(Assurance.class);

    private boolean built;

    PilotBuilder(String name) {
        requireName("a pilot", name, "crm-pilot");
        this.name = name;
        String owner = "pilot \"" + name + "\"";
        this.clock = new Once<>(owner, "clock", PilotClock.system());
        this.instance = new Once<>(owner, "instance", UUID.randomUUID().toString());
        this.hashKey = Once.lazily(owner, "hashKey", HashKey::random);
        this.conversions = new Once<>(owner, "conversions", new MemoryConversionSink(CONVERSIONS_KEPT));
    }

    /** A name that can stand in a line of text. */
    static String requireName(String what, String name, String example) {
        boolean printable = requireNonNull(name, "name").chars().noneMatch(Character::isISOControl);
        if (name.isBlank() || !printable) {
            throw new IllegalArgumentException(what
                    + " needs a name that is not blank and has no control characters, for example \"" + example + "\"");
        }
        return name;
    }

    private void requireNotBuilt() {
        if (built) {
            throw new IllegalStateException(
                    "pilot \"" + name + "\" was built before; begin each pilot with PilotMetrics.builder(…)");
        }
    }

    /**
     * Where time comes from. Default: the machine's clocks.
     *
     * @param source the clock
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public PilotBuilder clock(PilotClock source) {
        requireNotBuilt();
        clock.set(source);
        return this;
    }

    /**
     * What this instance is called among several of the same pilot. Default: a random name.
     *
     * @param instanceName a name that no other instance has, for example the host's
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public PilotBuilder instance(String instanceName) {
        requireNotBuilt();
        instance.set(requireName("pilot \"" + name + "\": an instance", instanceName, "host-1"));
        return this;
    }

    /**
     * Where conversions go. Default: the first 100,000 are kept in memory.
     *
     * @param sink takes them
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public PilotBuilder conversions(ConversionSink sink) {
        requireNotBuilt();
        conversions.set(sink);
        return this;
    }

    /**
     * The key of all hashes: of ids, of contents, and of what samples hide. Instances that have the same key hash alike. Default: a
     * random one, so that hashes compare within this pilot only.
     *
     * @param key at least {@value HashKey#MIN_BYTES} bytes, from wherever your secrets are kept; copied, shown nowhere
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     * @throws IllegalStateException if it was set before
     */
    public PilotBuilder hashKey(byte[] key) {
        requireNotBuilt();
        hashKey.set(HashKey.of(key));
        return this;
    }

    /**
     * Where samples of malformed and conflicting events go besides memory, for example a dead-letter topic. Default: nowhere.
     *
     * @param sink takes them; it is called on the event's thread and must return at once
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public PilotBuilder samples(SampleSink sink) {
        requireNotBuilt();
        Once.requireFirst("pilot \"" + name + "\"", "samples(…)", samples, "combine two sinks in one");
        samples = requireNonNull(sink, "sink");
        return this;
    }

    /**
     * Which span is current, so that {@linkplain io.pilotmetrics.snapshot.AccountSnapshot#exemplars() exemplars} name the traces of some
     * calls. Default: the first provider of {@link CurrentSpan} that {@link java.util.ServiceLoader} finds when the pilot is built, in the class
     * loader of this library; where there is none, there are no exemplars.
     *
     * @param current asked when calls end, some times a second; {@link CurrentSpan#NONE} for no exemplars
     * @return this builder
     * @throws NullPointerException if {@code current} is null
     * @throws IllegalStateException if it was set before
     */
    public PilotBuilder exemplars(CurrentSpan current) {
        requireNotBuilt();
        Once.requireFirst("pilot \"" + name + "\"", "exemplars(…)", span, "one span is current");
        span = requireNonNull(current, "current");
        return this;
    }

    /**
     * A target that the pilot as a whole is judged by, such as one for a survey's figure.
     *
     * @param objective the target
     * @return this builder
     * @throws IllegalArgumentException if it is a latency objective, which a handler or an operation has to count
     */
    public PilotBuilder objective(Objective objective) {
        requireNotBuilt();
        objectives.add(pilotWide(name, objective));
        return this;
    }

    static Objective pilotWide(String pilot, Objective objective) {
        if (requireNonNull(objective, "objective").latencyNanos() > 0) {
            throw new IllegalArgumentException("pilot \"" + pilot
                    + "\": a latency objective is counted call by call; give it to a handler with .objective(…) or to"
                    + " operation(name, objective)");
        }
        return objective;
    }

    /**
     * A source of figures.
     *
     * @param source asked once for every snapshot, and for gauges in a Micrometer registry at most once a second
     * @return this builder
     */
    public PilotBuilder figures(FigureSource source) {
        requireNotBuilt();
        figures.add(requireNonNull(source, "source"));
        return this;
    }

    /**
     * Promises how events are spread over several instances, which their merged snapshot relies on.
     *
     * @param assurance the promise
     * @return this builder
     */
    public PilotBuilder assure(Assurance assurance) {
        requireNotBuilt();
        assurances.add(requireNonNull(assurance, "assurance"));
        return this;
    }

    /**
     * Creates the pilot.
     *
     * @return the pilot, to be closed when it is over
     * @throws IllegalStateException if this builder has built one before
     */
    public PilotMetrics build() {
        requireNotBuilt();
        built = true;
        return new PilotMetrics(this);
    }

    String name() {
        return name;
    }

    PilotClock clock() {
        return clock.get();
    }

    String instance() {
        return instance.get();
    }

    ConversionSink conversionSink() {
        return conversions.get();
    }

    HashKey hashKey() {
        return hashKey.get();
    }

    @Nullable
    SampleSink sampleSink() {
        return samples;
    }

    /** What was given, or found. */
    @Nullable
    CurrentSpan span(Warnings warnings) {
        return span != null ? span : SampledSpans.found(CurrentSpan.class.getClassLoader(), warnings);
    }

    List<Objective> objectives() {
        return List.copyOf(objectives);
    }

    List<FigureSource> figureSources() {
        return List.copyOf(figures);
    }

    Set<Assurance> assurances() {
        return Set.copyOf(assurances);
    }
}
