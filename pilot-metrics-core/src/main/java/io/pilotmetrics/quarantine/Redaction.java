// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which fields an event has, and which of them may be shown. Nothing is shown unless it is named: every other field appears as a
 * keyed hash, so that equal values are still seen to be equal.
 *
 * <pre>{@code
 * Redaction.ofRecord(Lead.class).show("utmSource", "campaign")
 * Redaction.<Order>of(order -> Map.of("status", order.status(), "email", order.email())).show("status")
 * }</pre>
 *
 * <p>What is shown is cut at 200 characters, and the first 32 fields are taken. A value with parts of its own (a list, a record) is
 * asked for its text only where it is on the allow-list; otherwise its type is all that is told. An immutable value; your functions
 * are called on the thread that has the event, and what they throw makes that field a failed one.
 *
 * @param <E> the event's type
 */
public final class Redaction<E> {

    /** The longest text that is shown. */
    static final int MAX_SHOWN = 200;

    /** The most fields that are taken. */
    static final int MAX_FIELDS = 32;

    private final @Nullable Function<? super E, ? extends Map<String, ?>> fields;
    private final @Nullable Class<?> type;
    private final Set<String> shown;

    private Redaction(
            @Nullable Function<? super E, ? extends Map<String, ?>> fields,
            @Nullable Class<?> type,
            Set<String> shown) {
        this.fields = fields;
        this.type = type;
        this.shown = shown;
    }

    /**
     * The default: the components of a record, the entries of a map, of which the keys are hashed as well unless they are on the
     * allow-list; any other event has no fields to tell of.
     *
     * @param <E> the event's type
     * @return a redaction that shows no value
     */
    public static <E> Redaction<E> byDefault() {
        return new Redaction<>(null, null, Set.of());
    }

    /**
     * The components of a record, read by reflection.
     *
     * @param type the record's type. Where it is neither public and exported nor in a package that is open to
     *     {@code io.pilotmetrics.core}, its fields fail: use {@link #of} then
     * @param <E> the event's type
     * @return a redaction that shows no value
     */
    public static <E extends Record> Redaction<E> ofRecord(Class<E> type) {
        return new Redaction<>(null, requireNonNull(type, "type"), Set.of());
    }

    /**
     * The fields that a function names, without reflection.
     *
     * @param fields gives name and value of each field; a map that keeps its order gives samples that read well
     * @param <E> the event's type
     * @return a redaction that shows no value
     */
    public static <E> Redaction<E> of(Function<? super E, ? extends Map<String, ?>> fields) {
        return new Redaction<>(requireNonNull(fields, "fields"), null, Set.of());
    }

    /**
     * Adds to the fields whose value may be shown. Name none that can hold a person's data or a secret.
     *
     * @param names the fields' names
     * @return a redaction that shows these too
     * @throws IllegalArgumentException if a name is blank, or is no component of the record that was named
     */
    public Redaction<E> show(String... names) {
        Set<String> all = new LinkedHashSet<>(shown);
        for (String name : names) {
            if (requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException(
                        "show needs names of fields that are not blank, for example \"campaign\"");
            }
            requireComponent(name);
            all.add(name);
        }
        return new Redaction<>(fields, type, Set.copyOf(all));
    }

    private void requireComponent(String name) {
        if (type == null) {
            return;
        }
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        if (!components.contains(name)) {
            throw new IllegalArgumentException("show(\"" + name + "\"): the record " + type.getSimpleName()
                    + " has no such component; it has " + components);
        }
    }

    boolean shows(String field) {
        return shown.contains(field);
    }

    /** Hands over the event's fields one by one, until the taker has enough; throws what the user's code throws. */
    void forEach(E event, Fields taker) {
        if (fields != null) {
            entries(fields.apply(event), taker, taker::value);
        } else if (event instanceof Record) {
            Components.of(event.getClass()).forEach(event, taker);
        } else if (event instanceof Map<?, ?> map) {
            entries(map, taker, taker::entry);
        }
    }

    /** Takes a name and a value. */
    private interface Taking {
        void take(String name, @Nullable Object value);
    }

    private static void entries(Map<?, ?> map, Fields taker, Taking each) {
        int taken = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (taken == MAX_FIELDS) {
                taker.leaveOut(map.size() - taken);
                return;
            }
            taken++;
            each.take(String.valueOf(entry.getKey()), entry.getValue());
        }
    }

    /** Takes fields. */
    interface Fields {
        void value(String name, @Nullable Object value);

        /** A field whose name comes with the event, and may be what the value is about. */
        void entry(String name, @Nullable Object value);

        void failed(String name, Throwable thrown);

        void leaveOut(int count);
    }

    /** The fields that are shown; not the functions. */
    @Override
    public String toString() {
        return "Redaction[shows " + shown.stream().sorted().toList() + "]";
    }
}
