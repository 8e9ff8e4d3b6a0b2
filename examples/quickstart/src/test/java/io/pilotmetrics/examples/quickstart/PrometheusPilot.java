// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static io.pilotmetrics.objective.Objectives.latency;

import com.sun.net.httpserver.HttpServer;
import io.pilotmetrics.Handler;
import io.pilotmetrics.Operation;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.prometheus.PilotScrapeHandler;
import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.Outcome;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One life of a process that is scraped, saves its state every second and is killed in the end: sends itself events of every kind,
 * and writes each down before.
 */
final class PrometheusPilot {

    /** A figure by which each sample is known: the life, and the reading of the truth that belongs to its scrape. */
    static final String MARK = "pilot_figure_reading";

    static final double LIFE = 1e6;

    private static final Duration GRACE = Duration.ofMillis(300);
    private static final Duration LATE_AFTER = Duration.ofMillis(700);
    private static final Duration BETWEEN = Duration.ofMillis(2);
    private static final Duration WORK = Duration.ofNanos(100_000);
    private static final Duration AGE = Duration.ofMillis(500);
    private static final String SOURCE = "shop";

    /** The kinds that take the next number of the source. */
    private static final Set<PrometheusKind> NUMBERED = Set.of(
            PrometheusKind.PROCESSED,
            PrometheusKind.FAILED,
            PrometheusKind.REJECTED,
            PrometheusKind.MALFORMED,
            PrometheusKind.UNPARSED,
            PrometheusKind.REFUSED,
            PrometheusKind.LEFT_OUT);

    /** What happens again and again. */
    private static final List<PrometheusKind> ROUND = List.of(
            PrometheusKind.PROCESSED,
            PrometheusKind.PROCESSED,
            PrometheusKind.LEFT_OUT,
            PrometheusKind.FAILED,
            PrometheusKind.DUPLICATE,
            PrometheusKind.PROCESSED,
            PrometheusKind.MALFORMED,
            PrometheusKind.UNPARSED,
            PrometheusKind.REFUSED,
            PrometheusKind.PROCESSED,
            PrometheusKind.CONFLICTING,
            PrometheusKind.LEFT_OUT,
            PrometheusKind.QUOTE,
            PrometheusKind.REJECTED,
            PrometheusKind.LATE,
            PrometheusKind.PROCESSED);

    /** How the process lies, so that a test can see that a lie is found. */
    enum Fault {
        NONE,
        /** Its counters begin with what the life before had counted. */
        CARRIES_OVER,
        /** Now and then it shows an earlier state. */
        FALLS
    }

    private record Event(PrometheusKind kind, String id, long number, String content, Instant at) {}

    private record LeftOut(long number, long since) {}

    private final PrometheusTruth truth;
    private final int life;
    private final PilotMetrics pilot = PilotMetrics.create("restarted");
    private final Handler<Event> orders = pilot.handler("order.ingest", Event.class)
            .id(Event::id)
            .fingerprint(Event::content)
            .sequence(event -> SOURCE, event -> 1, Event::number)
            .grace(GRACE)
            .occurredAt(Event::at)
            .malformedIf("no_email", event -> event.kind() == PrometheusKind.MALFORMED)
            .outcomeOn(IllegalArgumentException.class, Outcome.CLIENT_ERROR)
            .objective(latency().p95().atMost(Duration.ofMillis(200)))
            .register();
    private final Operation quotes = pilot.operation("order.quote");
    private final Deque<LeftOut> leftOut = new ArrayDeque<>();
    private long number;
    private long lastProcessed;
    private long inner;
    private volatile double mark;

    private PrometheusPilot(PrometheusTruth truth, int life, long firstNumber) {
        this.truth = truth;
        this.life = life;
        this.number = firstNumber;
        pilot.figures(() -> List.of(Figure.exact("reading", mark, 1, "", Map.of(), Instant.now())));
    }

    /** Arguments: the folder, the port, which life it is, from 0, whether it waits for its first scrape, the fault. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int life = Integer.parseInt(arguments[2]);
        Path truth = folder.resolve("truth");
        long number = 1;
        for (int before = 0; before < life; before++) {
            number += PrometheusTruth.of(truth, before).whole().of(NUMBERED);
        }
        endWithParent();
        PrometheusPilot process = new PrometheusPilot(PrometheusTruth.of(truth, life), life, number);
        process.saveEverySecond(folder.resolve("state"));
        process.serve(Integer.parseInt(arguments[1]), Fault.valueOf(arguments[4]), folder.resolve("last.json"));
        boolean waits = Boolean.parseBoolean(arguments[3]);
        while (waits && process.truth.readings() == 0) {
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        for (int step = 0; true; step++) {
            process.step(ROUND.get(step % ROUND.size()));
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private void saveEverySecond(Path state) {
        pilot.restoreFrom(state);
        pilot.saveState(state);
        var unused = Executors.newSingleThreadScheduledExecutor()
                .scheduleWithFixedDelay(() -> pilot.saveState(state), 1, 1, TimeUnit.SECONDS);
    }

    /** Scrapes come one after the other, on the server's own thread. */
    private void serve(int port, Fault fault, Path last) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        String before = Files.exists(last) ? Files.readString(last) : "";
        Deque<PilotSnapshot> shown = new ArrayDeque<>();
        server.createContext("/metrics", PilotScrapeHandler.of(() -> {
            int reading = truth.beforeCounts();
            mark = life * LIFE + reading;
            PilotSnapshot snapshot = pilot.snapshot();
            truth.afterCounts(reading);
            return switch (fault) {
                case NONE -> snapshot;
                case CARRIES_OVER -> carriedOver(before, snapshot, last);
                case FALLS -> earlier(shown, snapshot);
            };
        }));
        server.start();
    }

    private static PilotSnapshot earlier(Deque<PilotSnapshot> shown, PilotSnapshot snapshot) {
        shown.add(snapshot);
        if (shown.size() < 7) {
            return snapshot;
        }
        PilotSnapshot earlier = shown.remove();
        shown.clear();
        return earlier;
    }

    private static PilotSnapshot carriedOver(String before, PilotSnapshot snapshot, Path last) {
        PilotSnapshot all = before.isEmpty() ? snapshot : PilotSnapshot.merge(PilotSnapshot.parse(before), snapshot);
        try {
            Path next = last.resolveSibling("next.json");
            Files.writeString(next, snapshot.toJson().replaceFirst("\"figures\":\\[.*?]", "\"figures\":[]"));
            Files.move(next, last, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private void step(PrometheusKind kind) {
        LeftOut oldest = leftOut.peek();
        boolean nothingLate = oldest == null || System.nanoTime() - oldest.since() < LATE_AFTER.toNanos();
        if (kind == PrometheusKind.LATE && nothingLate) {
            return;
        }
        inner = 0;
        truth.begin(kind);
        switch (kind) {
            case LEFT_OUT -> leftOut.add(new LeftOut(number++, System.nanoTime()));
            case QUOTE -> quotes.runnable(PrometheusPilot::park).run();
            case UNPARSED -> orders.malformed("not_json", SOURCE, 1, number++);
            case REFUSED -> orders.refused(event(kind, number++), "queue_full");
            case LATE -> send(event(kind, leftOut.remove().number()));
            case DUPLICATE, CONFLICTING -> send(event(kind, lastProcessed));
            default -> send(event(kind, number++));
        }
        truth.end(kind, inner);
    }

    private Event event(PrometheusKind kind, long of) {
        if (kind == PrometheusKind.PROCESSED) {
            lastProcessed = of;
        }
        String content = kind == PrometheusKind.CONFLICTING ? "other" : "content";
        return new Event(kind, SOURCE + "-" + of, of, content, Instant.now().minus(AGE));
    }

    private void send(Event event) {
        try {
            orders.run(event, this::take);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // As the kind says.
        }
    }

    private void take(Event event) {
        long began = System.nanoTime();
        park();
        inner = System.nanoTime() - began;
        if (event.kind() == PrometheusKind.FAILED) {
            throw new IllegalStateException("failed");
        } else if (event.kind() == PrometheusKind.REJECTED) {
            throw new IllegalArgumentException("rejected");
        }
    }

    private static void park() {
        LockSupport.parkNanos(WORK.toNanos());
    }

    /** A test that is killed leaves nothing behind. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // It is gone.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
