// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
/** Assertions on a pilot's account, a clock moved by hand, and a fresh pilot for each JUnit test. */
module io.pilotmetrics.test {
    requires transitive io.pilotmetrics.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports io.pilotmetrics.test;
}
