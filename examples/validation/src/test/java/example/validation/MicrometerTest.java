// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static io.pilotmetrics.objective.Objectives.errorRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.prometheus.PilotCollector;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MicrometerTest {

    record Lead(String id) {}

    @Test
    void registry_showsThePilot_untilItIsUnbound() {
        MeterRegistry registry = new SimpleMeterRegistry();
        // tag::bind[]
        PilotMetrics pilot = PilotMetrics.create("crm-pilot");
        Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
                .id(Lead::id)
                .objective(errorRate().atMost(0.01))
                .register();
        PilotMetrics.Binding binding = pilot.bindTo(registry); // any MeterRegistry; as many as you like
        Consumer<Lead> onLead = leads.consumer(lead -> {}); // your code
        // end::bind[]
        try (pilot) {
            onLead.accept(new Lead("a"));
            onLead.accept(new Lead("a"));
            // tag::read[]
            double duplicates = registry.get("pilot.events")
                    .tags("handler", "lead.ingest", "disposition", "duplicate")
                    .functionCounter()
                    .count();
            // end::read[]
            assertThat(duplicates).isEqualTo(1);
            binding.close();
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    // tag::spring[]
    MeterBinder pilotMeters(PilotMetrics pilot) { // a bean
        return pilot.meters();
    }
    // end::spring[]

    @Test
    void binder_isWhatFrameworksBind() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (PilotMetrics pilot = PilotMetrics.create("crm-pilot")) {
            pilotMeters(pilot).bindTo(registry);
            assertThat(registry.get("pilot.verdict").gauges()).hasSize(3);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void prometheusRegistry_hasHistogramsBesideMeters() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (PilotMetrics pilot = PilotMetrics.create("crm-pilot")) {
            pilot.handler("lead.ingest", Lead.class).register().run(new Lead("a"), lead -> {});
            // tag::histograms[]
            pilot.meters().withoutDuration().bind(registry);
            registry.getPrometheusRegistry().register(PilotCollector.durations(pilot::snapshot));
            // end::histograms[]
            assertThat(registry.scrape().lines())
                    .contains("pilot_received_total{handler=\"lead.ingest\",pilot=\"crm-pilot\"} 1.0")
                    .anyMatch(line -> line.startsWith("pilot_call_duration_seconds_bucket{"));
        }
    }
}
