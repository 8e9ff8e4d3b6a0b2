// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.EventRules;
import io.pilotmetrics.account.OutcomeRules;
import io.pilotmetrics.account.WallClock;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.quarantine.Quarantine;
import io.pilotmetrics.quarantine.QuarantineBuilder;
import io.pilotmetrics.quarantine.Redaction;
import io.pilotmetrics.quarantine.SampleSink;
import io.pilotmetrics.snapshot.Objective;
import io.pilotmetrics.snapshot.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says what a handler asks of its events. Everything is optional; {@link #register()} ends it.
 *
 * <p>Defaults: no id, no sequence, no conversion, no rule; ids remembered for 10 minutes, at most 100,000 of them; numbers
 * beginning with 1, gaps pending for 30 seconds; every exception a server error but for {@code CancellationException}.
 *
 * <p>The functions given here run on the path of each event and should be cheap. What one throws is counted under its place
 * as an instrumentation error; the event goes on as if it had answered nothing. Not thread-safe.
 *
 * @param <E> the event's type
 */
public final class HandlerBuilder<E> {

    private final PilotMetrics pilot;
    private final String name;
    private final Class<E> type;
    private final String owner;

    private final IdSettings<E> ids;
    private final SequenceSettings<E> sequence;
    private final TimeSettings<E> time;
    private final CohortSettings<E> cohorts;
    private @Nullable ToIntFunction<? super E> attempt;
    private @Nullable Function<? super E, ? extends @Nullable Conversion> conversion;
    private final Once<Redaction<E>> redaction;
    private final List<EventRules.Malformed<E>> malformed = new ArrayList<>();
    private final List<OutcomeRules.ForRefusal> refusals = new ArrayList<>();
    private final List<OutcomeRules.ForOutcome> outcomes = new ArrayList<>();
    private final List<Objective> objectives = new ArrayList<>();
    private @Nullable Declaration declaration;

    HandlerBuilder(PilotMetrics pilot, String name, Class<E> type) {
        this.pilot = pilot;
        this.name = name;
        this.type = type;
        this.owner = "handler \"" + name + "\"";
        this.ids = new IdSettings<>(owner);
        this.sequence = new SequenceSettings<>(owner);
        this.time = new TimeSettings<>(owner);
        this.cohorts = new CohortSettings<>(owner);
        this.redaction = new Once<>(owner, "quarantine", Redaction.byDefault());
    }

    /**
     * Where an event's id comes from. An event whose id is known is counted as a duplicate, and still delivered.
     *
     * @param extractor gives the id: text, a {@code Long} or smaller, a {@code UUID} or bytes, or of {@linkplain #exactIds() any type}; null
     *     means no id, which is counted
     * @return this builder
     * @throws IllegalStateException if the id was set before
     */
    public HandlerBuilder<E> id(Function<? super E, ?> extractor) {
        ids.id(extractor);
        return this;
    }

    /**
     * Where an event's id comes from, where it is a number. It is not boxed.
     *
     * @param extractor gives the id, 0 or more; a negative number means no id, which is counted
     * @return this builder
     * @throws IllegalStateException if the id was set before
     */
    public HandlerBuilder<E> longId(ToLongFunction<? super E> extractor) {
        ids.longId(extractor);
        return this;
    }

    /**
     * What tells an event's content from another's: an event whose id is known with other content is conflicting, not duplicate. It is
     * counted, a sample of it is kept, and it is delivered even where duplicates are skipped.
     *
     * <p>Of the first delivery's content 16 bits are kept: of 65,536 conflicts one is taken for a duplicate.
     *
     * @param extractor gives the content, or a hash of it: bytes, text, a {@code Long} or smaller, or a {@code UUID}; null means that it is
     *     unknown and conflicts with none
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> fingerprint(Function<? super E, ?> extractor) {
        ids.fingerprint(extractor);
        return this;
    }

    /**
     * Which attempt of its sender's an event is, where senders count them: 1 for the first. Attempts above it that are neither
     * duplicate nor conflicting are counted as {@code redelivered}.
     *
     * @param extractor gives the attempt
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> attempt(ToIntFunction<? super E> extractor) {
        Once.requireFirst(owner, "its attempt", attempt, "an event is one attempt");
        attempt = requireNonNull(extractor, "extractor");
        return this;
    }

    /**
     * When an event happened, by its sender's clock. Its lateness at arrival and its age when it has been processed are timed; what
     * is {@linkplain #lateAfter late}, lies in the future or arrives out of order is counted. Out of order is what happened before the
     * latest that has arrived, those from the future aside. The function is asked twice for an event.
     *
     * @param extractor gives the time; null means that the event has none, which is counted
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> occurredAt(Function<? super E, ? extends @Nullable Instant> extractor) {
        time.occurredAt(extractor);
        return this;
    }

    /**
     * How long after it happened an event may arrive before it is counted as late. Default: 1 minute.
     *
     * @param time zero or more
     * @return this builder
     * @throws IllegalArgumentException if {@code time} is negative
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> lateAfter(Duration time) {
        this.time.lateAfter(time);
        return this;
    }

    /**
     * Counts events by the minute in which they {@linkplain #occurredAt happened}, or arrived where they have no time, so that what others say that they
     * counted can be held against it: see {@link Handler#sent} and {@link Handler#stored}. Default: off.
     *
     * <p>It takes 16 bytes a minute on each of up to 4 stripes: 92 KB at most for 24 hours. {@code occurredAt} is asked once more for an event.
     *
     * @param back how far back, whole minutes from 1 minute to 7 days; for example 24 hours
     * @return this builder
     * @throws IllegalArgumentException if {@code back} is no such time
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> countedByMinute(Duration back) {
        time.countedByMinute(back);
        return this;
    }

    /**
     * Remembers the ids themselves, of any type with {@code equals} by value, at about 120 bytes each and the id. Default: fingerprints
     * of 8 bytes, of which a new one passes for a known one in fewer than 1 of 10<sup>10</sup>.
     *
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> exactIds() {
        ids.exactIds();
        return this;
    }

    /**
     * What samples of malformed and conflicting events show. Default: the fields of records and maps, each as a keyed hash.
     *
     * @param fields which fields there are, and which are shown
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> quarantine(Redaction<E> fields) {
        redaction.set(fields);
        return this;
    }

    /**
     * How long ids are remembered. Default: 10 minutes.
     *
     * @param window from the first sight of an id, not renewed, and up to 1/128 longer (by whole nanoseconds: at least 128 of them); above zero
     * @return this builder
     * @throws IllegalArgumentException if {@code window} is zero or negative
     * @throws IllegalStateException if the window was set before
     */
    public HandlerBuilder<E> duplicatesWithin(Duration window) {
        ids.duplicatesWithin(window);
        return this;
    }

    /**
     * How many ids are remembered at once; beyond it the oldest give way, and are counted. Default: 100,000, which take 800 KB.
     *
     * @param ids 1 to 1,000,000,000, which take 8 GB; up to 9 % more may be remembered
     * @return this builder
     * @throws IllegalArgumentException if {@code ids} is outside
     * @throws IllegalStateException if the number was set before
     */
    public HandlerBuilder<E> maxIds(int ids) {
        this.ids.maxIds(ids);
        return this;
    }

    /**
     * How a producer numbers its events: one by one, anew in each epoch. Missing numbers are missing events.
     *
     * @param source gives the producer; null means that the event has no number
     * @param epoch gives one life of the producer's numbering: a restarted producer begins a new epoch
     * @param number gives the number; a negative one means none
     * @return this builder
     * @throws IllegalStateException if the sequence was set before
     */
    public HandlerBuilder<E> sequence(
            Function<? super E, ? extends @Nullable String> source,
            ToLongFunction<? super E> epoch,
            ToLongFunction<? super E> number) {
        sequence.sequence(source, requireNonNull(epoch, "epoch"), number);
        return this;
    }

    /**
     * How a producer numbers its events where it says nothing of its restarts. A restart is recognised by the jump back: two
     * successive numbers that rise, have been seen, and lie more than 100 behind the last one (RFC 3550, appendix A.1); copies known by
     * their id are no evidence. A life of fewer than 100 numbers is not told from a redelivery. Where several instances share a
     * source, let it send an epoch.
     *
     * @param source gives the producer; null means that the event has no number
     * @param number gives the number; a negative one means none
     * @return this builder
     * @throws IllegalStateException if the sequence was set before
     */
    public HandlerBuilder<E> sequence(
            Function<? super E, ? extends @Nullable String> source, ToLongFunction<? super E> number) {
        sequence.sequence(source, null, number);
        return this;
    }

    /**
     * The number with which each epoch begins. Default: 1.
     *
     * @param number 0 or more
     * @return this builder
     * @throws IllegalArgumentException if {@code number} is negative
     * @throws IllegalStateException if it was set before, or {@link #joinMidStream()} was
     */
    public HandlerBuilder<E> firstNumber(long number) {
        sequence.firstNumber(number);
        return this;
    }

    /**
     * Lets each epoch begin with whatever number is seen first, as where the pilot joins producers that have long been running.
     *
     * @return this builder
     * @throws IllegalStateException if it was set before, or {@link #firstNumber} was
     */
    public HandlerBuilder<E> joinMidStream() {
        sequence.joinMidStream();
        return this;
    }

    /**
     * How long a missing number is pending before it is dropped. Default: 30 seconds.
     *
     * @param time zero or more
     * @return this builder
     * @throws IllegalArgumentException if {@code time} is negative
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> grace(Duration time) {
        sequence.grace(time);
        return this;
    }

    /**
     * Lets a missing number be dropped without waiting for its grace time, once a number so much higher has arrived. Default: none
     * does.
     *
     * @param numbers 1 or more: how far apart numbers may arrive that were sent one after another
     * @return this builder
     * @throws IllegalArgumentException if {@code numbers} is less than 1
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> reorderDistance(long numbers) {
        sequence.reorderDistance(numbers);
        return this;
    }

    /**
     * How many bits numbers have: after the highest comes 0. They go on from it, so with 32 bits the second 0 is 4,294,967,296. Default:
     * numbers never wrap around.
     *
     * @param bits 16 to 63; an {@code int} without sign has 32, and is given as {@link Integer#toUnsignedLong}
     * @return this builder
     * @throws IllegalArgumentException if {@code bits} is outside
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> numberBits(int bits) {
        sequence.numberBits(bits);
        return this;
    }

    /**
     * How many gaps are kept by name, of all sources together and of one of them a quarter. A source that needs one for which there is no
     * room gives up its own lowest ones, whoever has taken the room, and what lies below them is forgotten and counted. Default: 1,000,000.
     *
     * @param gaps 1 to 1,000,000,000; each takes 1 to 4 bytes, one of the newest 256 of a source 32
     * @return this builder
     * @throws IllegalArgumentException if {@code gaps} is outside
     * @throws IllegalStateException if the number was set before
     */
    public HandlerBuilder<E> maxGaps(int gaps) {
        sequence.maxGaps(gaps);
        return this;
    }

    /**
     * The conversion that an event brings, kept when the event is booked as processed.
     *
     * @param extractor gives the conversion; null means that the event brings none
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public HandlerBuilder<E> conversion(Function<? super E, ? extends @Nullable Conversion> extractor) {
        Once.requireFirst(owner, "its conversion", conversion, "an event brings one conversion");
        conversion = requireNonNull(extractor, "extractor");
        return this;
    }

    /**
     * Counts pilot and control apart: the cohorts {@code pilot} and {@code control}, and {@code none} for events without a user. As the share
     * of the pilot is known, the scorecard checks that as many of its users arrive as were drawn ({@code SampleRatio}). Costs one SHA-256 an
     * event, and 1 MB for the users; their ids are neither kept nor shown.
     *
     * @param group who takes part
     * @param user gives an event's user; null means that it has none
     * @return this builder
     * @throws IllegalStateException if cohorts were set before
     */
    public HandlerBuilder<E> cohort(PilotGroup group, Function<? super E, ? extends @Nullable CharSequence> user) {
        cohorts.drawn(group, user);
        return this;
    }

    /**
     * Counts the events of each cohort apart. At most 8 names have a place of their own; more, and those that are no word (letters, digits,
     * {@code _ - . : / $}, at most 200 of them), are counted together as {@code other}, since a name may quote a person.
     *
     * @param name gives an event's cohort, one of a few fixed words; null or empty means none
     * @return this builder
     * @throws IllegalStateException if cohorts were set before
     */
    public HandlerBuilder<E> cohort(Function<? super E, ? extends @Nullable CharSequence> name) {
        cohorts.named(name);
        return this;
    }

    /**
     * A rule that makes an event malformed. The first rule that matches names it; it is still delivered.
     *
     * @param reason the rule's name, for example {@code missing_email}
     * @param rule true where the event is malformed
     * @return this builder
     * @throws IllegalArgumentException if there is a rule of this name, or it is blank
     */
    public HandlerBuilder<E> malformedIf(String reason, Predicate<? super E> rule) {
        requireReason(reason);
        if (malformed.stream().anyMatch(m -> m.reason().equals(reason))) {
            throw new IllegalArgumentException(
                    owner + ": there is a malformed rule \"" + reason + "\" already; give each rule its own name");
        }
        malformed.add(new EventRules.Malformed<>(reason, requireNonNull(rule, "rule")));
        return this;
    }

    /**
     * An exception by which a guard inside your code (a rate limiter, a circuit breaker) turns events away: refused, not failed.
     *
     * @param reason the reason under which it is counted, for example {@code rate_limited}
     * @param type the exception's type; it still reaches the caller
     * @return this builder
     * @throws IllegalArgumentException if the reason is blank
     */
    public HandlerBuilder<E> refusedOn(String reason, Class<? extends Throwable> type) {
        refusals.add(new OutcomeRules.ForRefusal(requireReason(reason), requireNonNull(type, "type")));
        return this;
    }

    /**
     * What an exception means for the outcome: a {@code NotFoundException} may be the client's error. The first type given that
     * matches decides, so give the narrower one first.
     *
     * @param type the exception's type
     * @param outcome what it means
     * @return this builder
     */
    public HandlerBuilder<E> outcomeOn(Class<? extends Throwable> type, Outcome outcome) {
        outcomes.add(new OutcomeRules.ForOutcome(requireNonNull(type, "type"), requireNonNull(outcome, "outcome")));
        return this;
    }

    /**
     * A target that this handler is judged by, see {@code io.pilotmetrics.objective.Objectives}.
     *
     * @param objective the target
     * @return this builder
     */
    public HandlerBuilder<E> objective(Objective objective) {
        objectives.add(requireNonNull(objective, "objective").on("handler", name));
        return this;
    }

    private String requireReason(String reason) {
        if (requireNonNull(reason, "reason").isBlank()) {
            throw new IllegalArgumentException(
                    owner + ": a reason needs a name that is not blank, for example \"missing_email\"");
        }
        return reason;
    }

    /** Notes that annotations ask for this handler, and which. */
    HandlerBuilder<E> declaredBy(Declaration annotations) {
        declaration = annotations;
        return this;
    }

    /**
     * Registers the handler with its pilot.
     *
     * @return the handler, immutable and thread-safe
     * @throws IllegalStateException if the pilot has a handler of this name, or is closed; or if something was set that has no meaning
     *     without another setting, which the message names
     */
    public Handler<E> register() {
        PilotClock clock = pilot.clock();
        WallClock wall = new WallClock(clock::wall, clock::nanos);
        Account<E> account = new Account<>(
                name,
                new EventRules<>(
                        ids.build(pilot),
                        sequence.build(),
                        malformed,
                        attempt,
                        time.build(objectives),
                        conversion == null ? null : new EventRules.Conversions<>(conversion, pilot.conversionSink()),
                        time.minutes(),
                        cohorts.build(objectives)),
                new OutcomeRules(outcomes, refusals),
                sequence.book(wall),
                quarantine(clock),
                TimeSettings.limits(objectives, Objective.LATENCY_WITHIN),
                pilot.registry().exemplars(),
                wall,
                clock::nanos);
        Handler<E> handler = new Handler<>(name, type, declaration, account);
        pilot.register(handler, account, objectives);
        return handler;
    }

    private Quarantine<E> quarantine(PilotClock clock) {
        QuarantineBuilder<E> builder = Quarantine.<E>builder(name)
                .key(pilot.hashKey())
                .wall(clock::wall)
                .redaction(redaction.get());
        Function<? super E, ?> shown = ids.shown();
        if (shown != null) {
            builder.id(shown);
        }
        SampleSink sink = pilot.sampleSink();
        if (sink != null) {
            builder.sink(sink);
        }
        return builder.build();
    }
}
