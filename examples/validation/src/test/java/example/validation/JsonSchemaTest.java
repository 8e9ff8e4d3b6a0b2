// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonSchemaTest {

    private final ObjectMapper mapper = new ObjectMapper();
    private final List<JsonNode> saved = new ArrayList<>();

    @Test
    void schema_asARule_namesWhatDoesNotFit() {
        try (PilotMetrics pilot = PilotMetrics.create("crm-pilot")) {
            // tag::schema[]
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema("""
                            {"type": "object",
                             "required": ["id", "email"],
                             "properties": {"email": {"type": "string", "minLength": 3}}}""");
            Handler<JsonNode> leads = pilot.handler("lead.ingest", JsonNode.class)
                    .malformedIf("missing_email", lead -> !lead.hasNonNull("email"))
                    .malformedIf("schema", lead -> !schema.validate(lead).isEmpty())
                    .register();
            // end::schema[]
            for (String body : List.of(
                    "{\"id\": 1, \"email\": \"pat@example.test\"}",
                    "{\"id\": 2}",
                    "{\"id\": 3, \"email\": 4}",
                    "[]",
                    "{\"id\":")) {
                receive(leads, body);
            }
            assertThat(leads.snapshot().count(Disposition.MALFORMED)).isEqualTo(4);
            assertThat(leads.snapshot().malformed())
                    .isEqualTo(Map.of("missing_email", 2L, "schema", 1L, "not_json", 1L));
            assertThat(leads.snapshot().instrumentationErrors()).isEmpty();
            assertThat(saved).hasSize(4);
        }
    }

    // tag::unparsed[]
    void receive(Handler<JsonNode> leads, String body) {
        JsonNode lead;
        try {
            lead = mapper.readTree(body);
        } catch (JacksonException e) {
            leads.malformed("not_json"); // a fixed word: the exception's message quotes the input
            return;
        }
        leads.run(lead, saved::add);
    }
    // end::unparsed[]
}
