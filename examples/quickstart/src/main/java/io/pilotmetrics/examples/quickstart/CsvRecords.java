// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table. The separator is read off the first line; so is whether that line names the columns. Columns without a
 * name go by their position, from 1.
 *
 * <p>A quoted field may go over several lines. A quote that is never closed would swallow the rest of the file: after so many
 * lines the line that opened it is given up, and reading goes on behind it.
 */
final class CsvRecords implements InputRecords {

    private static final int MOST_LINES = 1_000;
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    private final LineReader lines;
    private final Deque<LineReader.Line> ahead = new ArrayDeque<>();
    private final char separator;
    private final List<String> columns;
    /** Whether what was taken last ends inside a quoted field. */
    private boolean quoteOpen;

    CsvRecords(LineReader.Line first, LineReader lines, Set<String> wanted) throws IOException, UsageException {
        this.lines = lines;
        this.separator = separator(first.text());
        ahead.add(first);
        List<LineReader.Line> taken = take();
        List<String> fields = first.problem() == null ? parse(taken) : null;
        if (fields == null) {
            throw new UsageException("line 1 is no row of a table (" + problem(first) + ")");
        }
        boolean named = wanted.isEmpty() ? looksLikeNames(fields) : fields.containsAll(wanted);
        if (named) {
            this.columns = fields;
            return;
        }
        List<String> positions = new ArrayList<>();
        for (int i = 1; i <= fields.size(); i++) {
            positions.add(Integer.toString(i));
        }
        if (!positions.containsAll(wanted)) {
            String missing =
                    wanted.stream().filter(w -> !fields.contains(w)).findFirst().orElse("");
            throw new UsageException("it has no column \"" + missing + "\"; its first line is "
                    + Report.printable(String.join(", ", fields)));
        }
        this.columns = positions;
        taken.forEach(ahead::add);
    }

    private static String problem(LineReader.Line line) {
        return line.problem() == null ? "a quote is never closed" : line.problem();
    }

    /** The separator that the first line has most of. */
    private static char separator(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : SEPARATORS) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    /** Names are there, differ from one another, and do not begin like a number, as ids, times and amounts mostly do. */
    private static boolean looksLikeNames(List<String> fields) {
        return new HashSet<>(fields).size() == fields.size()
                && fields.stream().noneMatch(f -> f.isBlank() || Character.isDigit(f.charAt(0)) || f.charAt(0) == '-');
    }

    @Override
    public @Nullable Read next() throws IOException, UsageException {
        List<LineReader.Line> taken = take();
        if (taken.isEmpty()) {
            return null;
        }
        LineReader.Line line = taken.get(0);
        if (line.problem() != null) {
            return new Read(line.number(), Map.of(), line.problem());
        }
        List<String> fields = parse(taken);
        if (fields == null) {
            // Only the line with the open quote is given up; the others may be rows of their own.
            for (int i = taken.size() - 1; i > 0; i--) {
                ahead.addFirst(taken.get(i));
            }
            return new Read(line.number(), Map.of(), "a quote is never closed, or text follows it");
        }
        if (fields.size() != columns.size()) {
            String problem = fields.size() + " fields instead of " + columns.size();
            return new Read(line.number(), Map.of(), problem);
        }
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                byName.put(columns.get(i), fields.get(i));
            }
        }
        return new Read(line.number(), byName, null);
    }

    /** The next line that is not blank, and those after it that a quoted field goes on over. */
    private List<LineReader.Line> take() throws IOException, UsageException {
        List<LineReader.Line> taken = new ArrayList<>();
        LineReader.Line line = nextLine();
        while (line != null && line.isBlank()) {
            line = nextLine();
        }
        quoteOpen = false;
        int characters = 0;
        while (line != null) {
            taken.add(line);
            characters += line.text().length();
            quoteOpen = staysOpen(line.text(), quoteOpen);
            if (!quoteOpen || line.problem() != null || taken.size() >= MOST_LINES || characters > MOST_CHARACTERS) {
                break;
            }
            line = nextLine();
        }
        return taken;
    }

    /** Whether a quoted field is open at the end of a line; a quote opens one only where a field begins. */
    private boolean staysOpen(String line, boolean openBefore) {
        boolean open = openBefore;
        boolean begins = !openBefore;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && (open || begins)) {
                open = !open;
                // The second of two quotes stands for itself, and opens the field again.
                begins = !open;
            } else {
                begins = !open && c == separator;
            }
        }
        return open;
    }

    private LineReader.@Nullable Line nextLine() throws IOException, UsageException {
        return ahead.isEmpty() ? lines.next() : ahead.removeFirst();
    }

    /** The fields of one row, or null if the lines are not exactly one. */
    private @Nullable List<String> parse(List<LineReader.Line> taken) throws IOException {
        if (quoteOpen) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        taken.forEach(line -> text.append(line.text()).append('\n'));
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraCharsAfterClosingQuote(false)
                .ofCsvRecord(text.toString())) {
            List<String> fields = null;
            for (CsvRecord record : reader) {
                if (fields != null) {
                    return null;
                }
                fields = record.getFields();
            }
            return fields;
        } catch (CsvParseException e) {
            return null;
        }
    }

    @Override
    public String unparsedReason() {
        return "not_csv";
    }
}
