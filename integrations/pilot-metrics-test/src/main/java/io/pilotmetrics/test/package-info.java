// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Test support for code that a pilot observes. {@link io.pilotmetrics.test.PilotAssertions} checks what a handler or an
 * operation has counted, and that the laws hold; {@link io.pilotmetrics.test.ManualClock} moves time by hand;
 * {@link io.pilotmetrics.test.PilotExtension} gives each JUnit test a fresh pilot.
 */
@NullMarked
package io.pilotmetrics.test;

import org.jspecify.annotations.NullMarked;
