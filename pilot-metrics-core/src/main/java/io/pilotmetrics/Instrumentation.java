// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.annotation.EventId;
import io.pilotmetrics.annotation.LatencyObjective;
import io.pilotmetrics.annotation.Tracked;
import io.pilotmetrics.objective.Objectives;
import io.pilotmetrics.snapshot.Objective;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes proxies whose annotated methods are accounted for. Everything is resolved here, once; a call looks one method up. */
final class Instrumentation {

    private static final System.Logger LOG = System.getLogger(PilotMetrics.class.getName());

    private final PilotMetrics pilot;
    private final MethodHandles.Lookup lookup;

    Instrumentation(PilotMetrics pilot, MethodHandles.Lookup lookup) {
        this.pilot = pilot;
        this.lookup = lookup;
    }

    <T> T proxy(Class<T> type, T target) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException("instrument needs an interface, got " + type.getName()
                    + "; name an interface that it implements, or wrap its methods with pilot.handler(…)");
        }
        if (!type.isInstance(target)) {
            throw new IllegalArgumentException("instrument needs a target that implements " + type.getName() + "; "
                    + target.getClass().getName() + " does not; give an object that does, or name another interface");
        }
        Map<Method, TargetCall> calls = new HashMap<>();
        boolean any = false;
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            Implementation implementation = Implementation.of(method, target.getClass());
            TargetCall plain = plain(method, target);
            Tracked tracked = implementation.annotation(Tracked.class);
            any |= tracked != null;
            calls.put(method, tracked == null ? plain : tracked(tracked.value(), method, implementation, plain));
        }
        if (!any) {
            throw new IllegalArgumentException(
                    "instrument found no method of " + type.getName() + " with @Tracked, neither there nor in "
                            + target.getClass().getName() + "; annotate one");
        }
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    TargetCall call = calls.get(method);
                    return call != null ? call.with(given) : ofObject(method, proxy, target, given);
                }));
    }

    /** {@code equals}, {@code hashCode} and {@code toString}. */
    private static @Nullable Object ofObject(Method method, Object proxy, Object target, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "tracked " + target;
        };
    }

    private TargetCall plain(Method method, Object target) {
        try {
            return TargetCall.plain(lookup, method, target);
        } catch (IllegalAccessException e) {
            throw notAccessible(method.getDeclaringClass(), e);
        }
    }

    private static IllegalArgumentException notAccessible(Class<?> type, IllegalAccessException cause) {
        return new IllegalArgumentException(
                type.getName() + " is not public or not exported; call pilot.instrument(MethodHandles.lookup(), "
                        + type.getSimpleName() + ".class, …) from a class that can see it",
                cause);
    }

    private TargetCall tracked(String name, Method method, Implementation implementation, TargetCall plain) {
        Class<?> returned = implementation.method().getReturnType();
        CallEnd end = CallEnd.of(returned);
        if (end == CallEnd.UNHEARD) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    implementation.method() + " returns a " + returned.getSimpleName()
                            + ", whose end nobody can listen to: its calls go through unmeasured. Return a CompletionStage, or wrap"
                            + " the code that does the work with pilot.handler(…)");
            return plain;
        }
        List<Objective> objectives = objectives(implementation);
        int event = eventParameter(implementation);
        if (event < 0) {
            return plain.of(pilot.operation(name, objectives.toArray(new Objective[0])), end);
        }
        return plain.of(handler(name, method, implementation, event, objectives), event, end);
    }

    private static List<Objective> objectives(Implementation implementation) {
        LatencyObjective given = implementation.annotation(LatencyObjective.class);
        if (given == null) {
            return List.of();
        }
        return List.of(Objectives.latency().percentile(given.percentile()).atMost(Duration.ofMillis(given.millis())));
    }

    /** The parameter that has an {@link EventId}, or the only one; -1 where the method is an operation. */
    private static int eventParameter(Implementation implementation) {
        int[] marked = implementation.parametersWith(EventId.class);
        if (marked.length > 0) {
            return marked[0];
        }
        return implementation.parameters().size() == 1 ? 0 : -1;
    }

    @SuppressWarnings("unchecked")
    private Handler<Object> handler(
            String name, Method method, Implementation implementation, int parameter, List<Objective> objectives) {
        EventId eventId = implementation.annotation(EventId.class, parameter);
        Handler<?> known = pilot.registry().handler(name);
        if (known != null) {
            if (eventId != null || !objectives.isEmpty()) {
                throw new IllegalArgumentException("pilot \"" + pilot.name() + "\" has a handler \"" + name
                        + "\" already; take @EventId and @LatencyObjective off " + method
                        + ", or give its @Tracked another name");
            }
            return (Handler<Object>) known;
        }
        HandlerBuilder<Object> builder = pilot.handler(name, Object.class);
        objectives.forEach(builder::objective);
        if (eventId != null) {
            builder.id(id(eventId.value(), implementation.parameters().get(parameter)));
        }
        return builder.register();
    }

    private Function<Object, ?> id(String accessor, Class<?> event) {
        if (accessor.isEmpty()) {
            return id -> id;
        }
        Method found = accessor(accessor, event);
        MethodHandle handle;
        try {
            handle = lookup.unreflect(found).asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw notAccessible(event, e);
        }
        return e -> {
            try {
                return (Object) handle.invokeExact(e);
            } catch (Throwable thrown) {
                throw TargetCall.<RuntimeException>sneaky(thrown);
            }
        };
    }

    private static Method accessor(String accessor, Class<?> event) {
        String getter = "get" + Character.toUpperCase(accessor.charAt(0)) + accessor.substring(1);
        for (String candidate : List.of(accessor, getter)) {
            for (Class<?> c = event; c != null; c = c.getSuperclass()) {
                try {
                    return c.getDeclaredMethod(candidate);
                } catch (NoSuchMethodException e) {
                    // look further up
                }
            }
            try {
                return event.getMethod(candidate);
            } catch (NoSuchMethodException e) {
                // the other name, then
            }
        }
        throw new IllegalArgumentException("@EventId(\"" + accessor + "\"): " + event.getName() + " has neither "
                + accessor + "() nor " + getter + "(); name a method without parameters that gives the id");
    }
}
