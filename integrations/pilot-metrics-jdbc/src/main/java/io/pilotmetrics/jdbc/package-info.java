// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Conversions in a table of a database that speaks JDBC: {@link io.pilotmetrics.jdbc.JdbcConversions} is the store, and
 * {@link io.pilotmetrics.conversion.QueuedConversionSink} keeps it away from your threads.
 */
@NullMarked
package io.pilotmetrics.jdbc;

import org.jspecify.annotations.NullMarked;
