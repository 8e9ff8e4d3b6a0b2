// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Which events are missing, by name. {@link io.pilotmetrics.examples.missing.Main} lets three producers send numbered events
 * through a network that loses some of them to two instances of a service, restarts or kills instances meanwhile, and prints what
 * both together call missing beside what was truly lost.
 */
@NullMarked
package io.pilotmetrics.examples.missing;

import org.jspecify.annotations.NullMarked;
