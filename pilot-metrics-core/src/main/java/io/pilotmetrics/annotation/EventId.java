// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the parameter that is the event, one of a method, and names where its id comes from. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface EventId {

    /**
     * The event's method without parameters that gives its id: {@code "id"} finds {@code id()}, then {@code getId()}.
     *
     * @return the name; empty (the default) where the parameter is the id itself
     */
    String value() default "";
}
