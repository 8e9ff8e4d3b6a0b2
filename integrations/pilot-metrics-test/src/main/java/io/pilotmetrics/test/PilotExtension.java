// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.test;

import io.pilotmetrics.PilotMetrics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a fresh {@link PilotMetrics} and the {@link ManualClock} that it runs on, as parameters of the test or of
 * its {@code @BeforeEach} and {@code @AfterEach}, and closes the pilot after them.
 *
 * <pre>{@code
 * @ExtendWith(PilotExtension.class)
 * class LeadServiceTest {
 *     @Test
 *     void accept_twice_isCounted(PilotMetrics pilot, ManualClock clock) { ... }
 * }
 * }</pre>
 *
 * <p>All parameters of one test get the same pilot and clock; it is called after the test's method. Works with JUnit 5.12
 * and later, and with 6.
 */
public final class PilotExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(PilotExtension.class);

    /** Made by JUnit. */
    public PilotExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == PilotMetrics.class || type == ManualClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String test = context.getTestMethod()
                .orElseThrow(() -> new ParameterResolutionException("a fresh pilot belongs to one test, but "
                        + parameter.getDeclaringExecutable()
                        + " serves several; take it as a parameter of the test or of a @BeforeEach method"))
                .getName();
        Fresh fresh = fresh(context);
        if (fresh == null) {
            ManualClock clock = new ManualClock();
            fresh = new Fresh(PilotMetrics.builder(test).clock(clock).build(), clock);
            context.getStore(OURS).put(Fresh.class, fresh);
        }
        return parameter.getParameter().getType() == ManualClock.class ? fresh.clock : fresh.pilot;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Fresh fresh = fresh(context);
        if (fresh != null) {
            fresh.pilot.close();
        }
    }

    private static @Nullable Fresh fresh(ExtensionContext context) {
        return context.getStore(OURS).get(Fresh.class, Fresh.class);
    }

    private record Fresh(PilotMetrics pilot, ManualClock clock) {}
}
