// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Disposition;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 160 real marketing events, of which three come a second time. */
@ExtendWith(PilotExtension.class)
class SnowplowTest {

    private static List<NamedCsvRecord> events() throws IOException {
        try (Reader text = new InputStreamReader(
                        SnowplowTest.class.getResourceAsStream("snowplow-events.csv"), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
            return csv.stream().toList();
        }
    }

    @Test
    void realEvents_byEventId_haveTheirThreeDuplicates(PilotMetrics pilot) throws IOException {
        Handler<NamedCsvRecord> events = pilot.handler("snowplow", NamedCsvRecord.class)
                .id(event -> event.getField("event_id"))
                .register();
        List<NamedCsvRecord> delivered = new ArrayList<>();
        events().forEach(events.consumer(delivered::add));
        assertThat(delivered).hasSize(160);
        assertThat(pilot)
                .handler("snowplow")
                .lawHolds()
                .received(160)
                .processed(157)
                .duplicates(3)
                .passedOn(Disposition.DUPLICATE, 3)
                .calls(160)
                .dropped(0);
    }

    @Test
    void realEvents_skipped_areDeliveredOnce(PilotMetrics pilot) throws IOException {
        Handler<NamedCsvRecord> events = pilot.handler("snowplow", NamedCsvRecord.class)
                .id(event -> event.getField("event_id"))
                .register();
        List<NamedCsvRecord> delivered = new ArrayList<>();
        events().forEach(events.consumer(delivered::add).skipDuplicates());
        assertThat(delivered).hasSize(157);
        assertThat(pilot)
                .handler("snowplow")
                .lawHolds()
                .received(160)
                .duplicates(3)
                .calls(157);
    }
}
