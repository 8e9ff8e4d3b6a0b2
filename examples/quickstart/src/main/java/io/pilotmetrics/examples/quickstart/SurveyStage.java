package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.attribution.AttributionAgreement;
import io.pilotmetrics.attribution.ChannelMapping;
import io.pilotmetrics.attribution.Reconciliation;
import io.pilotmetrics.conversion.MemoryConversionSink;
import io.pilotmetrics.snapshot.Rate;
import io.pilotmetrics.zigpoll.ResponseQuery;
import io.pilotmetrics.zigpoll.ZigpollClient;
import io.pilotmetrics.zigpoll.ZigpollServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Customers answer "how did you hear about us?" at a stand-in of Zigpoll, from where the real client reads the answers. */
final class SurveyStage implements AutoCloseable {
}
