// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last number of each source, from a table with the columns {@code source,last}; a first line that says so is skipped. */
final class Announcements {

    private Announcements() {}

    static Map<String, Long> read(Path file) throws UsageException {
        Map<String, Long> last = new LinkedHashMap<>();
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord row : rows) {
                String place = "--announce " + file + ":" + row.getStartingLineNumber() + ": ";
                if (row.getFieldCount() != 2) {
                    throw new UsageException(
                            place + row.getFieldCount() + " fields, write two on each line: source,last");
                }
                if (row.getStartingLineNumber() == 1 && row.getField(1).strip().equals("last")) {
                    continue;
                }
                last.merge(row.getField(0), number(row.getField(1), place), Math::max);
            }
        } catch (NoSuchFileException e) {
            throw new UsageException("--announce " + file + ": there is no such file", e);
        } catch (CsvParseException e) {
            throw new UsageException("--announce " + file + ": it is no table: write source,last on each line", e);
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("--announce " + file + ": it cannot be read", e);
        }
        return last;
    }

    private static long number(String text, String place) throws UsageException {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(
                place + "the last number is not a whole number from 0 (" + text.length() + " characters)");
    }
}
