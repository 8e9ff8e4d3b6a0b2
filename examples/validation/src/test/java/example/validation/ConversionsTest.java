// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.ConversionFile;
import io.pilotmetrics.conversion.ConversionReader;
import io.pilotmetrics.conversion.QueuedConversionSink;
import io.pilotmetrics.conversion.Touch;
import io.pilotmetrics.jdbc.JdbcConversions;
import io.pilotmetrics.objective.Objectives;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionsTest {

    private static final System.Logger log = System.getLogger("conversions");

    record Lead(String orderId, double value, String utmSource) {}

    private static void serve(QueuedConversionSink kept) {
        try (PilotMetrics pilot = PilotMetrics.builder("crm-pilot")
                .conversions(kept)
                .figures(kept)
                .build()) {
            Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
                    .conversion(lead ->
                            Conversion.of(lead.orderId(), lead.value(), Touch.utm(lead.utmSource(), null, null, null)))
                    .register();
            leads.run(new Lead("A-1", 49.9, "newsletter"), lead -> {});
        }
    }

    @Test
    void file_holdsWhatWasProcessed(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("conversions.ndjson");
        // tag::file[]
        QueuedConversionSink kept =
                QueuedConversionSink.to(ConversionFile.at(path)).start();
        PilotMetrics pilot = PilotMetrics.builder("crm-pilot")
                .conversions(kept)
                .figures(kept) // how much was stored, and how much was not
                .objective(Objectives.figure("conversion.not_stored.rate").atMost(0.001))
                .build();
        // end::file[]
        pilot.close();
        serve(kept);
        // tag::close[]
        kept.close(); // after the pilot: stores what is queued, within 5 seconds
        // end::close[]
        List<Conversion> all = new ArrayList<>();
        // tag::read[]
        try (ConversionReader reader = ConversionReader.open(path, badLine -> log.log(WARNING, badLine))) {
            reader.forEachRemaining(all::add);
        }
        // end::read[]
        assertThat(all).extracting(Conversion::orderId).containsExactly("A-1");
        assertThat(kept.stored()).isEqualTo(1);
    }

    @Test
    void table_holdsWhatWasProcessed() {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl("jdbc:h2:mem:conversions-page");
            // tag::table[]
            QueuedConversionSink kept = QueuedConversionSink.to(
                            JdbcConversions.into(dataSource).createTable())
                    .capacity(50_000)
                    .start();
            // end::table[]
            serve(kept);
            kept.close();
            assertThat(kept.stored()).isEqualTo(1);
        }
    }
}
