// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import static io.pilotmetrics.test.PilotAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code and the message that {@code docs/testing.md} shows. */
class TestingPageTest {

    @Nested
    // tag::testing[]
    @ExtendWith(PilotExtension.class)
    class LeadServiceTest {

        record Lead(String id, String shop, long number) {}

        @Test
        void replay_withADuplicateAndALostLead_isAccountedFor(PilotMetrics pilot, ManualClock clock) {
            Handler<Lead> leads = pilot.handler("lead.ingest", Lead.class)
                    .id(Lead::id)
                    .sequence(Lead::shop, Lead::number)
                    .register();
            Consumer<Lead> onLead = leads.consumer(lead -> clock.advance(Duration.ofMillis(20)));

            onLead.accept(new Lead("a", "shop-eu", 1));
            onLead.accept(new Lead("b", "shop-eu", 2));
            onLead.accept(new Lead("b", "shop-eu", 2));
            onLead.accept(new Lead("d", "shop-eu", 4));
            clock.advance(Duration.ofSeconds(31)); // past the grace time of a gap

            assertThat(pilot)
                    .handler("lead.ingest")
                    .lawHolds()
                    .received(4)
                    .duplicates(1)
                    .missing("shop-eu", 3);
            assertThat(leads.snapshot().latency().max()).isEqualTo(Duration.ofMillis(20));
            // end::testing[]
            assertShown(() -> assertThat(pilot).handler("lead.ingest").duplicates(0));
            // tag::testing[]
        }
    }
    // end::testing[]

    private static void assertShown(ThrowingCallable failing) {
        String message = String.valueOf(catchThrowable(failing).getMessage());
        List<String> shown = between(page(), "```text\n", "```")
                .lines()
                .filter(line -> !line.contains("…"))
                .toList();
        assertThat(message.lines()).containsAll(shown);
    }

    @Test
    void page_showsTheTaggedRegion() throws IOException {
        Path source = Path.of("src/test/java/io/pilotmetrics/test/TestingPageTest.java");
        StringBuilder region = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(source)) {
            String text = line.strip();
            if (text.equals("// tag::testing[]") || text.equals("// end::testing[]")) {
                inside = text.startsWith("// tag");
            } else if (inside) {
                region.append(line.isBlank() ? "" : line.substring(4)).append('\n');
            }
        }
        assertThat(between(page(), "```java\n", "```")).isEqualTo(region.toString());
    }

    private static String page() {
        try {
            return Files.readString(Path.of("../../docs/testing.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }
}
