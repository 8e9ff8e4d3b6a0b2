// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/** The parsers of snapshots and of quarantined samples: what it refuses, it refuses as its Javadoc says, in a few words and at once. */
@NullMarked
package io.pilotmetrics.fuzz;

import org.jspecify.annotations.NullMarked;
