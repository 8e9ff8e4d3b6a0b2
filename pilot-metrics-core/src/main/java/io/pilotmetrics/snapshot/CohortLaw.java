// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Holds a handler's cohorts, which are counted apart, against the handler. */
final class CohortLaw {

    private CohortLaw() {}

    /**
     * At rest the cohorts' events add up to the handler's, those of each disposition, passed on and carried alike; their calls are no more than
     * the handler's, and each cohort keeps its own laws.
     */
    static Law of(HandlerSnapshot handler) {
        Collection<CohortSnapshot> cohorts = handler.cohorts().values();
        List<String> broken = new ArrayList<>();
        keys().forEach(key -> {
            long sum = cohorts.stream().mapToLong(c -> c.counts().get(key)).sum();
            long whole = handler.counts().get(key);
            if (sum != whole) {
                broken.add(key + " " + whole + " of the handler, " + sum + " of its cohorts");
            }
        });
        long calls = cohorts.stream().mapToLong(AccountSnapshot::callsEnded).sum();
        if (calls > handler.callsEnded()) {
            broken.add("calls ended " + handler.callsEnded() + " of the handler, " + calls + " of its cohorts");
        }
        boolean negative = false;
        boolean atRest = handler.inFlight() == 0;
        for (CohortSnapshot cohort : cohorts) {
            negative |= cohort.inFlight() < 0;
            atRest &= cohort.inFlight() == 0;
            cohort.laws().stream()
                    .filter(law -> law.status() == Law.Status.BROKEN)
                    .forEach(law -> broken.add(law.name() + " of " + cohort.name() + ": " + law.text()));
        }
        StringBuilder text = new StringBuilder("received ").append(handler.received());
        String sign = " = ";
        for (CohortSnapshot cohort : cohorts) {
            text.append(sign).append(cohort.name()).append(' ').append(cohort.received());
            sign = " + ";
        }
        text.append(", and so for each disposition");
        if (negative || (atRest && !broken.isEmpty())) {
            text.append("; but ").append(String.join(", ", broken));
        }
        return new Law("cohort law", AccountSnapshot.status(atRest || negative, broken.isEmpty()), text.toString());
    }

    private static Stream<String> keys() {
        Stream<String> dispositions = Stream.of(Disposition.values()).map(Counts::key);
        Stream<String> passedOn = Stream.of(Disposition.values()).map(Counts::passedOn);
        return Stream.concat(Stream.of(Counts.RECEIVED, Counts.CARRIED), Stream.concat(dispositions, passedOn));
    }
}
