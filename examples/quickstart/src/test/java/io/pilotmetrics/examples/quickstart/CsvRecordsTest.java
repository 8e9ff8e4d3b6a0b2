// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {

    @Test
    void quotedField_mayHoldSeparatorQuoteAndLineEnd() throws Exception {
        assertThat(read("a,b\n1,\"x,\"\"y\n\nz\"\n2,w\n", "a"))
                .extracting(InputRecords.Read::line, InputRecords.Read::fields)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, Map.of("a", "1", "b", "x,\"y\n\nz")),
                        org.assertj.core.groups.Tuple.tuple(5L, Map.of("a", "2", "b", "w")));
    }

    @Test
    void quoteInsideAPlainField_opensNothing() throws Exception {
        assertThat(read("a,b\n1,5\" screen\n2,w\n", "a"))
                .extracting(InputRecords.Read::fields)
                .containsExactly(Map.of("a", "1", "b", "5\" screen"), Map.of("a", "2", "b", "w"));
    }

    @Test
    void quoteThatIsNeverClosed_costsItsLineAlone() throws Exception {
        String rows = "3,w\n".repeat(2_500);
        List<InputRecords.Read> records = read("a,b\n1,v\n2,\"open\n" + rows, "a");
        assertThat(records).hasSize(2_502);
        assertThat(records)
                .filteredOn(record -> record.problem() != null)
                .singleElement()
                .satisfies(record -> assertThat(record.line()).isEqualTo(3));
        assertThat(records.get(2_501).line()).isEqualTo(2_503);
    }

    @Test
    void separator_isReadOffTheFirstLine() throws Exception {
        for (String separator : List.of(",", ";", "\t", "|")) {
            assertThat(read("a" + separator + "b\n1" + separator + "x\n", "b"))
                    .extracting(InputRecords.Read::fields)
                    .containsExactly(Map.of("a", "1", "b", "x"));
        }
    }

    @Test
    void firstLineWithoutNames_isARow_andColumnsGoByPosition() throws Exception {
        assertThat(read("e1,a\ne2,b\n", "2"))
                .extracting(InputRecords.Read::fields)
                .containsExactly(Map.of("1", "e1", "2", "a"), Map.of("1", "e2", "2", "b"));
    }

    @Test
    void fieldsTooManyOrTooFew_areNoRow() throws Exception {
        assertThat(read("a,b\n1\n1,2,3\n1,2\r\n", "a"))
                .extracting(InputRecords.Read::problem)
                .containsExactly("1 fields instead of 2", "3 fields instead of 2", null);
    }

    private static List<InputRecords.Read> read(String text, String wanted) throws Exception {
        LineReader lines = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        CsvRecords records = new CsvRecords(Objects.requireNonNull(lines.next()), lines, Set.of(wanted));
        List<InputRecords.Read> all = new ArrayList<>();
        for (InputRecords.Read record = records.next(); record != null; record = records.next()) {
            all.add(record);
        }
        return all;
    }
}
