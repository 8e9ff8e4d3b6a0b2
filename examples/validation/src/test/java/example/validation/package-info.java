// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/** What docs/malformed.md shows, as a user would write it. */
@NullMarked
package example.validation;

import org.jspecify.annotations.NullMarked;
