// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.EventRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a pilot: a share of the users, the same ones in every process and language.
 *
 * <pre>{@code
 * PilotGroup pilot = PilotGroup.percent(5).salt("checkout-2026");
 * if (pilot.includes(customerId)) { … }
 * }</pre>
 *
 * <p>A user is in if the first four bytes of {@code SHA-256(salt, a zero byte, id)}, read as a number without sign, highest byte first, are less
 * than {@code percent · 2^32 / 100}; salt and id in UTF-8. So a larger share has all users of a smaller one of the same salt, and shares of
 * two salts have nothing to do with one another. {@code docs/cohorts.md} has test vectors, and the same in SQL and other languages.
 *
 * <p>An immutable value. A question costs one SHA-256.
 *
 * @see <a href="https://doi.org/10.6028/NIST.FIPS.180-4">FIPS 180-4, Secure Hash Standard</a>
 */
public final class PilotGroup {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final BigDecimal NUMBERS = BigDecimal.valueOf(1L << Integer.SIZE);

    private final BigDecimal percent;
    private final String salt;
    private final long limit; // of the numbers from 0 to 2^32 - 1 those below are in

    private PilotGroup(BigDecimal percent, String salt) {
        this.percent = percent;
        this.salt = salt;
        this.limit =
                percent.multiply(NUMBERS).divide(ALL, 0, RoundingMode.CEILING).longValueExact();
    }

    /**
     * A share of all users. Give it a {@link #salt}: groups without one are the same users in every pilot.
     *
     * @param percent 0 to 100, for example 5 or 0.5
     * @return the group
     * @throws IllegalArgumentException if {@code percent} is outside, or not a number
     */
    public static PilotGroup percent(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "PilotGroup.percent needs 0 to 100, got " + percent + "; write percent(5) for one user of 20");
        }
        return new PilotGroup(BigDecimal.valueOf(percent), "");
    }

    /**
     * The same share of other users: what is drawn with one salt has nothing to do with what is drawn with another.
     *
     * @param name best the pilot's name, and the same for as long as it runs
     * @return the group
     * @throws IllegalArgumentException if it is blank
     * @throws IllegalStateException if this group has a salt
     */
    public PilotGroup salt(String name) {
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException(
                    "PilotGroup.salt needs a name that is not blank, for example \"checkout-2026\"");
        }
        if (!salt.isEmpty()) {
            throw new IllegalStateException("PilotGroup.salt was set before, to \"" + salt
                    + "\"; a group has one, begin another with PilotGroup.percent(…)");
        }
        return new PilotGroup(percent, name);
    }

    /**
     * Whether a user takes part.
     *
     * @param id the user's id, any text; half a surrogate pair counts as {@code ?}
     * @return false also where the id is null: nobody whose id is unknown takes part
     */
    public boolean includes(@Nullable CharSequence id) {
        return id != null
                && Integer.toUnsignedLong(ByteBuffer.wrap(digest(id.toString())).getInt()) < limit;
    }

    /**
     * Whether a user takes part whose id is a number.
     *
     * @param id the id, which counts as the text of its decimal digits
     * @return true for a member
     */
    public boolean includes(long id) {
        return includes(Long.toString(id));
    }

    /** The digest that a user's membership is read from, for whoever needs more of it. */
    byte[] digest(String id) {
        MessageDigest digest = sha256();
        digest.update(salt.getBytes(UTF_8));
        digest.update((byte) 0);
        return digest.digest(id.getBytes(UTF_8));
    }

    /** How this group draws the cohorts of a handler. */
    EventRules.Draw draw() {
        return new EventRules.Draw(this::digest, limit, limit / NUMBERS.doubleValue());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    @Override
    public String toString() {
        return "PilotGroup[" + percent.stripTrailingZeros().toPlainString() + " %, salt \"" + salt + "\"]";
    }
}
