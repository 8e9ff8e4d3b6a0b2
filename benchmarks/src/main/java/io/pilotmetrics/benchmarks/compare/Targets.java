// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

/** The figures to reach, in one table. Where one changes, the tables in {@code docs/performance.md} are made anew. */
public final class Targets {

    // Recorder, one thread, no clock.
    static final Target RECORDER_TO_MICROMETER_HISTOGRAM = Target.ratio(0.15);
    static final Target RECORDER_TO_HDR_HISTOGRAM = Target.ratio(1.0);
    static final Target RECORDER_BYTES = Target.bytes(0);

    // Two threads on one instrument.
    static final Target CONTENDED_TO_FASTEST_PEER = Target.ratio(0.3);
    static final Target CONTENDED_TO_ONE_THREAD = Target.ratio(1.3);

    // A wrapped call: with id, sequence and a rule; without; a stage.
    static final Target IDS_TO_HAND_WIRED = Target.ratio(0.5);
    static final Target IDS_BYTES = Target.bytes(0);
    static final Target CALL_BYTES = Target.bytes(0);
    static final Target STAGE_BYTES = Target.bytes(128);

    // An id looked up and remembered.
    static final Target WINDOW_BYTES = Target.bytes(0);

    // A snapshot of 100 handlers, windows included.
    static final Target SNAPSHOT_OF_100 = Target.millis(3);

    /** Bytes of a handler's latency, used by one thread. */
    public static final long MEMORY_OF_ONE_THREAD = 8 * 1_024;

    /** Bytes of a handler's latency, used by 16 threads. */
    public static final long MEMORY_OF_SIXTEEN_THREADS = 64 * 1_024;

    /** Bytes that an id takes, with as many of them as the window is made for. */
    public static final double BYTES_OF_AN_ID = 8;

    /** Bytes that an id takes where contents are compared. */
    public static final double BYTES_OF_AN_ID_WITH_CONTENT = 10;

    private Targets() {}
}
