// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * Named counters of one account, a value. Merging instances and taking windows is addition and subtraction of all of them
 * alike, so a counter that is new tomorrow needs no code here, in the JSON form or in a merge.
 *
 * <p>Names are lower case; a dimension follows a dot: {@code received}, {@code disposition.duplicate},
 * {@code malformed.missing_email}. A name that was never counted reads 0.
 */
public final class Counts {

    /** Nothing counted. */
    public static final Counts NONE = new Counts(new TreeMap<>());

    /** Events that arrived. */
    public static final String RECEIVED = "received";

    /** Calls of an operation that began. */
    public static final String STARTED = "started";

    /** Events that ended calls carried. */
    public static final String CARRIED = "carried";

    /** Events without an id, where the handler asks for one. */
    public static final String WITHOUT_ID = "without_id";

    /**
     * Events that are a sender's second or later attempt, and neither duplicate nor conflicting: what came before did not end well. The
     * distinct events are {@code received - duplicate - conflicting - redelivered}.
     */
    public static final String REDELIVERED = "redelivered";

    /** Events that were repaired from a dead-letter store, beside the law: they were not received again. */
    public static final String RECOVERED = "recovered";

    /** Events without a time of their own, where the handler asks for one. */
    public static final String WITHOUT_TIME = "without_time";

    /** Events that arrived later than the handler's limit after they had happened. */
    public static final String LATE = "late";

    /** Events that lie in the future: their clock or this one is wrong. */
    public static final String FUTURE = "future";

    /** Events that had happened before one that arrived before them. */
    public static final String OUT_OF_ORDER = "out_of_order";

    /** Events that nobody said how they went; they are among the failed. */
    public static final String ABANDONED = "abandoned";

    /** Conversions of processed events that their sink did not keep. */
    public static final String CONVERSION_NOT_STORED = "conversion.not_stored";

    /** Ids that gave way to newer ones before their time. */
    public static final String IDS_EVICTED = "ids.evicted";

    /** Ids that left the window before their first delivery had ended. */
    public static final String IDS_EXPIRED_IN_FLIGHT = "ids.expired_in_flight";

    /**
     * Numbers that this process declared dropped; those that came late since are among them. With {@link #NUMBERS_FILLED} it counts what
     * the dropped numbers of a ledger, which may fall, do not. Over several instances each has declared its own.
     */
    public static final String NUMBERS_DECLARED_MISSING = "numbers.declared_missing";

    /** Dropped numbers that came late, to this process; it, or one before it, had declared them. */
    public static final String NUMBERS_FILLED = "numbers.filled";

    /** Arrivals in this process after the grace time of their gap was over, including numbers that were sealed before. */
    public static final String NUMBERS_LATE = "numbers.late";

    /** Distinct numbers that came to this process after a higher one. */
    public static final String NUMBERS_OUT_OF_ORDER = "numbers.out_of_order";

    /** Prefix of the dispositions, see {@link #key(Disposition)}. */
    public static final String DISPOSITION = "disposition.";

    /** Prefix of the malformed, conflicting and duplicate events that were passed on to your code all the same. */
    public static final String PASSED_ON = "passed_on.";

    /** Prefix of the outcomes of calls, see {@link #key(Outcome)}. */
    public static final String OUTCOME = "outcome.";

    /** Prefix of the reasons of malformed events. */
    public static final String MALFORMED = "malformed.";

    /** Prefix of the reasons of refused events. */
    public static final String REFUSED = "refused.";

    /** Prefix of the types of exceptions that calls ended with; refusals are not among them. */
    public static final String EXCEPTION = "exception.";

    /** Prefix of the places where a callback of yours threw. */
    public static final String INSTRUMENTATION_ERROR = "instrumentation_error.";

    private final SortedMap<String, Long> byName;

    private Counts(SortedMap<String, Long> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    /**
     * Counters from a map.
     *
     * @param byName counts by name; copied, zeros are left out
     * @return the counters
     */
    public static Counts of(Map<String, Long> byName) {
        TreeMap<String, Long> copy = new TreeMap<>(byName);
        copy.values().removeIf(count -> count == 0);
        return new Counts(copy);
    }

    /**
     * The name under which a disposition is counted.
     *
     * @param disposition the disposition
     * @return for example {@code disposition.duplicate}
     */
    public static String key(Disposition disposition) {
        return DISPOSITION + lower(disposition);
    }

    /**
     * The name under which events of a disposition are counted that were passed on to your code.
     *
     * @param disposition the disposition
     * @return for example {@code passed_on.duplicate}
     */
    public static String passedOn(Disposition disposition) {
        return PASSED_ON + lower(disposition);
    }

    /**
     * The name under which an outcome is counted.
     *
     * @param outcome the outcome
     * @return for example {@code outcome.server_error}
     */
    public static String key(Outcome outcome) {
        return OUTCOME + lower(outcome);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * One counter.
     *
     * @param name its name
     * @return its count, 0 where it was never counted
     */
    public long get(String name) {
        return byName.getOrDefault(name, 0L);
    }

    /**
     * All counters whose name begins alike.
     *
     * @param prefix the common beginning, for example {@link #MALFORMED}
     * @return counts by the rest of the name, in order of name; unmodifiable
     */
    public SortedMap<String, Long> under(String prefix) {
        TreeMap<String, Long> found = new TreeMap<>();
        byName.tailMap(prefix).forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), count);
            }
        });
        return Collections.unmodifiableSortedMap(found);
    }

    /**
     * The sum of all counters whose name begins alike.
     *
     * @param prefix the common beginning
     * @return the sum
     */
    public long sum(String prefix) {
        return under(prefix).values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * All counters that are not zero.
     *
     * @return counts by name, in order of name; unmodifiable
     */
    public SortedMap<String, Long> asMap() {
        return byName;
    }

    /**
     * Both together.
     *
     * @param other the other counters
     * @return the sum, name by name
     */
    public Counts plus(Counts other) {
        return combine(other, Long::sum);
    }

    /**
     * What was counted since an earlier state.
     *
     * @param earlier the earlier state
     * @return the difference, name by name
     */
    public Counts minus(Counts earlier) {
        return combine(earlier, (a, b) -> a - b);
    }

    /** These counters, if even all of them together are a number. */
    Counts requireNoOverflow() {
        try {
            var unused = byName.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
            return this;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("its counts add up to more than a number can hold");
        }
    }

    private Counts combine(Counts other, LongBinaryOperator operator) {
        TreeMap<String, Long> sum = new TreeMap<>(byName);
        other.byName.forEach((name, count) -> sum.put(name, operator.applyAsLong(get(name), count)));
        return of(sum);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Counts other && byName.equals(other.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
