// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A setting of a builder that is given at most once; a second value shows the first. */
final class Once<T> {

    private final String owner;
    private final String setting;
    private final Supplier<? extends T> byDefault;
    private @Nullable T value;
    private volatile @Nullable T made;

    Once(String owner, String setting, T byDefault) {
        this(owner, setting, () -> byDefault);
        this.made = byDefault;
    }

    private Once(String owner, String setting, Supplier<? extends T> byDefault) {
        this.owner = owner;
        this.setting = setting;
        this.byDefault = byDefault;
    }

    /** A setting whose default is made when it is first asked for, once. */
    static <T> Once<T> lazily(String owner, String setting, Supplier<? extends T> byDefault) {
        return new Once<>(owner, setting, byDefault);
    }

    void set(T given) {
        requireNonNull(given, setting);
        if (value != null) {
            throw new IllegalStateException(owner + ": " + setting + " was set before, to " + value + "; set it once");
        }
        value = given;
    }

    /** Refuses a second function: it has no text to show. */
    static void requireFirst(String owner, String setting, @Nullable Object earlier, String because) {
        if (earlier != null) {
            throw new IllegalStateException(owner + ": " + setting + " was set before; " + because);
        }
    }

    boolean isSet() {
        return value != null;
    }

    /** Refuses a setting that would be passed over in silence; says what it lacks. */
    void requireUnset(String lacks) {
        if (value != null) {
            String given = value.equals(true) ? "" : value.toString();
            throw new IllegalStateException(owner + ": " + setting + "(" + given + ")" + lacks);
        }
    }

    /** What was given, or the default. Once nothing is set any more, any number of threads may ask. */
    T get() {
        T given = value == null ? made : value;
        return given == null ? madeOnce() : given;
    }

    private synchronized T madeOnce() {
        T kept = made;
        if (kept == null) {
            kept = byDefault.get();
            made = kept;
        }
        return kept;
    }
}
