// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The contract of all exporters: whatever a snapshot has, each shows under the names of {@code docs/metrics.md}, and nothing else. {@code
 * Expected} says what that is, from the snapshot's JSON and the page alone; each exporter is read through its real tool, off its wire.
 */
@NullMarked
package io.pilotmetrics.exporters;

import org.jspecify.annotations.NullMarked;
