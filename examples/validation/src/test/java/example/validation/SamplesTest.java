// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.quarantine.HashKey;
import io.pilotmetrics.quarantine.Quarantine;
import io.pilotmetrics.quarantine.Redaction;
import io.pilotmetrics.quarantine.Sample;
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
        HashKey key = HashKey.of(secret); // from wherever your secrets are kept
        Quarantine<Lead> quarantine = Quarantine.<Lead>builder("lead.ingest")
                .redaction(Redaction.ofRecord(Lead.class).show("campaign"))
                .id(Lead::id)
                .key(key)
                .sink(topic::add)
                // end::samples[]
                .wall(() -> Instant.parse("2026-03-01T12:00:00Z"))
                // tag::samples[]
                .build();
        // end::samples[]
        quarantine.malformed("missing_email", new Lead("L-1", null, "spring"), 0);
        Sample sample = quarantine.snapshot().samples().get(0);
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
        assertThat(sample.toJson()).contains(key.hash("L-1"));
    }
}
