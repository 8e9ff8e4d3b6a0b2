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
