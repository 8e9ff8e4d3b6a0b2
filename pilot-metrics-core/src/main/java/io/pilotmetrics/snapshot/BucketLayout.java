// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The one layout of latency buckets, from the recorder to every exporter.
 *
 * <p>Bucket {@code i} holds the durations in {@code (2^(i/32), 2^((i+1)/32)]} <em>seconds</em>: OpenTelemetry's
 * exponential histogram at scale 5, upper bound inclusive, each bucket 2.2 % wide. Prometheus's native histogram calls
 * the same resolution schema 5 and the same bucket {@code i + 1}. A duration of zero has no bucket; it is counted apart.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram">OpenTelemetry data
 *     model, exponential histogram</a>
 */
public final class BucketLayout {

    /*
     * Idea: 10^9 * 2^(k/32) ns has the same 32 mantissas in every octave, since a whole power of two only shifts it.
     * A duration is shifted until its top bit is set; the next 6 bits choose one of 64 slots, each 1/64 of the octave
     * wide. Neighbouring bounds are at least 2^(1/32) - 1 = 2.19 % of the octave's start apart, so a slot holds at
     * most one of them, and one comparison decides. It is exact because a duration is a whole number of nanoseconds:
     * the shifted value exceeds a bound if and only if it exceeds the bound's floor.
     */

    /** OpenTelemetry's scale, Prometheus's schema: 2^5 buckets in each doubling. */
    public static final int SCALE = 5;

    /** Buckets in each doubling. */
    public static final int BUCKETS_PER_OCTAVE = 1 << SCALE;

    private static final int SLOT_BITS = 6;
    private static final long[] SLOT_BOUND = new long[1 << SLOT_BITS];
    private static final int[] SLOT_INDEX = new int[1 << SLOT_BITS];
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal[] ROOTS = roots();

    static {
        fillSlots();
    }

    /** The bucket of one nanosecond, the lowest that a duration can fall into. */
    public static final int MIN_INDEX = index(1);

    /** The bucket of {@link Long#MAX_VALUE} nanoseconds (292 years), the highest. */
    public static final int MAX_INDEX = index(Long.MAX_VALUE);

    private BucketLayout() {}

    /**
     * The bucket of a duration, in OpenTelemetry's numbering.
     *
     * <p>O(1), no allocation, no floating point.
     *
     * @param nanos a duration in nanoseconds, above zero; for zero or less the result means nothing
     * @return the index, from {@link #MIN_INDEX} to {@link #MAX_INDEX}
     */
    public static int index(long nanos) {
        int shift = Long.numberOfLeadingZeros(nanos);
        long mantissa = nanos << shift;
        int slot = (int) (mantissa >>> (63 - SLOT_BITS)) & ((1 << SLOT_BITS) - 1);
        int index = SLOT_INDEX[slot] - (shift << SCALE);
        return Long.compareUnsigned(mantissa, SLOT_BOUND[slot]) > 0 ? index + 1 : index;
    }

    /**
     * The largest whole duration inside a bucket: its upper bound, rounded down to a nanosecond.
     *
     * @param index an index in OpenTelemetry's numbering
     * @return nanoseconds; {@link Long#MAX_VALUE} where the bound is beyond it, 0 where it is below one nanosecond
     */
    public static long upperBoundNanos(int index) {
        BigInteger floor = exactUpperBound(index).toBigInteger();
        return floor.bitLength() > 63 ? Long.MAX_VALUE : floor.longValueExact();
    }

    /**
     * The upper bound of a bucket in seconds, inclusive: {@code 2^((index + 1) / 32)}.
     *
     * @param index an index in OpenTelemetry's numbering
     * @return seconds, rounded to the nearest double; a whole power of two is exact
     */
    public static double upperBoundSeconds(int index) {
        int k = index + 1;
        return Math.scalb(ROOTS[Math.floorMod(k, BUCKETS_PER_OCTAVE)].doubleValue(), k >> SCALE);
    }

    /**
     * The value that stands for a whole bucket: the geometric middle of its bounds, at most 1.1 % from any duration in it.
     *
     * @param index an index in OpenTelemetry's numbering
     * @return nanoseconds
     */
    public static double middleNanos(int index) {
        return 1e9 * Math.exp((index + 0.5) * (Math.log(2) / BUCKETS_PER_OCTAVE));
    }

    private static BigDecimal exactUpperBound(int index) {
        int k = index + 1;
        BigDecimal mantissa = ROOTS[Math.floorMod(k, BUCKETS_PER_OCTAVE)].multiply(NANOS_PER_SECOND);
        int octave = k >> SCALE;
        BigDecimal power = BigDecimal.valueOf(2).pow(Math.abs(octave));
        return octave >= 0 ? mantissa.multiply(power) : mantissa.divide(power, new MathContext(60));
    }

    /** {@code 2^(j/32)} for j from 0 to 31, to 50 digits: five square roots of two, multiplied. */
    private static BigDecimal[] roots() {
        MathContext precision = new MathContext(50);
        BigDecimal root = BigDecimal.valueOf(2);
        for (int i = 0; i < SCALE; i++) {
            root = root.sqrt(precision);
        }
        BigDecimal[] roots = new BigDecimal[BUCKETS_PER_OCTAVE];
        roots[0] = BigDecimal.ONE;
        for (int j = 1; j < roots.length; j++) {
            roots[j] = roots[j - 1].multiply(root, precision);
        }
        return roots;
    }

    /** For each slot the highest bound at or below its end, and the bucket that this bound closes, at shift 0. */
    private static void fillSlots() {
        BigInteger[] bounds = new BigInteger[BUCKETS_PER_OCTAVE + 1];
        int[] closes = new int[bounds.length];
        // Bounds from 2^63 (inclusive) to 2^64 ns: 10^9 * 2^(k/32) >= 2^63 from k = 1060 on, ceil(32 * log2(2^63 /
        // 10^9)).
        int first = firstBoundFrom(BigInteger.ONE.shiftLeft(63));
        for (int b = 0; b < bounds.length; b++) {
            bounds[b] = exactUpperBound(first + b - 1).toBigInteger();
            closes[b] = first + b - 1;
        }
        int next = 0;
        for (int slot = 0; slot < SLOT_BOUND.length; slot++) {
            BigInteger end = BigInteger.valueOf(SLOT_BOUND.length + slot + 1L).shiftLeft(63 - SLOT_BITS);
            SLOT_INDEX[slot] = closes[next];
            if (bounds[next].compareTo(end) < 0) {
                SLOT_BOUND[slot] = bounds[next].longValue();
                next++;
            } else {
                SLOT_BOUND[slot] = -1L; // unsigned maximum: no bound inside, nothing exceeds it
            }
        }
    }

    private static int firstBoundFrom(BigInteger nanos) {
        int k = 0;
        while (exactUpperBound(k - 1).compareTo(new BigDecimal(nanos)) < 0) {
            k++;
        }
        return k;
    }
}
