// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import java.util.concurrent.CompletableFuture;

/**
 * The event. Each thread fills one over and over, so that what a wrapper allocates is not hidden behind what its user does: a
 * subject must not hold on to it after the call.
 */
public final class Lead {

    /** The id, where it is a number. */
    public long id;

    /** The id, where it is text. */
    public String text = "";

    /** The number that its producer gave it. */
    public long number;

    /** How often it was handled: all that the user's code does. */
    public long handled;

    /** What the user's asynchronous code returns for it. */
    public CompletableFuture<Long> receipt = new CompletableFuture<>();

    private final String producer;
    private final String email = "someone@example.org";

    /**
     * A lead of one producer.
     *
     * @param producer its name
     */
    public Lead(String producer) {
        this.producer = producer;
    }

    long id() {
        return id;
    }

    String text() {
        return text;
    }

    /**
     * Who sent it.
     *
     * @return the producer's name
     */
    public String producer() {
        return producer;
    }

    /**
     * Which life of its producer's numbering it belongs to.
     *
     * @return always the first
     */
    public long epoch() {
        return 1;
    }

    /**
     * The number that its producer gave it.
     *
     * @return {@link #number}
     */
    public long number() {
        return number;
    }

    String email() {
        return email;
    }
}
