// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Counted durations in the buckets of {@link BucketLayout}, zeros apart. A value: {@link #plus} merges threads, windows and
 * instances without loss, {@link #minus} takes an earlier state away.
 */
public final class Histogram {

    /** No duration at all. */
    public static final Histogram EMPTY = new Histogram(0, 0, new long[0]);

    private final long zeros;
    private final int offset;
    private final long[] counts;
    private final long count;

    private Histogram(long zeros, int offset, long[] counts) {
        this.zeros = zeros;
        this.offset = offset;
        this.counts = counts;
        long sum = zeros;
        for (long c : counts) {
            sum += c;
        }
        this.count = sum;
    }

    /**
     * A histogram of given counts.
     *
     * @param zeros how many durations were zero
     * @param offset the index of the first bucket, in OpenTelemetry's numbering
     * @param counts the count of each bucket from {@code offset} on; copied, empty ends are trimmed
     * @return the histogram
     * @throws IllegalArgumentException if a count is negative, or a filled bucket is outside the layout
     */
    public static Histogram of(long zeros, int offset, long[] counts) {
        requireNonNull(counts, "counts");
        int from = 0;
        int to = counts.length;
        while (from < to && counts[from] == 0) {
            from++;
        }
        while (to > from && counts[to - 1] == 0) {
            to--;
        }
        if (zeros < 0 || Arrays.stream(counts, from, to).anyMatch(c -> c < 0)) {
            throw new IllegalArgumentException("a histogram's counts need to be 0 or more");
        }
        if (from == to) {
            return zeros == 0 ? EMPTY : new Histogram(zeros, 0, new long[0]);
        }
        long first = (long) offset + from;
        long last = (long) offset + to - 1;
        if (first < BucketLayout.MIN_INDEX || last > BucketLayout.MAX_INDEX) {
            throw new IllegalArgumentException("buckets " + first + " to " + last + " are outside of the layout's "
                    + BucketLayout.MIN_INDEX + " to " + BucketLayout.MAX_INDEX);
        }
        try {
            var unused = Arrays.stream(counts, from, to).reduce(zeros, Math::addExact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a histogram's counts add up to more than a number can hold");
        }
        return new Histogram(zeros, (int) first, Arrays.copyOfRange(counts, from, to));
    }

    /**
     * How many durations were counted.
     *
     * @return the sum of all buckets and the zeros
     */
    public long count() {
        return count;
    }

    /**
     * How many durations were zero.
     *
     * @return the count of the zero bucket
     */
    public long zeros() {
        return zeros;
    }

    /**
     * The index of the first bucket that {@link #counts()} lists.
     *
     * @return an index in OpenTelemetry's numbering; 0 where there is no bucket
     */
    public int offset() {
        return offset;
    }

    /**
     * The counts of all buckets between the first and the last that hold anything.
     *
     * @return a new array; its first element is the bucket {@link #offset()}
     */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * The count of one bucket.
     *
     * @param index an index in OpenTelemetry's numbering
     * @return the count, 0 for a bucket outside of the layout
     */
    public long count(int index) {
        int at = index - offset;
        return at >= 0 && at < counts.length ? counts[at] : 0;
    }

    /**
     * How many durations lie in the buckets up to one, zeros included. Exact for a duration that is itself a bound.
     *
     * @param index an index in OpenTelemetry's numbering, inclusive
     * @return the cumulated count
     */
    public long countUpTo(int index) {
        long sum = zeros;
        int end = Math.min(counts.length - 1, index - offset);
        for (int at = 0; at <= end; at++) {
            sum += counts[at];
        }
        return sum;
    }

    /**
     * The quantile by rank: the smallest value whose rank reaches {@code ceil(q * n)}, estimated by the geometric middle of
     * its bucket, at most 1.1 % off.
     *
     * @param q from 0 to 1
     * @return nanoseconds, NaN where nothing was counted
     * @throws IllegalArgumentException if {@code q} is outside 0 to 1
     */
    public double quantileNanos(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile needs to be from 0 to 1, got " + q);
        }
        if (count == 0) {
            return Double.NaN;
        }
        // One step down first: 0.07 * 100 is a last bit above 7, and its rank is 7.
        long rank = Math.max(1, (long) Math.ceil(Math.nextDown(q * count)));
        long seen = zeros;
        if (seen >= rank) {
            return 0;
        }
        for (int at = 0; at < counts.length; at++) {
            seen += counts[at];
            if (seen >= rank) {
                return BucketLayout.middleNanos(offset + at);
            }
        }
        return BucketLayout.middleNanos(offset + counts.length - 1);
    }

    /**
     * The upper bound of the highest bucket that holds anything.
     *
     * @return nanoseconds; 0 where only zeros, or nothing at all, were counted
     */
    public long highestBoundNanos() {
        return counts.length == 0 ? 0 : BucketLayout.upperBoundNanos(offset + counts.length - 1);
    }

    /**
     * Both histograms together.
     *
     * @param other the other histogram
     * @return the sum, bucket by bucket
     */
    public Histogram plus(Histogram other) {
        return combine(other, 1);
    }

    /**
     * What was counted since an earlier state of the same histogram. A bucket that the earlier state read ahead of its
     * neighbours never becomes negative.
     *
     * @param earlier the earlier state
     * @return the difference, bucket by bucket
     */
    public Histogram minus(Histogram earlier) {
        return combine(earlier, -1);
    }

    private Histogram combine(Histogram other, int sign) {
        if (other.count == 0) {
            return this;
        }
        long sumOfZeros = Math.max(0, zeros + sign * other.zeros);
        if (other.counts.length == 0) {
            return of(sumOfZeros, offset, counts);
        }
        int from = counts.length == 0 ? other.offset : Math.min(offset, other.offset);
        int to = counts.length == 0
                ? other.offset + other.counts.length
                : Math.max(offset + counts.length, other.offset + other.counts.length);
        long[] sum = new long[to - from];
        for (int at = 0; at < counts.length; at++) {
            sum[offset - from + at] = counts[at];
        }
        for (int at = 0; at < other.counts.length; at++) {
            int to1 = other.offset - from + at;
            sum[to1] = Math.max(0, sum[to1] + sign * other.counts[at]);
        }
        return of(sumOfZeros, from, sum);
    }

    /**
     * The buckets at a lower resolution, by lossless merging of neighbours until no more than {@code maxBuckets} are left.
     *
     * @param maxBuckets how many buckets there may be, at least 2: no bucket may hold durations below and above 1 s
     * @return the same counts at OpenTelemetry scale 5 or lower
     * @throws IllegalArgumentException if {@code maxBuckets} is below 2
     */
    public Scaled downscale(int maxBuckets) {
        if (maxBuckets < 2) {
            throw new IllegalArgumentException(
                    "downscale needs at least 2 buckets, below and above 1 s, got " + maxBuckets);
        }
        int shift = 0;
        while (counts.length > 0 && ((offset + counts.length - 1) >> shift) - (offset >> shift) + 1 > maxBuckets) {
            shift++;
        }
        if (counts.length == 0) {
            return new Scaled(BucketLayout.SCALE, 0, new long[0]);
        }
        int first = offset >> shift;
        long[] merged = new long[((offset + counts.length - 1) >> shift) - first + 1];
        for (int at = 0; at < counts.length; at++) {
            merged[((offset + at) >> shift) - first] += counts[at];
        }
        return new Scaled(BucketLayout.SCALE - shift, first, merged);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Histogram other
                && zeros == other.zeros
                && offset == other.offset
                && Arrays.equals(counts, other.counts);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(zeros) * 31 + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Histogram[count=" + count + ", zeros=" + zeros + ", offset=" + offset + ", buckets=" + counts.length
                + "]";
    }

    /** The buckets of a histogram at a resolution that may be lower than the layout's. */
    public static final class Scaled {
        private final int scale;
        private final int offset;
        private final long[] counts;

        private Scaled(int scale, int offset, long[] counts) {
            this.scale = scale;
            this.offset = offset;
            this.counts = counts;
        }

        /**
         * The resolution: bucket {@code i} is {@code (base^i, base^(i+1)]} seconds with {@code base = 2^(2^-scale)}.
         *
         * @return OpenTelemetry's scale, which is Prometheus's schema
         */
        public int scale() {
            return scale;
        }

        /**
         * The index of the first bucket, in OpenTelemetry's numbering at this scale; Prometheus's is one higher.
         *
         * @return the index; 0 where there is no bucket
         */
        public int offset() {
            return offset;
        }

        /**
         * The count of each bucket from {@link #offset()} on.
         *
         * @return a new array
         */
        public long[] counts() {
            return counts.clone();
        }
    }
}
