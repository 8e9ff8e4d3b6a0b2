// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static io.pilotmetrics.objective.Objectives.figure;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.attribution.AttributionAgreement;
import io.pilotmetrics.attribution.ChannelMapping;
import io.pilotmetrics.attribution.Reconciliation;
import io.pilotmetrics.attribution.Reconciliation.Fate;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.MemoryConversionSink;
import io.pilotmetrics.conversion.Touch;
import io.pilotmetrics.objective.Scorecard;
import io.pilotmetrics.objective.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/zigpoll.md, run against the stand-in. */
class ZigpollDocTest {

    private record Order(String id, String utmMedium) {}

    @Test
    void agreement_standsInTheScorecard() throws IOException {
        try (ZigpollServer server = ZigpollServer.start("pk-doc");
                PilotMetrics pilot = pilot()) {
            MemoryConversionSink sink = new MemoryConversionSink(1_000);
            try (PilotMetrics orders =
                    PilotMetrics.builder("orders").conversions(sink).build()) {
                Handler<Order> handler = orders.handler("order", Order.class)
                        .conversion(o -> Conversion.of(o.id(), 1, Touch.utm("crm", o.utmMedium(), null, null)))
                        .register();
                for (int i = 0; i < 400; i++) {
                    handler.consumer(order -> {}).accept(new Order("SO-" + i, "Email"));
                    if (i % 2 == 0) {
                        server.add(ZigpollRow.vote(i % 20 == 0 ? "A podcast" : "Your newsletter")
                                .order("SO-" + i));
                    }
                }
                server.add(ZigpollRow.freeText("my sister").order("SO-1"));
            }

            Reconciliation last = snippet(pilot, sink, "pk-doc", server.uri(), ZigpollRow.SLIDE);

            Scorecard card = pilot.scorecard();
            assertThat(card.verdict()).as(card.explain()).isEqualTo(Verdict.GO);
            assertThat(card.explain()).contains("attribution.agreement >= 0.8");
            assertThat(last.agreement()).hasToString("Rate[hits=180, n=200]");
            assertThat(last.responseRate()).hasToString("Rate[hits=201, n=400]");
            assertThat(last.count(Fate.UNKNOWN_FREE_TEXT)).isOne();
            assertThat(page()).as("what the page shows").contains(card.explain().strip(), last.toString());
        }
    }

    private static PilotMetrics pilot() {
        return PilotMetrics.create("crm-pilot");
    }

    private static Reconciliation snippet(
            PilotMetrics pilot, MemoryConversionSink sink, String apiKey, URI address, String slideId) {
        // tag::agreement[]
        ChannelMapping mapping = ChannelMapping.builder()
                .answer("Your newsletter", "Email")
                .answer("A podcast", "Audio")
                .build();
        AttributionAgreement agreement =
                AttributionAgreement.builder(mapping, touch -> touch.medium()).build();
        pilot.figures(agreement);
        pilot.objective(figure("attribution.agreement").atLeast(0.8));

        ZigpollClient zigpoll =
                ZigpollClient.builder().apiKey(apiKey).baseUri(address).build();
        ZigpollResponses responses = zigpoll.responses(ResponseQuery.slide(slideId));
        Reconciliation last = agreement.update(sink.conversions(), responses.answers());
        // end::agreement[]
        return last;
    }

    @Test
    void page_showsTheCodeThatRanHere() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/io/pilotmetrics/zigpoll/ZigpollDocTest.java"));
        int begin = source.indexOf("        // tag::" + "agreement[]");
        int end = source.indexOf("        // end::" + "agreement[]");
        assertThat(begin).isPositive().isLessThan(end);
        String code = String.join("\n", source.subList(begin + 1, end)).stripIndent();

        assertThat(page()).contains("```java\n" + code + "\n```");
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/zigpoll.md"));
    }
}
