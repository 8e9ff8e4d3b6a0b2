// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.conversion.Touch;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a customer came from, in four words: as the backend reads it off the link's tags and the referrer. */
final class Channels {

    static final String DIRECT = "Direct";
    static final String SEARCH = "Organic Search";
    static final String REFERRAL = "Referral";
    static final String FEED = "Feed";

    static final List<String> ALL = List.of(DIRECT, SEARCH, REFERRAL, FEED);

    private static final List<String> ENGINES =
            List.of("google.", "bing.", "duckduckgo.", "yahoo.", "yandex.", "baidu.");
    private static final String OWN_SITE = "semicomplete.com";

    private Channels() {}

    static String of(Touch touch) {
        return of(touch.medium(), touch.referrer());
    }

    static String of(@Nullable String medium, @Nullable String referrer) {
        if ("feed".equals(medium)) {
            return FEED;
        }
        String host = host(referrer);
        if (host.isEmpty() || isOwn(host)) {
            return DIRECT;
        }
        String dotted = "." + host;
        return ENGINES.stream().anyMatch(engine -> dotted.contains("." + engine)) ? SEARCH : REFERRAL;
    }

    /** Whether a page of the site itself led here, so that the visit began earlier. */
    static boolean isInternal(@Nullable String referrer) {
        return isOwn(host(referrer));
    }

    private static boolean isOwn(String host) {
        return host.equals(OWN_SITE) || host.endsWith("." + OWN_SITE);
    }

    private static String host(@Nullable String referrer) {
        if (referrer == null) {
            return "";
        }
        try {
            String host = URI.create(referrer).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }
}
