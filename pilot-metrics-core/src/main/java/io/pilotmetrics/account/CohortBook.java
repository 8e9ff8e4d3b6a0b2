// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.latency.Recorder;
import io.pilotmetrics.latency.Stripe;
import io.pilotmetrics.snapshot.CohortSnapshot;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.Disposition;
import io.pilotmetrics.snapshot.LatencySnapshot;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.Readings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one cohort, beside what its handler counts. Thread-safe.
 *
 * <p>An event is written here after its handler has looked at it and before the handler books its disposition. So who reads this between the
 * handler's dispositions and the handler's received events has, where nothing is in flight, read all that belongs to an event here too.
 */
final class CohortBook implements Owed.Ending {

    final String name;
    private final Recorder recorder;

    CohortBook(String name, long[] thresholdNanos) {
        this.name = name;
        this.recorder = new Recorder(Counter.ALL.length, thresholdNanos);
    }

    /** The stripe that the current thread counts on. */
    Stripe mine() {
        return recorder.mine();
    }

    /** Counts an event, and says on which stripe. */
    Stripe received() {
        Stripe stripe = mine();
        stripe.count(Counter.RECEIVED.index());
        return stripe;
    }

    /** Books the end of a call that carried one event. */
    static void called(Stripe stripe, Outcome outcome, long nanos) {
        stripe.record(nanos);
        stripe.count(Counter.of(outcome).index());
    }

    /** Books an event that a call carried, alone or with others; a malformed one but for its disposition. */
    static void carried(Stripe stripe, Disposition disposition) {
        stripe.count(Counter.CARRIED.index());
        switch (disposition) {
            case MALFORMED -> stripe.count(Counter.MALFORMED_PASSED_ON.index());
            case CONFLICTING -> {
                stripe.count(Counter.CONFLICTING_PASSED_ON.index());
                stripe.count(Counter.CONFLICTING.index());
            }
            case DUPLICATE -> {
                stripe.count(Counter.DUPLICATE_PASSED_ON.index());
                stripe.count(Counter.DUPLICATE.index());
            }
            case PROCESSED -> stripe.count(Counter.PROCESSED.index());
            default -> stripe.count(Counter.FAILED.index());
        }
    }

    /** Takes back an event of which the end of the stack kept its handler from receiving it. */
    @Override
    public void endLate(@Nullable Object event, @Nullable Object how, long startedAt) {
        mine().add(Counter.RECEIVED.index(), -1);
    }

    boolean isEmpty() {
        return recorder.get(Counter.RECEIVED.index()) == 0;
    }

    /** Reads it, what ends an event first. */
    CohortSnapshot read(Duration span) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < Counter.BEGUN; i++) {
            counts.put(Counter.ALL[i].key, recorder.get(i));
        }
        LatencySnapshot latency = recorder.latency();
        counts.put(Counts.RECEIVED, recorder.get(Counter.RECEIVED.index()));
        return new CohortSnapshot(name, Readings.of(span, Counts.of(counts), latency));
    }
}
