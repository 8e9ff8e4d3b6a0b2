// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.snapshot.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {

    private final PilotMetrics pilot = PilotMetrics.create("p");
    private final Handler<Integer> handler = pilot.handler("h", Integer.class).register();

    @AfterEach
    void close() {
        pilot.close();
    }

    @ParameterizedTest
    @CsvSource({
        "100, SUCCESS",
        "200, SUCCESS",
        "304, SUCCESS",
        "399, SUCCESS",
        "400, CLIENT_ERROR",
        "404, CLIENT_ERROR",
        "499, CLIENT_ERROR",
        "500, SERVER_ERROR",
        "599, SERVER_ERROR",
        "600, SERVER_ERROR",
        "99, SERVER_ERROR",
        "0, SERVER_ERROR",
        "-1, SERVER_ERROR"
    })
    void httpStatus_isByItsClass(int status, Outcome expected) {
        handler.function(s -> s).outcome(Outcomes.httpStatus(Integer::intValue)).apply(status);
        assertThat(handler.snapshot().count(expected)).isEqualTo(1);
    }

    @Test
    void present_emptyIsTheClientsError() {
        var find = handler.<Optional<String>>function(s -> s == 1 ? Optional.of("a") : Optional.empty())
                .outcome(Outcomes.present());
        find.apply(1);
        find.apply(2);
        assertThat(handler.snapshot().count(Outcome.SUCCESS)).isEqualTo(1);
        assertThat(handler.snapshot().count(Outcome.CLIENT_ERROR)).isEqualTo(1);
    }

    @Test
    void exceptions_areCountedByTypeUpToABound() {
        TrackedConsumer<Integer> failing = handler.consumer(i -> {
            throw new IllegalStateException();
        });
        for (int i = 0; i < 3; i++) {
            try {
                failing.accept(i);
            } catch (IllegalStateException e) {
                // as planned
            }
        }
        assertThat(handler.snapshot().exceptions())
                .containsExactly(java.util.Map.entry("java.lang.IllegalStateException", 3L));
    }
}
