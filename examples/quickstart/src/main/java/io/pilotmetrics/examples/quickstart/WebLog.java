// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The traffic that is replayed: 10,000 requests that a real web site received in four days of 2015. */
final class WebLog {

    private static final String RESOURCE = "/weblog/requests.csv";
    private static final Duration LONGEST_LAG = Duration.ofMinutes(1);

    /**
     * One request.
     *
     * @param client who asked, hashed: the source that numbers its events
     * @param path what was asked for, with its query
     * @param bytes how much was answered
     * @param referrer the page before, or null
     * @param lag how far the request's time lies behind the latest one before it in the file, at most a minute
     */
    record Request(
            String client,
            String path,
            long bytes,
            @Nullable String referrer,
            Duration lag) {

        /** A parameter of the query, or null. */
        @Nullable
        String query(String name) {
            int from = path.indexOf(name + "=");
            if (from < 1 || "?&".indexOf(path.charAt(from - 1)) < 0) {
                return null;
            }
            int end = path.indexOf('&', from);
            return path.substring(from + name.length() + 1, end < 0 ? path.length() : end);
        }
    }

    private WebLog() {}

    static List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        try (InputStream in = requireNonNull(WebLog.class.getResourceAsStream(RESOURCE), RESOURCE);
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Instant latest = Instant.MIN;
            for (NamedCsvRecord row : rows) {
                Instant time = Instant.parse(row.getField("time"));
                latest = time.isAfter(latest) ? time : latest;
                Duration lag = Duration.between(time, latest);
                String referrer = row.getField("referrer");
                String bytes = row.getField("bytes"); // empty where nothing was answered, as for 304
                requests.add(new Request(
                        row.getField("client"),
                        row.getField("path"),
                        bytes.isEmpty() ? 0 : Long.parseLong(bytes),
                        referrer.isEmpty() ? null : referrer,
                        lag.compareTo(LONGEST_LAG) > 0 ? LONGEST_LAG : lag));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the replayed web log cannot be read", e);
        }
        return requests;
    }
}
