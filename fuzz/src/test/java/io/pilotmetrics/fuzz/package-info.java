// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/** Every parser of outside bytes: what it refuses, it refuses as its Javadoc says, in a few words and at once. */
@NullMarked
package io.pilotmetrics.fuzz;

import org.jspecify.annotations.NullMarked;
