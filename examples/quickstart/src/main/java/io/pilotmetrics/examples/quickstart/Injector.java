// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/**
 * Sends the events over HTTP, in bursts so that many are under way at once, overtake each other and wait for a connection of
 * the store. Nothing is sent again but what the plan says is sent twice.
 */
final class Injector {

    /** How many requests are under way at once. */
    static final int AT_ONCE = 32;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    /** Half of the second copies go out beside the first, half of them so many events later, when it is done. */
    private static final int COPY_DELAY = 3 * AT_ONCE;

    private record Copy(PlannedEvent event, long dueAt) {}

    private final HttpClient client;
    private final URI events;
    private final Planner planner;
    private final Truth truth;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Deque<Copy> copies = new ArrayDeque<>();

    Injector(URI events, Planner planner, Truth truth, ExecutorService threads) {
        this.events = events;
        this.planner = planner;
        this.truth = truth;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
    }

    /**
     * Sends for a while, and returns when every request has its answer.
     *
     * @param seconds how long
     * @param perSecond how many events a second
     * @param progress is told how many events there were so far
     */
    void run(int seconds, int perSecond, LongConsumer progress) throws InterruptedException {
        long total = (long) seconds * perSecond;
        long start = System.nanoTime();
        long deadline = start + Duration.ofSeconds(seconds).toNanos();
        while (planner.planned() < total && System.nanoTime() < deadline) {
            long due = start + planner.planned() * 1_000_000_000L / perSecond;
            long early = due - System.nanoTime();
            if (early > 0) {
                Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
            }
            Instant now = Instant.now();
            long burst = Math.min(AT_ONCE, total - planner.planned());
            for (int i = 0; i < burst && System.nanoTime() < deadline; i++) {
                sendPlanned(now);
            }
            progress.accept(planner.planned());
        }
        while (!copies.isEmpty()) {
            send(copies.remove().event());
        }
        free.acquire(AT_ONCE);
    }

    private void sendPlanned(Instant now) throws InterruptedException {
        PlannedEvent event = planner.next(now);
        truth.planned(event);
        if (event.copies() > 0) {
            send(event);
        }
        if (event.copies() > 1) {
            if (planner.planned() % 2 == 0) {
                send(event);
            } else {
                copies.add(new Copy(event, planner.planned() + COPY_DELAY));
            }
        }
        while (!copies.isEmpty() && copies.element().dueAt() <= planner.planned()) {
            send(copies.remove().event());
        }
    }

    private void send(PlannedEvent event) throws InterruptedException {
        free.acquire();
        HttpRequest.Builder request = HttpRequest.newBuilder(events)
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event.body()));
        if (event.isUnparsed() && event.numbered()) {
            request.header(Service.SOURCE_HEADER, event.source())
                    .header(Service.NUMBER_HEADER, Long.toString(event.number()));
        }
        var unused = client.sendAsync(request.build(), BodyHandlers.discarding())
                .whenComplete((response, error) -> {
                    try {
                        if (error == null) {
                            truth.answered(event, response.statusCode());
                        } else {
                            truth.unanswered();
                        }
                    } finally {
                        free.release();
                    }
                });
    }
}
