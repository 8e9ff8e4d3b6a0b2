// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.attribution.Reconciliation;
import io.pilotmetrics.attribution.Reconciliation.Fate;
import io.pilotmetrics.conversion.MemoryConversionSink;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The main job: a service under real traffic with known faults, a survey beside it, and both judged at the end. */
final class PilotRun implements AutoCloseable {

    private static final int MOST_CONVERSIONS = 1_000_000;
    private static final Duration REST_WITHIN = Duration.ofSeconds(10);

    private final Scenario scenario;
    private final MemoryConversionSink conversions = new MemoryConversionSink(MOST_CONVERSIONS);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "quickstart");
        thread.setDaemon(true);
        return thread;
    });
    private final PilotMetrics pilot = PilotMetrics.builder("quickstart")
            .conversions(conversions)
            .assure(PilotSnapshot.Assurance.SOURCE_REACHES_ONE_INSTANCE)
            .build();
    private final SurveyStage survey = new SurveyStage(conversions);
    private final Store store;
    private final Service service;

    PilotRun(Scenario scenario, Duration latencyP95, int port) throws UsageException {
        this.scenario = scenario;
        this.store = new Store(scenario);
        try {
            this.service = new Service(pilot, store, Targets.service(latencyP95), port, threads);
        } catch (UsageException e) {
            closeAllButService();
            throw e;
        }
        pilot.figures(survey.agreement());
        pilot.objective(Targets.AGREEMENT);
    }

    Service service() {
        return service;
    }

    Result run(int seconds, int perSecond, long seed, PrintStream err) throws InterruptedException {
        ConfusionMatrix stated = ConfusionMatrix.DEFAULT;
        Truth truth = new Truth(stated, survey::ask);
        Planner planner = new Planner(WebLog.requests(), Faults.DEFAULT, stated, seed);
        Injector injector = new Injector(service.events(), planner, truth, threads);
        survey.start();
        try (Progress progress = new Progress(err, "pilot", " events", (long) seconds * perSecond)) {
            injector.run(seconds, perSecond, progress::at);
        }
        pilot.awaitRest(REST_WITHIN);
        planner.lastNumbers().forEach((source, last) -> service.visits().announce(source, 0, last));
        pilot.settle();
        Reconciliation answers = survey.read();
        PilotSnapshot snapshot = pilot.snapshot();
        HandlerSnapshot handler = snapshot.handler(service.visits().name());
        return new Result(
                seed,
                handler,
                snapshot,
                Scorecard.of(snapshot),
                Comparison.of(truth, handler, service.unnumbered(), answers),
                scenario == Scenario.healthy,
                remarks(truth, stated, answers));
    }

    private List<String> remarks(Truth truth, ConfusionMatrix stated, Reconciliation answers) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "  attribution  agreement %s; the true value is %.1f %% (n %,d)",
                Report.share(answers.agreement()),
                truth.agreement() * 100,
                answers.agreement().n()));
        lines.add(String.format(
                Locale.ROOT,
                "               response rate %s; the stated one is %.0f %%; %,d answers for orders that never arrived or failed",
                Report.share(answers.responseRate()),
                stated.responseRate() * 100,
                answers.count(Fate.UNMATCHED)));
        lines.add("               stated, " + String.join(" / ", Channels.ALL) + ":");
        Channels.ALL.forEach(channel -> lines.add("                 " + stated.describe(channel)));
        survey.misread().ifPresent(defect -> lines.add("  survey       " + defect));
        if (truth.unanswered.get() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  unanswered   %,d requests got no answer: nobody knows whether they arrived",
                    truth.unanswered.get()));
        }
        return lines;
    }

    private void closeAllButService() {
        survey.close();
        store.close();
        pilot.close();
        threads.shutdownNow();
    }

    @Override
    public void close() {
        service.close();
        closeAllButService();
    }
}
