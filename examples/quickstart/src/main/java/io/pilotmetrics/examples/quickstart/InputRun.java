// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import io.pilotmetrics.Handler;
import io.pilotmetrics.HandlerBuilder;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.TrackedConsumer;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.snapshot.Counts;
import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads events of one's own, as fast as it goes, and accounts for each of them. */
final class InputRun {

    private static final String HANDLER = "input";
    private static final int SHOWN = 10;
    /** Ids are remembered by their number rather than by time, since a file of weeks is read in seconds. */
    private static final int MOST_IDS = 1_000_000;

    private static final List<String> REASONS =
            List.of("missing_id", "missing_source", "missing_number", "bad_number", "missing_time", "bad_time");

    private final String name;
    private final Columns columns;
    private final PrintStream err;
    private final List<PilotMetrics> instances;
    private final List<Handler<InputEvent>> events = new ArrayList<>();
    private long malformed;
    private long unnumbered;
    private final List<String> shown = new ArrayList<>();

    InputRun(List<PilotMetrics> instances, String name, Columns columns, PrintStream err) {
        this.instances = instances;
        this.name = name;
        this.columns = columns;
        this.err = err;
        instances.forEach(instance -> events.add(register(instance)));
    }

    private Handler<InputEvent> register(PilotMetrics pilot) {
        HandlerBuilder<InputEvent> builder =
                pilot.handler(HANDLER, InputEvent.class).objective(Targets.MALFORMED);
        for (String reason : REASONS) {
            builder.malformedIf(reason, event -> reason.equals(event.reason()));
        }
        if (columns.id != null) {
            builder.id(InputEvent::id)
                    .maxIds(MOST_IDS)
                    .duplicatesWithin(Duration.ofDays(1))
                    .objective(Targets.DUPLICATES);
        }
        if (columns.source != null && columns.number != null) {
            builder.sequence(InputEvent::source, InputEvent::number).objective(Targets.DROPPED);
        }
        return builder.register();
    }

    /**
     * Reads everything.
     *
     * @param input a file, or null for {@code stdin}
     * @param announced the last number of each source
     */
    Result run(@Nullable Path input, InputStream stdin, Map<String, Long> announced, long seed) throws UsageException {
        if (input != null && Files.isDirectory(input)) {
            throw new UsageException("--input " + name + ": it is a folder: name a file");
        }
        try (InputStream in = input == null ? stdin : Files.newInputStream(input)) {
            readAll(in, input == null ? -1 : Math.max(1, Files.size(input)));
        } catch (UsageException e) {
            throw new UsageException("--input " + name + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new UsageException("--input " + name + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new UsageException("--input " + name + ": it must not be read by this user", e);
        } catch (IOException e) {
            throw new UsageException("--input " + name + ": it cannot be read", e);
        }
        announced.forEach((source, last) -> events.get(0).announce(source, 0, last));
        PilotSnapshot snapshot = snapshot();
        HandlerSnapshot handler = snapshot.handler(HANDLER);
        Comparison found = Comparison.ofInput(handler, unnumbered);
        Scorecard card = Scorecard.of(snapshot);
        return new Result(seed, handler, snapshot, card, found, false, remarks(handler, card));
    }

    /** All instances as one pilot. */
    private PilotSnapshot snapshot() {
        List<PilotSnapshot> snapshots = new ArrayList<>();
        for (PilotMetrics instance : instances) {
            instance.awaitRest(Duration.ofSeconds(10));
            instance.settle();
            snapshots.add(instance.snapshot());
        }
        PilotSnapshot[] others = snapshots.subList(1, snapshots.size()).toArray(PilotSnapshot[]::new);
        return PilotSnapshot.merge(snapshots.get(0), others);
    }

    private void readAll(InputStream in, long size) throws IOException, UsageException {
        LineReader lines = new LineReader(in);
        InputRecords records = open(lines);
        InputRecords.Read first = records.next();
        if (first == null) {
            throw new UsageException("it names its columns and holds no event");
        }
        List<TrackedConsumer<InputEvent>> count = new ArrayList<>();
        events.forEach(handler -> count.add(handler.consumer(event -> {})));
        try (Progress progress = new Progress(err, "reading", " bytes", size)) {
            for (InputRecords.Read record = first; record != null; record = records.next()) {
                take(record, records.unparsedReason(), count);
                progress.at(lines.offset());
            }
        }
    }

    private void take(InputRecords.Read record, String unparsedReason, List<TrackedConsumer<InputEvent>> count) {
        if (record.problem() != null) {
            show(record.line(), record.problem());
            unnumbered++;
            events.get(0).malformed(unparsedReason);
            return;
        }
        InputEvent event = columns.event(record.fields());
        if (event.reason() != null) {
            show(record.line(), event.problem());
            unnumbered += event.number() < 0 || event.source() == null ? 1 : 0;
        }
        // As a balancer does that goes by the id, so that copies of an event meet.
        count.get(Math.floorMod(Objects.hashCode(event.id()), count.size())).accept(event);
    }

    private InputRecords open(LineReader lines) throws IOException, UsageException {
        LineReader.Line first = lines.next();
        while (first != null && first.isBlank()) {
            first = lines.next();
        }
        if (first == null) {
            throw new UsageException("it is empty");
        }
        String start = first.text().stripLeading();
        if (start.startsWith("[")) {
            throw new UsageException("it looks like one JSON array: write one object a line");
        }
        boolean json = name.matches("(?i).*\\.(ndjson|jsonl|json)") || start.startsWith("{");
        return json ? new NdjsonRecords(first, lines) : new CsvRecords(first, lines, columns.wanted());
    }

    private void show(long line, String problem) {
        if (malformed++ < SHOWN) {
            shown.add(
                    "  " + Report.printable(name) + ":" + line + ": " + problem + "; counted as malformed, reading on");
        }
    }

    private List<String> remarks(HandlerSnapshot handler, Scorecard card) {
        List<String> lines = new ArrayList<>();
        long forgotten = handler.counts().get(Counts.IDS_EVICTED);
        if (forgotten > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  forgotten    %,d ids gave way to newer ones: duplicates more than %,d ids apart are not seen",
                    forgotten,
                    MOST_IDS));
        }
        card.notes().forEach(note -> lines.add("  note         " + note));
        if (instances.size() > 1) {
            lines.add("  instances    " + instances.size() + ", each event at one of them by its id, merged");
        }
        lines.add("  left out     latency, 4xx/5xx and attribution: a file of events cannot tell them");
        if (columns.id == null) {
            lines.add("  left out     duplicates: name the column of the id with --id");
        }
        if (columns.source == null || columns.number == null) {
            lines.add("  left out     dropped events: name their columns with --source and --number");
        }
        if (malformed > 0) {
            lines.add("");
            lines.add("Malformed");
            lines.addAll(shown);
        }
        if (malformed > SHOWN) {
            lines.add(String.format(Locale.ROOT, "  ... and %,d more", malformed - SHOWN));
        }
        return lines;
    }
}
