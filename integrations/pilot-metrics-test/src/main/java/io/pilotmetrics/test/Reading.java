// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.AccountSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where an assertion reads an account from: a running pilot, which can come to rest, or a snapshot, which is as it is. */
final class Reading<S extends AccountSnapshot> {

    private final Supplier<S> account;
    private final Consumer<Duration> rest;

    private Reading(Supplier<S> account, Consumer<Duration> rest) {
        this.account = account;
        this.rest = rest;
    }

    static <S extends AccountSnapshot> Reading<S> of(S snapshot) {
        return new Reading<>(() -> snapshot, atMost -> {});
    }

    static <S extends AccountSnapshot> Reading<S> of(PilotMetrics pilot, Function<PilotSnapshot, S> account) {
        // Whether the whole pilot came to rest is not asked: another account may be busy, and this one is checked
        // itself.
        return new Reading<>(() -> account.apply(pilot.snapshot()), pilot::awaitRest);
    }

    S now() {
        return account.get();
    }

    void awaitRest(Duration atMost) {
        rest.accept(atMost);
    }

    @Override
    public String toString() {
        return now().toString();
    }
}
