// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.util.Objects.requireNonNull;

/**
 * A lead, sign-up or order. It is kept only when the event that brought it is booked as processed.
 *
 * <p>A value: two conversions with equal parts are equal. Its text form shows no id and no amount.
 */
public final class Conversion {

    private final String orderId;
    private final double value;
    private final Touch touch;

    private Conversion(String orderId, double value, Touch touch) {
        this.orderId = requireNonNull(orderId, "orderId");
        this.value = value;
        this.touch = requireNonNull(touch, "touch");
    }

    /**
     * A conversion with one touch.
     *
     * @param orderId the id of the order or lead, by which surveys and other systems know it too
     * @param value what it is worth, in the pilot's currency; for weighting, not for accounting
     * @param touch the contact that gets the credit
     * @return the conversion
     * @throws NullPointerException if {@code orderId} or {@code touch} is null
     * @throws IllegalArgumentException if {@code value} is not finite
     */
    public static Conversion of(String orderId, double value, Touch touch) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a conversion's value needs to be a finite number, got " + value);
        }
        return new Conversion(orderId, value, touch);
    }

    /**
     * The id of the order or lead.
     *
     * @return the id
     */
    public String orderId() {
        return orderId;
    }

    /**
     * What it is worth.
     *
     * @return an amount in the pilot's currency
     */
    public double value() {
        return value;
    }

    /**
     * The contact that gets the credit.
     *
     * @return the touch
     */
    public Touch touch() {
        return touch;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Conversion other
                && orderId.equals(other.orderId)
                && Double.compare(value, other.value) == 0
                && touch.equals(other.touch);
    }

    @Override
    public int hashCode() {
        return orderId.hashCode();
    }

    @Override
    public String toString() {
        return "Conversion[" + touch + "]";
    }
}
