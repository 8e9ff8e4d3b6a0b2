// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A setting of a builder that is given at most once; a second value shows the first. */
final class Once<T> {

    private final String owner;
    private final String setting;
    private final T byDefault;
    private @Nullable T value;

    Once(String owner, String setting, T byDefault) {
        this.owner = owner;
        this.setting = setting;
        this.byDefault = byDefault;
    }

    void set(T given) {
        requireNonNull(given, setting);
        if (value != null) {
            throw new IllegalStateException(owner + ": " + setting + " was set before, to " + value + "; set it once");
        }
        value = given;
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

    T get() {
        return value == null ? byDefault : value;
    }
}
