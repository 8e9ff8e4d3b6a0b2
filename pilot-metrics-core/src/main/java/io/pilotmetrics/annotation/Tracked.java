// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Accounts for the calls of a method that is reached through an interface.
 *
 * <p>A method with one parameter, or with one that has {@link EventId}, is a handler of that event; any other is an operation.
 * The annotation stands on the implementing method or on the interface's; the implementing one's wins.
 *
 * <p>A call ends when its method returns, or, where that returns a {@code CompletionStage}, when the stage completes. A method
 * declared to return another future or a publisher goes through unmeasured, with a warning.
 *
 * <p>Methods of one name share its account: they have the same event type, {@link EventId} and {@link LatencyObjective}. A handler
 * that a builder registered before serves a method with neither of the two, whose event is of its type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tracked {

    /**
     * The name of the handler or operation.
     *
     * @return for example {@code lead.ingest}
     */
    String value();
}
