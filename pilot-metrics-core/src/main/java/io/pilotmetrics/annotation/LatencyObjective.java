// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A latency target of a {@link Tracked} method. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LatencyObjective {

    /**
     * The part of the calls that has to meet it.
     *
     * @return above 0, up to 100; default 95
     */
    double percentile() default 95;

    /**
     * The duration that a call may take.
     *
     * @return milliseconds, above 0, inclusive
     */
    long millis();
}
