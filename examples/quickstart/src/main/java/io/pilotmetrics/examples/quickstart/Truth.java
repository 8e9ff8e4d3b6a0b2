// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

/**
 * What really happened, counted by the sender alone from the requests that got an answer. It shares no code with the library:
 * where both agree, both are right. Any number of threads may call it.
 *
 * <p>What an event counts as: malformed, whatever else it is; else a duplicate, if a copy of it ended well before or beside
 * it; else processed or failed, as its answer says. A number is dropped when no answered request carried it.
 */
final class Truth {

    private final ConfusionMatrix survey;
    private final Consumer<PlannedEvent.Order> answeredSurveys;

    final AtomicLong planned = new AtomicLong();
    final AtomicLong received = new AtomicLong();
    final AtomicLong processed = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong duplicate = new AtomicLong();
    final AtomicLong clientErrors = new AtomicLong();
    final AtomicLong serverErrors = new AtomicLong();
    final AtomicLong successes = new AtomicLong();
    /** Malformed events without a number: some gap is theirs, but nobody can say which. */
    final AtomicLong unnumbered = new AtomicLong();
    /** Requests without an answer: nobody knows whether they arrived. */
    final AtomicLong unanswered = new AtomicLong();

    private final AtomicLong identified = new AtomicLong();
    private final SortedMap<String, AtomicLong> malformed = new ConcurrentSkipListMap<>();

    /** The survey answers of customers whose order was kept, and how many of them name the true channel. */
    final AtomicLong answersMatched = new AtomicLong();

    final AtomicLong answersAgreeing = new AtomicLong();
    final AtomicLong ordersKept = new AtomicLong();
    private final DoubleAdder expectedAgreement = new DoubleAdder();

    Truth(ConfusionMatrix survey, Consumer<PlannedEvent.Order> answeredSurveys) {
        this.survey = survey;
        this.answeredSurveys = answeredSurveys;
    }

    /** An event has got its number, and will be sent or not. A customer answers a survey in either case. */
    void planned(PlannedEvent event) {
        planned.incrementAndGet();
        if (event.fault() == Faults.Kind.DROPPED) {
            askCustomer(event);
        }
    }

    /** A request of an event was answered. */
    void answered(PlannedEvent event, int status) {
        received.incrementAndGet();
        if (event.numbered() && event.progress().identified.compareAndSet(false, true)) {
            identified.incrementAndGet();
            askCustomer(event);
        }
        if (!event.isUnparsed()) {
            (status < 400 ? successes : status < 500 ? clientErrors : serverErrors).incrementAndGet();
        }
        String reason = event.reason();
        if (reason != null) {
            malformed.computeIfAbsent(reason, r -> new AtomicLong()).incrementAndGet();
            if (!event.numbered()) {
                unnumbered.incrementAndGet();
            }
        } else if (status >= 400) {
            failed.incrementAndGet();
        } else if (event.progress().endedWell.incrementAndGet() > 1) {
            duplicate.incrementAndGet();
        } else {
            processed.incrementAndGet();
            keepOrder(event);
        }
    }

    void unanswered() {
        unanswered.incrementAndGet();
    }

    private void askCustomer(PlannedEvent event) {
        PlannedEvent.Order order = event.order();
        if (order != null && order.answer() != null) {
            answeredSurveys.accept(order);
        }
    }

    private void keepOrder(PlannedEvent event) {
        PlannedEvent.Order order = event.order();
        if (order == null) {
            return;
        }
        ordersKept.incrementAndGet();
        if (order.answer() != null) {
            answersMatched.incrementAndGet();
            expectedAgreement.add(survey.agreement(order.channel()));
            if (order.answer().equals(order.channel())) {
                answersAgreeing.incrementAndGet();
            }
        }
    }

    /** The numbers that no answered request carried: events never sent, and malformed ones without their number. */
    long dropped() {
        return planned.get() - identified.get();
    }

    SortedMap<String, Long> malformed() {
        SortedMap<String, Long> counts = new TreeMap<>();
        malformed.forEach((reason, count) -> counts.put(reason, count.get()));
        return counts;
    }

    /** The agreement that the stated matrix lets expect of exactly the customers who answered; NaN where none did. */
    double agreement() {
        return expectedAgreement.sum() / answersMatched.get();
    }

    /** The calls of the store by how they ended. */
    Map<String, Long> calls() {
        return Map.of(
                "success", successes.get(), "client_error", clientErrors.get(), "server_error", serverErrors.get());
    }
}
