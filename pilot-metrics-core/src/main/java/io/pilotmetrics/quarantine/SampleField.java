// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One field of an event as far as it may be shown. A field that the event lacks is not there at all.
 *
 * <p>An immutable value. Its text form shows the name and how it is shown, not the content.
 */
public final class SampleField {

    /** How a field is shown. */
    public enum Form {
        /** As text, since it is on the allow-list; at most 200 characters. */
        SHOWN,
        /** As a keyed hash. */
        HASHED,
        /** It was null, which is not hidden. */
        NULL,
        /** It holds parts of its own and is not on the allow-list, so that nothing but its type is told. */
        NESTED,
        /** It could not be read: the type of what was thrown. */
        FAILED
    }

    private final String name;
    private final Form form;
    private final @Nullable String text;

    SampleField(String name, Form form, @Nullable String text) {
        this.name = name;
        this.form = form;
        this.text = text;
    }

    /**
     * The field's name.
     *
     * @return at most 100 characters; a hash where it is not one word of letters, digits and {@code _-.:/}. {@code (fields)} stands
     *     for all where they could not be had, {@code (more)} for the rest
     */
    public String name() {
        return name;
    }

    /**
     * How it is shown.
     *
     * @return the form
     */
    public Form form() {
        return form;
    }

    /**
     * What is shown.
     *
     * @return the value's text, its hash, or a type's name, by the form; null for {@link Form#NULL}
     */
    public @Nullable String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof SampleField other
                && name.equals(other.name)
                && form == other.form
                && Objects.equals(text, other.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, form, text);
    }

    @Override
    public String toString() {
        return "SampleField[" + name + " " + form + "]";
    }
}
