// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A contact through a channel that gets credit for a conversion: what the link was tagged with, and where it came from.
 *
 * <p>Every part may be null, since links often lack it. A value: two touches with equal parts are equal.
 */
public final class Touch {

    private final @Nullable String source;
    private final @Nullable String medium;
    private final @Nullable String campaign;
    private final @Nullable String referrer;

    private Touch(
            @Nullable String source, @Nullable String medium, @Nullable String campaign, @Nullable String referrer) {
        this.source = source;
        this.medium = medium;
        this.campaign = campaign;
        this.referrer = referrer;
    }

    /**
     * A touch from a link's UTM parameters.
     *
     * @param source {@code utm_source}, for example {@code newsletter}; may be null
     * @param medium {@code utm_medium}, for example {@code email}; may be null
     * @param campaign {@code utm_campaign}; may be null
     * @param referrer the page that the visitor came from, a URL; may be null
     * @return the touch
     */
    public static Touch utm(
            @Nullable String source, @Nullable String medium, @Nullable String campaign, @Nullable String referrer) {
        return new Touch(source, medium, campaign, referrer);
    }

    /**
     * The source.
     *
     * @return {@code utm_source}, or null
     */
    public @Nullable String source() {
        return source;
    }

    /**
     * The medium.
     *
     * @return {@code utm_medium}, or null
     */
    public @Nullable String medium() {
        return medium;
    }

    /**
     * The campaign.
     *
     * @return {@code utm_campaign}, or null
     */
    public @Nullable String campaign() {
        return campaign;
    }

    /**
     * The referrer.
     *
     * @return a URL, or null
     */
    public @Nullable String referrer() {
        return referrer;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Touch other
                && Objects.equals(source, other.source)
                && Objects.equals(medium, other.medium)
                && Objects.equals(campaign, other.campaign)
                && Objects.equals(referrer, other.referrer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, medium, campaign, referrer);
    }

    /** The tags; the referrer is left out, since a URL may carry personal data. */
    @Override
    public String toString() {
        return "Touch[source=" + source + ", medium=" + medium + ", campaign=" + campaign + "]";
    }
}
