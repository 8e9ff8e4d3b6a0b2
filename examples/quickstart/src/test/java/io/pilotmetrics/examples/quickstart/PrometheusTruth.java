// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * What a process really did, in a file that is mapped into memory, so that no kill loses any of it. One life of the process has
 * its part of the file:
 *
 * <pre>
 * life     := begun done outer inner since readings reading*
 * begun    := the events of each kind that were about to be sent
 * done     := those that were sent, and all of it is counted
 * outer    := nanoseconds around what was sent;   inner := those inside the handler's code;   since := when what is being sent
 *             began, or 0
 * reading  := done inner, before a scrape read its counts;   begun outer, after
 * </pre>
 *
 * <p>What a scrape shows of a kind lies between the two halves of its reading. One thread sends, another one is scraped.
 */
@SuppressWarnings("EnumOrdinal") // who writes and who reads are of one build
final class PrometheusTruth {

    static final int LIVES = 6;
    static final int READINGS = 4_000;

    private static final long MOST_RUNNING_NANOS = 1_000_000_000;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int KINDS = PrometheusKind.values().length;
    private static final int OUTER = 2 * KINDS;
    private static final int INNER = OUTER + 1;
    private static final int SINCE = INNER + 1;
    private static final int READ = SINCE + 1;
    private static final int FIRST_READING = READ + 1;
    private static final int HALF = KINDS + 1;
    private static final int LIFE = FIRST_READING + READINGS * 2 * HALF;

    private final MappedByteBuffer file;
    private final int from;

    /**
     * One half of a reading.
     *
     * @param byKind how many events of each kind
     * @param nanos how long the handler's calls took
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Half(long[] byKind, long nanos) {

        long of(Set<PrometheusKind> kinds) {
            return kinds.stream().mapToLong(kind -> byKind[kind.ordinal()]).sum();
        }

        Half plus(Half other) {
            long[] sum = byKind.clone();
            Arrays.setAll(sum, kind -> sum[kind] + other.byKind[kind]);
            return new Half(sum, nanos + other.nanos);
        }
    }

    private PrometheusTruth(MappedByteBuffer file, int life) {
        this.file = file;
        this.from = life * LIFE;
    }

    /** The part of one life, from 0; the file is made where there is none. */
    static PrometheusTruth of(Path path, int life) {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new PrometheusTruth(channel.map(MapMode.READ_WRITE, 0, (long) LIVES * LIFE * Long.BYTES), life);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void begin(PrometheusKind kind) {
        add(kind.ordinal(), 1);
        set(SINCE, System.nanoTime());
    }

    /** Says that it is over, and how long the handler's code took. */
    void end(PrometheusKind kind, long innerNanos) {
        add(OUTER, System.nanoTime() - get(SINCE));
        set(SINCE, 0);
        add(INNER, innerNanos);
        add(KINDS + kind.ordinal(), 1);
    }

    /** To be called before a scrape reads its counts; the number of its reading, from 0. */
    int beforeCounts() {
        int reading = readings();
        if (reading == READINGS) {
            throw new IllegalStateException("no room for more than " + READINGS + " readings of a life");
        }
        write(reading(reading), KINDS, get(INNER));
        return reading;
    }

    /** To be called after that. */
    void afterCounts(int reading) {
        // In this order, for a call that ends meanwhile adds to the outer time before it is no longer running.
        long since = get(SINCE);
        long running = since == 0 ? 0 : Math.max(0, System.nanoTime() - since);
        write(reading(reading) + HALF, 0, get(OUTER) + running);
        set(READ, reading + 1);
    }

    private void write(int at, int counts, long nanos) {
        for (int kind = 0; kind < KINDS; kind++) {
            set(at + kind, get(counts + kind));
        }
        set(at + KINDS, nanos);
    }

    int readings() {
        return (int) get(READ);
    }

    /** What a scrape shows at least. */
    Half atLeast(int reading) {
        return half(reading(reading));
    }

    /** What a scrape shows at most. */
    Half atMost(int reading) {
        return half(reading(reading) + HALF);
    }

    /** All that this life did, though nobody may have seen it. */
    Half whole() {
        long[] begun = new long[KINDS];
        Arrays.setAll(begun, kind -> get(kind));
        return new Half(begun, get(OUTER) + MOST_RUNNING_NANOS);
    }

    private Half half(int at) {
        long[] byKind = new long[KINDS];
        Arrays.setAll(byKind, kind -> get(at + kind));
        return new Half(byKind, get(at + KINDS));
    }

    private static int reading(int reading) {
        return FIRST_READING + reading * 2 * HALF;
    }

    private long get(int at) {
        return (long) LONGS.getAcquire(file, (from + at) * Long.BYTES);
    }

    private void set(int at, long value) {
        LONGS.setRelease(file, (from + at) * Long.BYTES, value);
    }

    /** Only one thread writes each of them. */
    private void add(int at, long more) {
        set(at, get(at) + more);
    }
}
