// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.quarantine.HashKey;
import io.pilotmetrics.quarantine.Redaction;
import io.pilotmetrics.quarantine.Sample;
import io.pilotmetrics.test.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamplesTest {

    record Lead(String id, @Nullable String email, String campaign) {}

    @Test
    void page_showsTheSample() throws IOException {
        byte[] secret = "a key for this page, and no other".getBytes(UTF_8);
        List<Sample> topic = new ArrayList<>();
        // tag::samples[]
        PilotMetrics pilot = PilotMetrics.builder("crm-pilot")
                .hashKey(secret) // from wherever your secrets are kept
                .samples(topic::add) // besides memory; here to a dead-letter topic
                // end::samples[]
                .clock(new ManualClock(Instant.parse("2026-03-01T12:00:00Z")))
                // tag::samples[]
                .build();
        Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
                .id(Lead::id)
                .malformedIf("missing_email", lead -> lead.email() == null)
                .quarantine(Redaction.ofRecord(Lead.class).show("campaign"))
                .register();
        // end::samples[]
        leads.run(new Lead("L-1", null, "spring"), lead -> {});
        Sample sample = leads.quarantine().samples().get(0);
        assertThat(topic).containsExactly(sample);
        String page = Files.readString(Path.of("../../docs/malformed.md"));
        String shown =
                page.substring(page.indexOf("```json\n") + 8, page.indexOf("```", page.indexOf("```json\n") + 8));
        assertThat(shown.lines()
                        .map(String::strip)
                        .reduce("", String::concat)
                        .replace("\": ", "\":")
                        .replace(", \"", ",\""))
                .isEqualTo(sample.toJson());
        assertThat(sample.toJson()).contains(HashKey.of(secret).hash("L-1"));
        pilot.close();
    }
}
