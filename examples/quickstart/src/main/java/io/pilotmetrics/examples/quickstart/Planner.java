// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Turns the web log into events, pass after pass, and decides from the seed what goes wrong with each. One thread uses it. */
final class Planner {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<WebLog.Request> requests;
    private final Faults faults;
    private final ConfusionMatrix survey;
    private final SplittableRandom random;
    private final String idPrefix;
    private final Map<String, Long> lastNumbers = new HashMap<>();
    private long planned;
    private long malformed;

    Planner(List<WebLog.Request> requests, Faults faults, ConfusionMatrix survey, long seed) {
        this.requests = requests;
        this.faults = faults;
        this.survey = survey;
        this.random = new SplittableRandom(seed);
        this.idPrefix = Long.toString(seed & 0xFFFFFF, 36) + "-";
    }

    /** The last number that each source has given. */
    Map<String, Long> lastNumbers() {
        return lastNumbers;
    }

    long planned() {
        return planned;
    }

    PlannedEvent next(Instant now) {
        WebLog.Request request = requests.get((int) (planned % requests.size()));
        String id = idPrefix + planned++;
        long number = lastNumbers.merge(request.client(), 1L, Long::sum);
        Faults.Kind fault = faults.draw(random);
        String reason = null;
        boolean numbered = fault != Faults.Kind.DROPPED;
        if (fault == Faults.Kind.MALFORMED) {
            reason = Faults.REASONS.get((int) (malformed / 2 % Faults.REASONS.size()));
            numbered = malformed++ % 2 == 0;
        }
        int copies = fault == Faults.Kind.DROPPED ? 0 : random.nextDouble() < twice(fault, reason, numbered) ? 2 : 1;
        PlannedEvent.Order order = order(request, id);
        String body = Faults.NOT_JSON.equals(reason)
                ? "id=" + id
                : body(request, id, numbered ? number : -1, fault, reason, order, now);
        return new PlannedEvent(
                request.client(), number, fault, reason, numbered, copies, body, order, new PlannedEvent.Progress());
    }

    /** How often an event is sent twice: never where it ends with an error, or where its copies could not be told apart. */
    private double twice(Faults.Kind fault, @Nullable String reason, boolean numbered) {
        if (fault == Faults.Kind.NONE) {
            return faults.twice();
        }
        boolean endsWell = fault == Faults.Kind.MALFORMED && !Faults.NOT_JSON.equals(reason);
        return endsWell && numbered ? faults.malformedTwice() : 0;
    }

    /** A visit that begins here, rather than on another page of the site, may end with an order. */
    private PlannedEvent.@Nullable Order order(WebLog.Request request, String id) {
        String channel = Channels.of(request.query("utm_medium"), request.referrer());
        double share = channel.equals(Channels.DIRECT) ? 0.25 : 0.6;
        if (Channels.isInternal(request.referrer()) || random.nextDouble() >= share) {
            return null;
        }
        String answer = random.nextDouble() < survey.responseRate() ? survey.answer(channel, random) : null;
        return new PlannedEvent.Order("SO-" + id, channel, answer);
    }

    private String body(
            WebLog.Request request,
            String id,
            long number,
            Faults.Kind fault,
            @Nullable String reason,
            PlannedEvent.@Nullable Order order,
            Instant now) {
        StringWriter body = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("source", request.client());
            if (number >= 0) {
                json.writeNumberField("number", number);
            }
            json.writeStringField(
                    "time",
                    Faults.BAD_TIME.equals(reason)
                            ? "yesterday"
                            : now.minus(request.lag()).toString());
            if (!Faults.MISSING_PATH.equals(reason)) {
                json.writeStringField("path", request.path());
            }
            json.writeNumberField("bytes", request.bytes());
            writeIfPresent(json, "referrer", request.referrer());
            writeIfPresent(json, "utm_source", request.query("utm_source"));
            String medium = request.query("utm_medium");
            writeIfPresent(json, "utm_medium", medium);
            json.writeStringField(
                    "campaign", fault == Faults.Kind.REJECTED ? "unheard-of" : "feed".equals(medium) ? "feed" : "none");
            if (fault == Faults.Kind.FAILING) {
                json.writeStringField("shard", "archive");
            }
            if (order != null) {
                json.writeStringField("order_id", order.id());
            }
            if (Faults.NEGATIVE_VALUE.equals(reason)) {
                json.writeNumberField("value", -1);
            } else if (order != null) {
                json.writeNumberField("value", 10 + request.bytes() % 190);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return body.toString();
    }

    private static void writeIfPresent(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
