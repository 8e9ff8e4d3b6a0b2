// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static io.pilotmetrics.SpanOfThread.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.HandlerSnapshot;
import io.pilotmetrics.snapshot.Law;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider of the current span may do, and the pilot goes on. */
class SampledSpansTest {

    private static final String MEND =
            ", logged once); there are no exemplars: put on the class path what it needs, or say exemplars(CurrentSpan.NONE)";

    private final LoggedWarnings logged = new LoggedWarnings();
    private final ManualTime time = new ManualTime();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        logged.close();
    }

    private HandlerSnapshot calls(int count, CurrentSpan span) {
        try (PilotMetrics pilot = PilotMetrics.builder("p")
                .clock(time)
                .exemplars(() -> {
                    asked.incrementAndGet();
                    return span.current();
                })
                .build()) {
            Handler<String> handler =
                    pilot.handler("h", String.class).id(e -> e).register();
            for (int i = 0; i < count; i++) {
                handler.run("event " + i, event -> time.pass(Duration.ofMillis(150)));
            }
            return handler.snapshot();
        }
    }

    private static void allIsBooked(HandlerSnapshot snapshot, int count) {
        assertThat(snapshot.received()).isEqualTo(count);
        assertThat(snapshot.laws()).allSatisfy(law -> assertThat(law.status()).isEqualTo(Law.Status.HOLDS));
    }

    static Stream<Named<CurrentSpan>> broken() {
        CurrentSpan throwing = () -> {
            throw new IllegalStateException("the payload of somebody");
        };
        CurrentSpan unlinked = () -> {
            throw new NoClassDefFoundError("io/opentelemetry/api/trace/Span");
        };
        return Stream.of(
                Named.of("java.lang.IllegalStateException", throwing),
                Named.of("java.lang.NoClassDefFoundError", unlinked),
                Named.of(
                        "java.lang.IllegalArgumentException",
                        () -> new CurrentSpan.Ids("0".repeat(32), span(1).spanId())));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void provider_thatThrows_isLoggedOnce_andNotAskedAgain(CurrentSpan broken) {
        HandlerSnapshot snapshot = calls(5, broken);
        allIsBooked(snapshot, 5);
        assertThat(snapshot.exemplars()).isEmpty();
        assertThat(asked).hasValue(1);
        assertThat(logged.messages())
                .singleElement()
                .asString()
                .startsWith("pilot \"p\": the current span cannot be read (java.lang.")
                .endsWith(MEND)
                .doesNotContain("payload");
    }

    @Test
    void provider_thatTheEndOfTheStackStrikes_isAskedAgain() {
        HandlerSnapshot snapshot = calls(5, () -> {
            if (asked.get() == 1) {
                throw new StackOverflowError();
            }
            return span(asked.get());
        });
        allIsBooked(snapshot, 5);
        assertThat(asked).hasValue(5);
        assertThat(snapshot.exemplars())
                .singleElement()
                .satisfies(exemplar -> assertThat(exemplar.spanId()).isEqualTo(span(5).spanId()));
        assertThat(logged.messages()).isEmpty();
    }

    /** Cannot be made. */
    public static final class Unmade implements CurrentSpan {
        /** Throws. */
        public Unmade() {
            throw new NoClassDefFoundError("io/opentelemetry/api/trace/Span");
        }

        @Override
        public Ids current() {
            return span(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"io.pilotmetrics.SampledSpansTest$Unmade", "io.pilotmetrics.Warnings", "no.such.Provider", "%"})
    void provider_thatCannotBeLoaded_isLogged_andThereAreNoExemplars(String named, @TempDir Path folder)
            throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(CurrentSpan.class.getName()), named);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, new WithoutServices())) {
            assertThat(SampledSpans.found(loader, new Warnings("p"))).isNull();
        }
        assertThat(logged.messages())
                .singleElement()
                .asString()
                .startsWith("pilot \"p\": a provider of io.pilotmetrics.CurrentSpan cannot be loaded (java.")
                .endsWith(MEND);
    }

    @Test
    void provider_thatIsNotThere_isNotMissed() {
        assertThat(SampledSpans.found(new WithoutServices(), new Warnings("p"))).isNull();
        assertThat(logged.messages()).isEmpty();
    }

    /** Knows the classes of these tests, and not their provider. */
    private static final class WithoutServices extends ClassLoader {
        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
        }
    }
}
