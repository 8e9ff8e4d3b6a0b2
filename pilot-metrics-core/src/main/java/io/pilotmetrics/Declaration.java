// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.annotation.EventId;
import io.pilotmetrics.annotation.LatencyObjective;
import io.pilotmetrics.annotation.Tracked;
import io.pilotmetrics.objective.Objectives;
import io.pilotmetrics.snapshot.Objective;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of one method ask for: a handler, or an operation. Two methods may share an account if they ask for the
 * same.
 *
 * @param name the account's name
 * @param method the method, for messages
 * @param end when its calls end
 * @param event the place of the event among the parameters; -1 for an operation
 * @param type the event's type; {@code void} for an operation
 * @param accessor the value of its {@link EventId}; null where it has none
 * @param id gives the id; null where it has none
 * @param objectives what its {@link LatencyObjective} says
 */
record Declaration(
        String name,
        Method method,
        CallEnd end,
        int event,
        Class<?> type,
        @Nullable String accessor,
        @Nullable Function<Object, ?> id,
        List<Objective> objectives) {

    /** Null where the method is not {@link Tracked}. */
    static @Nullable Declaration of(Implementation implementation, MethodHandles.Lookup lookup) {
        Tracked tracked = implementation.annotation(Tracked.class);
        if (tracked == null) {
            return null;
        }
        Method method = implementation.method();
        String name = tracked.value();
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "@Tracked on " + readable(method) + " needs a name that is not blank, for example \"lead.ingest\"");
        }
        List<Objective> objectives = objectives(implementation);
        CallEnd end = CallEnd.of(method.getReturnType());
        int[] marked = implementation.parametersWith(EventId.class);
        if (marked.length > 1) {
            throw new IllegalArgumentException("@EventId is on " + marked.length + " parameters of " + readable(method)
                    + "; an event has one id: leave it on the parameter that is the event");
        }
        if (marked.length == 0 && implementation.parameters().size() != 1) {
            return new Declaration(name, method, end, -1, void.class, null, null, objectives);
        }
        int event = marked.length == 0 ? 0 : marked[0];
        Class<?> type = MethodType.methodType(implementation.parameters().get(event))
                .wrap()
                .returnType();
        EventId eventId = implementation.annotation(EventId.class, event);
        String accessor = eventId == null ? null : eventId.value();
        Function<Object, ?> id = accessor == null ? null : IdAccessor.of(accessor, type, lookup);
        return new Declaration(name, method, end, event, type, accessor, id, objectives);
    }

    private static List<Objective> objectives(Implementation implementation) {
        LatencyObjective given = implementation.annotation(LatencyObjective.class);
        if (given == null) {
            return List.of();
        }
        return List.of(Objectives.latency().percentile(given.percentile()).atMost(Duration.ofMillis(given.millis())));
    }

    boolean operation() {
        return event < 0;
    }

    boolean asksNothing() {
        return accessor == null && objectives.isEmpty();
    }

    void requireSame(Declaration other) {
        boolean same = type.equals(other.type)
                && (accessor == null ? other.accessor == null : accessor.equals(other.accessor))
                && objectives.equals(other.objectives);
        if (!same) {
            throw new IllegalArgumentException(
                    "two methods have @Tracked(\"" + name + "\") and differ: " + this + ", and " + other
                            + "; give both the same event type, @EventId and @LatencyObjective, or one of them another name");
        }
    }

    static String readable(Method method) {
        return method.getDeclaringClass().getName() + "."
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    @Override
    public String toString() {
        return readable(method)
                + (operation() ? " without an event" : " with the event " + type.getName())
                + (accessor == null ? "" : ", @EventId(\"" + accessor + "\")")
                + objectives.stream().map(o -> ", " + o.text()).collect(Collectors.joining());
    }
}
