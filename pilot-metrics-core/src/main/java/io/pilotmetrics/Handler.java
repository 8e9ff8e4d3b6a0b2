// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.Account;
import io.pilotmetrics.account.Delivery;
import io.pilotmetrics.account.Owed;
import io.pilotmetrics.account.StatedBook;
import io.pilotmetrics.quarantine.QuarantineSnapshot;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.StatedIds;
import io.pilotmetrics.snapshot.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named account for events of one kind. It makes any number of wrappers around your code; all of them write to it.
 *
 * <p>Thread-safe. Recording never throws, never blocks on a reader and changes nothing that your code does: a duplicate or
 * malformed event is counted and still delivered, unless skipping is asked for.
 *
 * @param <E> the event's type
 */
public final class Handler<E> {

    private final String name;
    private final Class<E> type;
    private final @Nullable Declaration declaration;
    private final Account<E> account;

    Handler(String name, Class<E> type, @Nullable Declaration declaration, Account<E> account) {
        this.name = name;
        this.type = type;
        this.declaration = declaration;
        this.account = account;
    }

    /**
     * The handler's name.
     *
     * @return as registered
     */
    public String name() {
        return name;
    }

    /** The type of its events. */
    Class<E> type() {
        return type;
    }

    /** The annotations that asked for it; null where a builder's user did. */
    @Nullable
    Declaration declaration() {
        return declaration;
    }

    /**
     * Wraps code that returns nothing.
     *
     * @param code your code
     * @return a consumer that calls it
     */
    public TrackedConsumer<E> consumer(Consumer<? super E> code) {
        return new TrackedConsumer<>(account, requireNonNull(code, "code")::accept, Skipping.NONE);
    }

    /**
     * Wraps code that returns a value. What it returns ends the event; of a future or a stage that is too early: use {@link #stage}.
     *
     * @param code your code
     * @param <R> the result's type
     * @return a function that calls it
     */
    public <R> TrackedFunction<E, R> function(Function<? super E, ? extends R> code) {
        return new TrackedFunction<>(
                account, requireNonNull(code, "code")::apply, Classifier.none(), TrackedFunction.Fallbacks.none());
    }

    /**
     * Wraps code that returns a stage; the event ends when the stage completes.
     *
     * @param code your code
     * @param <R> the stage's result
     * @param <S> the stage's own type, for example {@code CompletableFuture<Receipt>}
     * @return a function that calls it and returns your own stage
     */
    public <R, S extends CompletionStage<R>> TrackedStage<E, R, S> stage(Function<? super E, ? extends S> code) {
        return new TrackedStage<>(
                account, requireNonNull(code, "code"), Classifier.none(), TrackedFunction.Fallbacks.none());
    }

    /**
     * Wraps code that takes many events at once.
     *
     * @param code your code; it tells the report which events failed, where not all did
     * @return a consumer of lists that calls it
     */
    public TrackedBatch<E> batch(BiConsumer<? super List<E>, ? super BatchReport> code) {
        return new TrackedBatch<>(account, requireNonNull(code, "code"), Skipping.NONE);
    }

    /**
     * Runs code for one event, now.
     *
     * @param event the event
     * @param code your code
     * @param <X> the checked exception that it may throw
     * @throws X as the code does
     */
    public <X extends Exception> void run(E event, ThrowingConsumer<? super E, X> code) throws X {
        requireNonNull(code, "code");
        TrackedConsumer.run(account, Skipping.NONE, event, code);
    }

    /**
     * Calls code for one event, now.
     *
     * @param event the event
     * @param code your code
     * @param <R> the result's type
     * @param <X> the checked exception that it may throw
     * @return the code's result
     * @throws X as the code does
     */
    public <R, X extends Exception> R call(E event, ThrowingFunction<? super E, ? extends R, X> code) throws X {
        requireNonNull(code, "code");
        return TrackedFunction.call(account, Classifier.none(), TrackedFunction.Fallbacks.none(), event, code);
    }

    /**
     * Receives an event whose end you tell yourself.
     *
     * @param event the event
     * @return its tracking, to be ended on any thread; one that does nothing once the pilot is closed
     */
    public Tracking start(E event) {
        if (!account.open()) {
            return Tracking.NONE;
        }
        long startedAt = account.now();
        Owed owed = account.owed();
        Delivery<E> delivery = account.receive(event, startedAt);
        try {
            return Tracking.of(event, delivery, startedAt, owed);
        } catch (Throwable ours) { // the stack ends in here: nobody will end what has been received
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, delivery, event, ours, new long[] {startedAt}};
            }
            throw ours;
        }
    }

    /**
     * Counts input that never became an event, because it could not be parsed.
     *
     * @param reason why, one of a few fixed words; beyond 64 different ones the rest is counted as {@code other}, and so is
     *     what is no word, such as a parser's message, since it may quote the input
     */
    public void malformed(String reason) {
        if (account.open()) {
            account.unparsed().malformed(reason);
        }
    }

    /**
     * Counts input that never became an event, and keeps its length and a hash of it as a sample.
     *
     * @param reason why, one of a few fixed words; beyond 64 different ones the rest is counted as {@code other}, and so is
     *     what is no word, such as a parser's message, since it may quote the input
     * @param input the input; hashed, never shown; null means that it is not at hand
     */
    public void malformed(String reason, byte @Nullable [] input) {
        if (account.open()) {
            account.unparsed().malformed(reason, input);
        }
    }

    /**
     * Counts text that never became an event, and keeps its length and a hash of it as a sample.
     *
     * @param reason why, one of a few fixed words; beyond 64 different ones the rest is counted as {@code other}, and so is
     *     what is no word, such as a parser's message, since it may quote the input
     * @param input the text; hashed, never shown; null means that it is not at hand
     */
    public void malformed(String reason, @Nullable String input) {
        if (account.open()) {
            account.unparsed().malformed(reason, input);
        }
    }

    /**
     * Counts input that could not be parsed, but whose number is known: it was seen and is not missing.
     *
     * @param reason why, one of a few fixed words; beyond 64 different ones the rest is counted as {@code other}, and so is
     *     what is no word, such as a parser's message, since it may quote the input
     * @param source the producer
     * @param epoch one life of the producer's numbering
     * @param number the event's number; a negative one means none
     */
    public void malformed(String reason, String source, long epoch, long number) {
        if (account.open()) {
            account.unparsed().malformed(reason, source, epoch, number);
        }
    }

    /**
     * Counts an event that was turned away before your code ran. Its number was seen; no rule runs and no id is remembered.
     *
     * @param event the event
     * @param reason why, one of a few fixed words; beyond 64 different ones the rest is counted as {@code other}, and so is
     *     what is no word, such as a parser's message, since it may quote the input
     */
    public void refused(E event, String reason) {
        if (account.open()) {
            account.refused(event, reason);
        }
    }

    /**
     * Notes that an event was repaired from your dead-letter store. It runs no code and is not received again: it is counted as
     * {@code recovered}, beside the law, and its id is done, so that what comes of it later is a duplicate, whatever its content.
     *
     * @param event the event
     */
    public void recover(E event) {
        if (account.open()) {
            account.recover(event);
        }
    }

    /**
     * Makes all numbers of a source expected up to the last that it has sent, so that a lost tail is missed too; also of a source
     * that was never seen, unless the handler joins in mid-stream. Any number of threads may tell it, as often as they like.
     *
     * @param source the producer; null is counted as an instrumentation error
     * @param epoch one life of the producer's numbering
     * @param lastNumber the last number that it has sent; a negative one means none yet
     */
    public void announce(String source, long epoch, long lastNumber) {
        if (account.open()) {
            account.announce(source, epoch, lastNumber);
        }
    }

    /**
     * Notes how many events a sender says that it sent. It stands beside the distinct events received of the same minutes in
     * {@link #snapshot()}, for a handler that is {@code countedByMinute}. A later statement on the same window replaces an earlier one; 1,000 are kept.
     *
     * @param party the sender; it becomes a tag of figures
     * @param from where its window begins, by the events' own time, a whole minute
     * @param to where its window ends, a whole minute; it is no part of the window
     * @param count how many events it sent in it, retries aside
     * @throws IllegalArgumentException if the window is none, ends more than a minute or two from now, or begins before what is counted by minute
     * @throws IllegalStateException if the handler does not count by minute
     */
    public void sent(String party, Instant from, Instant to, long count) {
        requireNonNull(party, "party");
        stated("sent").tell(Statement.Kind.SENT, party, from, to, count);
    }

    /**
     * Notes how many events a store says that it has. It stands beside the events processed (and recovered) of the same minutes; all else is as for {@link #sent}.
     *
     * @param party the store; it becomes a tag of figures
     * @param from where its window begins, by the events' own time, a whole minute
     * @param to where its window ends, a whole minute; it is no part of the window
     * @param count how many events it has of it
     * @throws IllegalArgumentException if the window is none, ends more than a minute or two from now, or begins before what is counted by minute
     * @throws IllegalStateException if the handler does not count by minute
     */
    public void stored(String party, Instant from, Instant to, long count) {
        requireNonNull(party, "party");
        stated("stored").tell(Statement.Kind.STORED, party, from, to, count);
    }

    /**
     * Notes which events a sender says that it sent, and names those that are not known here. Their number is kept as by {@link #sent}; the
     * ids are in the answer alone. Ids are looked up one by one; nothing is claimed.
     *
     * @param party the sender; it becomes a tag of figures
     * @param from where its window begins, by the events' own time, a whole minute
     * @param to where its window ends, a whole minute; it is no part of the window
     * @param ids the ids, of the type that events have; those of a {@code longId} as {@code Long}; repeats count once
     * @return the ids that are missing; of those that the handler may have forgotten, only the number
     * @throws IllegalArgumentException if the window is none, ends more than a minute or two from now, or begins before what is counted by minute, or an id is of a wrong type
     * @throws IllegalStateException if the handler does not count by minute, or its events have no id
     */
    public StatedIds sentIds(String party, Instant from, Instant to, Collection<?> ids) {
        requireNonNull(party, "party");
        requireNonNull(ids, "ids");
        return stated("sentIds").tellIds(Statement.Kind.SENT, party, from, to, ids);
    }

    /**
     * Notes which events a store says that it has, and names those that were not processed here; all else is as for {@link #sentIds}. Which of
     * those processed the store lacks it cannot say: the handler keeps no ids to name.
     *
     * @param party the store; it becomes a tag of figures
     * @param from where its window begins, by the events' own time, a whole minute
     * @param to where its window ends, a whole minute; it is no part of the window
     * @param ids the ids, of the type that events have; those of a {@code longId} as {@code Long}; repeats count once
     * @return the ids that are missing; of those that the handler may have forgotten, only the number
     * @throws IllegalArgumentException if the window is none, ends more than a minute or two from now, or begins before what is counted by minute, or an id is of a wrong type
     * @throws IllegalStateException if the handler does not count by minute, or its events have no id
     */
    public StatedIds storedIds(String party, Instant from, Instant to, Collection<?> ids) {
        requireNonNull(party, "party");
        requireNonNull(ids, "ids");
        return stated("storedIds").tellIds(Statement.Kind.STORED, party, from, to, ids);
    }

    private StatedBook stated(String method) {
        StatedBook book = account.stated();
        if (book == null) {
            throw new IllegalStateException(
                    "handler \"" + name + "\": " + method
                            + "(…) needs counts by minute; ask for them with countedByMinute(Duration.ofHours(24)) before register()");
        }
        return book;
    }

    /** Declares all pending gaps dropped, without waiting for their grace time. */
    public void settle() {
        account.settle();
    }

    /**
     * What was counted so far.
     *
     * @return an immutable value; exact at rest
     */
    public HandlerSnapshot snapshot() {
        return account.reader().snapshot();
    }

    /**
     * Samples of the events that were malformed or conflicting, and of input that never became one.
     *
     * @return an immutable value, in which nothing is shown that the handler's redaction does not allow
     */
    public QuarantineSnapshot quarantine() {
        return account.quarantine().snapshot();
    }

    @Override
    public String toString() {
        return "Handler[" + name + "]";
    }
}
