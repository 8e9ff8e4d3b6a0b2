// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.latency;

import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Histogram;
import io.pilotmetrics.snapshot.LatencySnapshot;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one account counted between two ticks, packed: about 120 bytes, 5 to 7 for each counter that changed and 2 for each bucket hit. A
 * second in which nothing happened costs its two numbers; where the same counters changed as in the second before, their names are that one's.
 *
 * <p>Layout of {@code packed}, all of it variable-length numbers of 7 bits a byte, low bits first: the values of {@code names}; the
 * sum, the negatives and the zeros; for each threshold its limit, met and of; then the buckets from {@code offset} on, an empty
 * run as 0 and its length.
 */
final class Slice {

    private static final String[] NO_NAMES = {};
    private static final byte[] NOTHING = {};

    private final long start;
    private final long inFlightAtStart;
    private final String[] names;
    private final int thresholds;
    private final int offset;
    private final byte[] packed;

    Slice(long start, long inFlightAtStart, Sum sum, String[] namesBefore) {
        this.start = start;
        this.inFlightAtStart = inFlightAtStart;
        Map<String, Long> byName = sum.counts().asMap();
        LatencySnapshot latency = sum.latency();
        boolean empty = sum.isNothing();
        this.names = empty ? namesBefore : names(byName, namesBefore);
        this.thresholds = empty ? 0 : latency.thresholds().size();
        this.offset = latency.histogram().offset();
        this.packed = empty ? NOTHING : pack(byName, latency);
    }

    private static String[] names(Map<String, Long> byName, String[] before) {
        String[] names = byName.keySet().toArray(NO_NAMES);
        return Arrays.equals(names, before) ? before : names;
    }

    private static byte[] pack(Map<String, Long> counts, LatencySnapshot latency) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        counts.values().forEach(count -> write(bytes, count));
        write(bytes, latency.sumNanos());
        write(bytes, latency.negative());
        write(bytes, latency.histogram().zeros());
        for (LatencySnapshot.Threshold threshold : latency.thresholds()) {
            write(bytes, threshold.nanos());
            write(bytes, threshold.met());
            write(bytes, threshold.of());
        }
        long[] buckets = latency.histogram().counts();
        for (int i = 0; i < buckets.length; i++) {
            write(bytes, buckets[i]);
            if (buckets[i] == 0) {
                int from = i;
                while (buckets[i + 1] == 0) { // the last bucket is never empty
                    i++;
                }
                write(bytes, i - from + 1L);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** Reads packed numbers one after the other. */
    private static final class Reader {
        private final byte[] packed;
        private int at;

        Reader(byte[] packed) {
            this.packed = packed;
        }

        boolean more() {
            return at < packed.length;
        }

        long next() {
            long value = 0;
            int shift = 0;
            byte part;
            do {
                part = packed[at++];
                value |= (long) (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            return value;
        }
    }

    long start() {
        return start;
    }

    long inFlightAtStart() {
        return inFlightAtStart;
    }

    String[] names() {
        return names;
    }

    int bytes() {
        return packed.length;
    }

    /** What this slice holds, unpacked. */
    Sum sum() {
        if (packed.length == 0) {
            return Sum.NOTHING;
        }
        Reader reader = new Reader(packed);
        Map<String, Long> byName = new TreeMap<>();
        for (String name : names) {
            byName.put(name, reader.next());
        }
        long sumNanos = reader.next();
        long negative = reader.next();
        long zeros = reader.next();
        List<LatencySnapshot.Threshold> limits = new ArrayList<>(thresholds);
        for (int i = 0; i < thresholds; i++) {
            limits.add(new LatencySnapshot.Threshold(reader.next(), reader.next(), reader.next()));
        }
        Histogram histogram = Histogram.of(zeros, offset, buckets(reader));
        return new Sum(Counts.of(byName), Sum.bounded(histogram, sumNanos, negative, limits));
    }

    private static long[] buckets(Reader reader) {
        long[] buckets = new long[64];
        int size = 0;
        while (reader.more()) {
            long count = reader.next();
            if (count == 0) {
                size += (int) reader.next();
                continue;
            }
            if (size >= buckets.length) {
                buckets = Arrays.copyOf(buckets, Math.max(size + 1, 2 * buckets.length));
            }
            buckets[size++] = count;
        }
        return buckets;
    }

    /**
     * What was counted and timed in a span.
     *
     * @param counts the counters
     * @param latency the latency; its extremes are bounds of buckets
     */
    record Sum(Counts counts, LatencySnapshot latency) {

        static final Sum NOTHING = new Sum(Counts.NONE, LatencySnapshot.EMPTY);

        static LatencySnapshot bounded(
                Histogram histogram, long sumNanos, long negative, List<LatencySnapshot.Threshold> limits) {
            // Taking nothing away computes the extremes from the buckets.
            return new LatencySnapshot(histogram, sumNanos, 0, 0, false, negative, limits).minus(LatencySnapshot.EMPTY);
        }

        /** All of it is asked: what a call writes one after the other may fall on both sides of a tick. */
        boolean isNothing() {
            if (!counts.asMap().isEmpty()
                    || latency.count() != 0
                    || latency.sumNanos() != 0
                    || latency.negative() != 0) {
                return false;
            }
            for (LatencySnapshot.Threshold limit : latency.thresholds()) {
                if (limit.met() != 0 || limit.of() != 0) {
                    return false;
                }
            }
            return true;
        }

        Sum plus(Sum other) {
            if (isNothing() || other.isNothing()) {
                return isNothing() ? other : this;
            }
            return new Sum(counts.plus(other.counts), latency.plus(other.latency));
        }

        Sum minus(Sum other) {
            if (other.isNothing()) {
                return this;
            }
            return new Sum(counts.minus(other.counts), latency.minus(other.latency));
        }
    }
}
