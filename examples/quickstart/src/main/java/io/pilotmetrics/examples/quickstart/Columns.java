// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of an input mean something, and what a record says in them. */
final class Columns {

    private static final Pattern SINCE_1970 = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

    @Option(names = "--id", paramLabel = "COLUMN", description = "With --input: the column of the event's id.")
    @Nullable
    String id;

    @Option(names = "--source", paramLabel = "COLUMN", description = "With --input: the column of the producer.")
    @Nullable
    String source;

    @Option(
            names = "--number",
            paramLabel = "COLUMN",
            description = "With --input: the column of the producer's own number, counted from 1.")
    @Nullable
    String number;

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description =
                    "With --input: the column of the event's time, ISO-8601 or seconds or milliseconds since 1970.")
    @Nullable
    String time;

    /** The names that were given. */
    Set<String> wanted() {
        Set<String> wanted = new LinkedHashSet<>();
        for (String name : new String[] {id, source, number, time}) {
            if (name != null) {
                wanted.add(name);
            }
        }
        return wanted;
    }

    /** The event in a record; the first named value that is missing or bad makes it malformed. */
    InputEvent event(Map<String, String> fields) {
        String eventId = id == null ? null : fields.get(id);
        String producer = source == null ? null : fields.get(source);
        String numberText = number == null ? null : fields.get(number);
        String timeText = time == null ? null : fields.get(time);
        long counted = numberText == null ? -1 : number(numberText);
        String reason = null;
        String problem = "";
        if (id != null && eventId == null) {
            reason = "missing_id";
            problem = missing(id);
        } else if (source != null && producer == null) {
            reason = "missing_source";
            problem = missing(source);
        } else if (number != null && numberText == null) {
            reason = "missing_number";
            problem = missing(number);
        } else if (numberText != null && counted < 0) {
            reason = "bad_number";
            problem = "\"" + Report.printable(String.valueOf(number)) + "\" is not a whole number from 1 ("
                    + numberText.length() + " characters)";
        } else if (time != null && timeText == null) {
            reason = "missing_time";
            problem = missing(time);
        } else if (timeText != null && !isTime(timeText)) {
            reason = "bad_time";
            problem = "\"" + Report.printable(String.valueOf(time)) + "\" is not an ISO-8601 instant ("
                    + timeText.length() + " characters), write it like 2026-03-01T12:00:00Z";
        }
        return new InputEvent(eventId, producer, counted, reason, problem);
    }

    private static String missing(String column) {
        return "\"" + Report.printable(column) + "\" is missing";
    }

    private static long number(String text) {
        try {
            long number = Long.parseLong(text.strip());
            return number >= 1 ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** A date and time, with an offset or without one, or a time since 1970. */
    private static boolean isTime(String text) {
        String stripped = text.strip();
        if (SINCE_1970.matcher(stripped).matches()) {
            return true;
        }
        String iso = stripped.length() > 10 && stripped.charAt(10) == ' '
                ? stripped.substring(0, 10) + "T" + stripped.substring(11)
                : stripped;
        try {
            return DateTimeFormatter.ISO_DATE_TIME.parse(iso).isSupported(ChronoField.EPOCH_DAY);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
