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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    /** A method of the target, ready to be called with its arguments as one array. */
    @FunctionalInterface
    private interface Call {
        @Nullable
        Object with(@Nullable Object[] arguments) throws Throwable;
    }

    /** A checked exception of the target on its way through code that declares none. */
    private static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
        @SuppressWarnings("unchecked")
        X unchecked = (X) thrown;
        throw unchecked;
    }

    /** What the target's method returns, null too, goes through as it is. */
    @SuppressWarnings("NullAway")
    private static Object unchecked(Call call, Object[] arguments) {
        try {
            return call.with(arguments);
        } catch (Throwable e) {
            throw Instrumentation.<RuntimeException>sneaky(e);
        }
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
        Map<Method, Call> calls = new HashMap<>();
        boolean any = false;
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            Implementation implementation = Implementation.of(method, target.getClass());
            Call plain = plain(method, target);
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
                    Call call = calls.get(method);
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

    private Call plain(Method method, Object target) {
        MethodHandle handle;
        try {
            handle = lookup.unreflect(method)
                    .bindTo(target)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw notAccessible(method.getDeclaringClass(), e);
        }
        return arguments -> (Object) handle.invokeExact(arguments);
    }

    private static IllegalArgumentException notAccessible(Class<?> type, IllegalAccessException cause) {
        return new IllegalArgumentException(
                type.getName() + " is not public or not exported; call pilot.instrument(MethodHandles.lookup(), "
                        + type.getSimpleName() + ".class, …) from a class that can see it",
                cause);
    }

    private Call tracked(String name, Method method, Implementation implementation, Call plain) {
        if (!timeable(method.getReturnType())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    method + " returns a " + method.getReturnType().getSimpleName()
                            + ", whose end nobody can listen to: its calls go through unmeasured. Return a CompletionStage, or wrap"
                            + " the code that does the work with pilot.handler(…)");
            return plain;
        }
        List<Objective> objectives = objectives(implementation);
        int event = eventParameter(implementation);
        Class<?> returned = method.getReturnType();
        boolean stage = CompletionStage.class.isAssignableFrom(returned);
        if (event < 0) {
            Operation operation = pilot.operation(name, objectives.toArray(new Objective[0]));
            return stage
                    ? arguments -> operation
                            .stage((Supplier<CompletionStage<?>>)
                                    () -> (CompletionStage<?>) unchecked(plain, arguments))
                            .get()
                    : arguments -> operation.<Object, RuntimeException>call(() -> unchecked(plain, arguments));
        }
        Handler<Object> handler = handler(name, method, implementation, event, objectives);
        return stage
                ? arguments -> handler.stage(
                                (Function<Object, CompletionStage<Object>>) e -> stage(unchecked(plain, arguments)))
                        .apply(arguments[event])
                : arguments ->
                        handler.<Object, RuntimeException>call(arguments[event], e -> unchecked(plain, arguments));
    }

    @SuppressWarnings("unchecked")
    private static CompletionStage<Object> stage(Object returned) {
        return (CompletionStage<Object>) returned;
    }

    /** Whether a call's end can be known: at its return, or when its stage completes. Not so for a future or a publisher. */
    private static boolean timeable(Class<?> returned) {
        if (CompletionStage.class.isAssignableFrom(returned)) {
            return true;
        }
        return !Future.class.isAssignableFrom(returned)
                && !Flow.Publisher.class.isAssignableFrom(returned)
                && !isReactiveStreams(returned);
    }

    /** Without a dependency on reactive-streams: by name, in the type and all that it extends. */
    private static boolean isReactiveStreams(@Nullable Class<?> type) {
        return type != null
                && (type.getName().equals("org.reactivestreams.Publisher")
                        || isReactiveStreams(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(Instrumentation::isReactiveStreams));
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
                throw Instrumentation.<RuntimeException>sneaky(thrown);
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
