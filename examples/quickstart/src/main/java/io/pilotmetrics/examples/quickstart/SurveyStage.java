// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.attribution.AttributionAgreement;
import io.pilotmetrics.attribution.ChannelMapping;
import io.pilotmetrics.attribution.Reconciliation;
import io.pilotmetrics.conversion.MemoryConversionSink;
import io.pilotmetrics.survey.SurveyAnswer;
import io.pilotmetrics.zigpoll.ResponseQuery;
import io.pilotmetrics.zigpoll.ZigpollClient;
import io.pilotmetrics.zigpoll.ZigpollException;
import io.pilotmetrics.zigpoll.ZigpollRow;
import io.pilotmetrics.zigpoll.ZigpollServer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The survey "How did you hear about us?": customers answer at a stand-in of Zigpoll, and the real client reads their answers
 * from there every other second, so that the agreement is there while the pilot runs.
 */
final class SurveyStage implements AutoCloseable {

    private static final String API_KEY = "quickstart-key";
    private static final long READ_EVERY_SECONDS = 2;
    /** Answers are asked for again from so long before, since one may be stored a moment after it was given. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final ZigpollServer zigpoll = ZigpollServer.start(API_KEY);
    private final ZigpollClient client =
            ZigpollClient.builder().apiKey(API_KEY).baseUri(zigpoll.uri()).build();
    private final AttributionAgreement agreement;
    private final MemoryConversionSink conversions;
    private final Map<String, SurveyAnswer> answers = new LinkedHashMap<>(); // by id; guarded by this
    private Instant readUpTo = Instant.now(); // guarded by this
    private int defects; // guarded by this
    private String lastDefect = ""; // guarded by this
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "survey-reader");
        thread.setDaemon(true);
        return thread;
    });

    SurveyStage(MemoryConversionSink conversions) {
        this.conversions = conversions;
        ChannelMapping.Builder mapping = ChannelMapping.builder();
        Channels.ALL.forEach(channel -> mapping.answer(channel, channel));
        this.agreement = AttributionAgreement.builder(mapping.build(), Channels::of)
                .question(ZigpollRow.SLIDE)
                .build();
    }

    AttributionAgreement agreement() {
        return agreement;
    }

    /** A customer answers, or the invitation stays unanswered. */
    void ask(PlannedEvent.Order order) {
        String answer = order.answer();
        if (answer != null) {
            zigpoll.add(ZigpollRow.vote(answer).order(order.id()).at(Instant.now()));
        }
    }

    void start() {
        var unused = reader.scheduleWithFixedDelay(
                this::readQuietly, READ_EVERY_SECONDS, READ_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * What is not read now is read the next time, and at the end without this patience. It lets nothing through, since the
     * executor would then read no more; what is no failure of Zigpoll's is a defect and told by {@link #misread}.
     */
    void readQuietly() {
        try {
            read();
        } catch (ZigpollException e) {
            return;
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                defects++;
                lastDefect = e.getClass().getName();
            }
        }
    }

    /** A sentence about the readings that ended in a defect, if there were any. */
    synchronized Optional<String> misread() {
        return defects == 0
                ? Optional.empty()
                : Optional.of("the survey could not be read " + defects + " times, at last because of " + lastDefect);
    }

    /** Reads the answers that are new and compares all of them with the conversions kept so far. */
    synchronized Reconciliation read() {
        Instant began = Instant.now();
        client.responses(ResponseQuery.slide(ZigpollRow.SLIDE)
                        .createdAfter(readUpTo.minus(OVERLAP))
                        .pageSize(ResponseQuery.MAX_PAGE_SIZE))
                .answers()
                .forEach(answer -> answers.put(answer.id(), answer));
        readUpTo = began;
        return agreement.update(conversions.conversions(), answers.values());
    }

    @Override
    public void close() {
        reader.shutdownNow();
        zigpoll.close();
    }
}
