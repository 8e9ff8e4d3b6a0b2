// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether as many users of the pilot's cohort arrive as were drawn for it. Where they do not, events of one cohort are lost, redirected or
 * filtered on their way, and a comparison of the cohorts compares other people than it seems to.
 *
 * <p>Counted are distinct users, since events of one user are not independent: of each instance the first {@value #MOST_USERS}. The test
 * may be looked at as often as you like: of pilots in which nothing is wrong, at most 1 in 1,000 ever shows a mismatch. Instances are tested
 * apart, since a user whom two of them have seen is counted by both; the smallest p is multiplied by their number.
 *
 * @param instances the users of each instance; none where shares are not known
 * @see <a href="https://arxiv.org/abs/2011.03567">Lindon and Malek, Anytime-Valid Inference for Multinomial Count Data, NeurIPS 2022</a>
 */
public record SampleRatio(List<Users> instances) {

    /*
     * The Bayes factor of "any share, drawn from a Beta distribution around the expected one" against "the expected share" is a martingale where
     * the expected share is true. So it ever exceeds 1,000 with a probability of 1/1,000 at most (Ville), and p = 1 / factor is valid whenever one
     * looks. The paper takes the greatest factor so far; a snapshot has counts alone, so p is the one of now: valid at each look and over all
     * of them alike, and it may rise again. The prior is worth CONCENTRATION users: of a pilot of 5 % of which
     * a fifth is missing, half of 200 simulated ones were found after 7,810 users, with 1,000 instead of 100 after 7,850; one that is missing
     * altogether after 270, with 1,000 after 610.
     */

    /** The most users of an instance that are told apart. */
    public static final int MOST_USERS = 65_536;

    /** The greatest p that says mismatch. */
    public static final double LIMIT = 0.001;

    /** Of a handler whose cohorts have no known shares. */
    public static final SampleRatio NONE = new SampleRatio(List.of());

    private static final double CONCENTRATION = 100;
    private static final long MOST_COUNTED = 1L << 40;

    /**
     * The distinct users that one instance saw.
     *
     * @param share the share of users that is expected in the pilot, above 0 and below 1
     * @param pilot users of the pilot
     * @param control users of the control
     */
    public record Users(double share, long pilot, long control) {

        /**
         * Checks its parts.
         *
         * @param share the share of users that is expected in the pilot, above 0 and below 1
         * @param pilot users of the pilot
         * @param control users of the control
         */
        public Users {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("an expected share needs to be above 0 and below 1, got " + share);
            }
            if (pilot < 0 || control < 0 || pilot > MOST_COUNTED || control > MOST_COUNTED) {
                throw new IllegalArgumentException(
                        "users need to be 0 to " + MOST_COUNTED + ", got " + pilot + " and " + control);
            }
        }

        private double logBayesFactor() {
            double a = CONCENTRATION * share;
            double b = CONCENTRATION - a;
            return LogGamma.of(CONCENTRATION)
                    - LogGamma.of(CONCENTRATION + pilot + control)
                    + LogGamma.of(a + pilot)
                    - LogGamma.of(a)
                    + LogGamma.of(b + control)
                    - LogGamma.of(b)
                    - pilot * Math.log(share)
                    - control * Math.log1p(-share);
        }
    }

    /**
     * Copies its parts.
     *
     * @param instances the users of each instance
     */
    public SampleRatio {
        instances = List.copyOf(instances);
    }

    /**
     * What one instance saw.
     *
     * @param share the share of users that is expected in the pilot, above 0 and below 1
     * @param pilot distinct users of the pilot
     * @param control distinct users of the control
     * @return the check
     * @throws IllegalArgumentException if the share is not one that can be checked, or a count is negative
     */
    public static SampleRatio of(double share, long pilot, long control) {
        return new SampleRatio(List.of(new Users(share, pilot, control)));
    }

    /**
     * Whether there is anything to check.
     *
     * @return false where shares are not known, or are 0 % or 100 %
     */
    public boolean isEmpty() {
        return instances.isEmpty();
    }

    /**
     * The users that were counted. One whom two instances have seen is counted by both.
     *
     * @return of the pilot and the control, over all instances
     */
    public long users() {
        return instances.stream().mapToLong(i -> i.pilot() + i.control()).sum();
    }

    /**
     * The users of the pilot that were counted.
     *
     * @return over all instances
     */
    public long pilotUsers() {
        return instances.stream().mapToLong(Users::pilot).sum();
    }

    /**
     * How well the users fit the expected shares: with a probability of at most {@code x} is it ever, at any look, {@code x} or less where
     * the shares are as expected.
     *
     * @return above 0 up to 1 (0 where a double knows no smaller number); 1 where nobody was seen
     */
    public double pValue() {
        double greatest =
                instances.stream().mapToDouble(Users::logBayesFactor).max().orElse(0);
        return Math.min(1, instances.size() * Math.exp(-greatest));
    }

    /**
     * Whether the shares are other than expected.
     *
     * @return true where {@link #pValue()} is at most {@value #LIMIT}
     */
    public boolean mismatch() {
        return !isEmpty() && pValue() <= LIMIT;
    }

    /**
     * What was expected, what was seen, and what follows.
     *
     * @return one line; empty where there is nothing to check
     */
    public String text() {
        if (isEmpty()) {
            return "";
        }
        double expected = instances.stream().mapToDouble(Users::share).average().orElse(0);
        boolean same =
                instances.stream().allMatch(i -> i.share() == instances.get(0).share());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%.2f %% of users expected in \"%s\"", expected * 100, CohortSnapshot.PILOT));
        text.append(same ? "" : " (on average)");
        long users = users();
        if (users == 0) {
            return text.append(", none seen yet").toString();
        }
        text.append(String.format(Locale.ROOT, ", %.2f %% of %,d seen", 100.0 * pilotUsers() / users, users));
        if (instances.size() > 1) {
            text.append(", ").append(instances.size()).append(" instances tested apart");
        }
        if (instances.stream().anyMatch(i -> i.pilot() + i.control() >= MOST_USERS)) {
            text.append(String.format(Locale.ROOT, ", the first %,d of an instance", MOST_USERS));
        }
        double p = pValue();
        text.append(p < 0.0001 ? " (p < 0.0001)" : String.format(Locale.ROOT, " (p = %.4f)", p));
        return text.append(
                        mismatch()
                                ? ": sample ratio mismatch; the comparison of cohorts is not to be trusted; look for users of one"
                                        + " cohort whose events are lost, redirected or filtered on their way here"
                                : ": as expected")
                .toString();
    }

    /**
     * The users of other instances beside.
     *
     * @param other theirs
     * @return both
     */
    public SampleRatio plus(SampleRatio other) {
        List<Users> both = new ArrayList<>(instances);
        both.addAll(other.instances);
        return new SampleRatio(both);
    }
}
