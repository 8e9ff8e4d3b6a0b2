// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import io.pilotmetrics.snapshot.Objective;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes proxies whose annotated methods are accounted for. Everything is resolved here, once; a call looks one method up.
 *
 * <p>All is checked before anything is registered, and registered while nobody else does: what fails leaves nothing behind.
 */
final class Instrumentation {

    private final PilotMetrics pilot;
    private final MethodHandles.Lookup lookup;

    Instrumentation(PilotMetrics pilot, MethodHandles.Lookup lookup) {
        this.pilot = pilot;
        this.lookup = lookup;
    }

    <T> T proxy(Class<T> type, T target) {
        requireFit(type, target);
        Map<Method, TargetCall> calls = new HashMap<>();
        Map<Method, Declaration> declared = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                calls.put(method, plain(method, target));
                Declaration declaration = Declaration.of(Implementation.of(method, target.getClass()), lookup);
                if (declaration != null) {
                    declared.put(method, declaration);
                }
            }
        }
        if (declared.isEmpty()) {
            throw new IllegalArgumentException(
                    "instrument found no method of " + type.getName() + " with @Tracked, neither there nor in "
                            + target.getClass().getName() + "; annotate one");
        }
        implementing(
                type,
                (proxy, method, arguments) -> null); // what cannot be made is refused before anything is registered
        declared.values().removeIf(this::unheard);
        pilot.registry().alone(() -> {
            check(declared.values());
            declared.forEach((method, declaration) -> calls.compute(method, (m, plain) -> tracked(declaration, plain)));
        });
        return implementing(type, (proxy, method, arguments) -> {
            Object[] given = arguments == null ? new Object[0] : arguments;
            TargetCall call = calls.get(method);
            return call != null ? call.with(given) : ofObject(method, proxy, target, given);
        });
    }

    private static void requireFit(Class<?> type, Object target) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException("instrument needs an interface, got " + type.getName()
                    + "; name an interface that it implements, or wrap its methods with pilot.handler(…)");
        }
        if (!type.isInstance(target)) {
            throw new IllegalArgumentException("instrument needs a target that implements " + type.getName() + "; "
                    + target.getClass().getName() + " does not; give an object that does, or name another interface");
        }
    }

    private static <T> T implementing(Class<T> type, InvocationHandler calls) {
        try {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "instrument cannot make another implementation of " + type.getName()
                            + " (a sealed or hidden interface,"
                            + " for example); name one that it extends, or wrap its methods with pilot.handler(…)",
                    e);
        }
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
            Class<?> type = method.getDeclaringClass();
            throw new IllegalArgumentException(
                    type.getName() + " is not public or not exported; call pilot.instrument(MethodHandles.lookup(), "
                            + type.getSimpleName() + ".class, …) from a class that can see it",
                    e);
        }
    }

    private boolean unheard(Declaration declaration) {
        boolean unheard = declaration.end() == CallEnd.UNHEARD;
        if (unheard) {
            pilot.registry()
                    .warnings()
                    .once(declaration.method() + " returns a "
                            + declaration.method().getReturnType().getSimpleName()
                            + ", whose end nobody can listen to: its calls go through unmeasured. Return a CompletionStage, or wrap"
                            + " the code that does the work with pilot.handler(…)");
        }
        return unheard;
    }

    /** Each against what is registered, or else against the others, so that the order of the methods does not matter. */
    private void check(Collection<Declaration> declarations) {
        Map<String, Declaration> handlers = new HashMap<>();
        Map<String, Declaration> operations = new HashMap<>();
        for (Declaration declaration : declarations) {
            boolean registered = declaration.operation() ? operation(declaration) : handler(declaration);
            if (!registered) {
                Declaration other =
                        (declaration.operation() ? operations : handlers).putIfAbsent(declaration.name(), declaration);
                if (other != null) {
                    other.requireSame(declaration);
                }
            }
        }
    }

    private boolean operation(Declaration declaration) {
        List<Objective> known = pilot.registry().operationObjectives(declaration.name());
        List<Objective> asked = declaration.objectives().stream()
                .map(objective -> objective.on("operation", declaration.name()))
                .toList();
        if (known != null && !asked.isEmpty() && !asked.equals(known)) {
            throw new IllegalArgumentException("pilot \"" + pilot.name() + "\" has an operation \"" + declaration.name()
                    + "\" already, with the objectives " + known + "; take @LatencyObjective off "
                    + Declaration.readable(declaration.method())
                    + ", make it the same, or give its @Tracked another name");
        }
        return known != null;
    }

    private boolean handler(Declaration declaration) {
        Handler<?> known = pilot.registry().handler(declaration.name());
        if (known == null) {
            return false;
        }
        if (known.declaration() != null) {
            known.declaration().requireSame(declaration);
            return true;
        }
        String has = "pilot \"" + pilot.name() + "\" has a handler \"" + declaration.name() + "\" already";
        String method = Declaration.readable(declaration.method());
        if (!declaration.asksNothing()) {
            throw new IllegalArgumentException(has + ", made by its builder, which says it all; take @EventId and"
                    + " @LatencyObjective off " + method + ", or give its @Tracked another name");
        }
        if (!known.type().isAssignableFrom(declaration.type())) {
            throw new IllegalArgumentException(
                    has + ", for events of " + known.type().getName() + "; the event of "
                            + method + " is a " + declaration.type().getName()
                            + ": give its @Tracked another name, or the handler a type that fits both");
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private TargetCall tracked(Declaration declaration, TargetCall plain) {
        String name = declaration.name();
        if (declaration.operation()) {
            return plain.of(
                    pilot.operation(name, declaration.objectives().toArray(new Objective[0])), declaration.end());
        }
        Handler<?> known = pilot.registry().handler(name);
        Handler<Object> handler = (Handler<Object>) (known != null ? known : registered(declaration));
        return plain.of(handler, declaration.event(), declaration.end());
    }

    @SuppressWarnings("unchecked")
    private Handler<Object> registered(Declaration declaration) {
        HandlerBuilder<Object> builder = pilot.handler(declaration.name(), (Class<Object>) declaration.type())
                .declaredBy(declaration);
        declaration.objectives().forEach(builder::objective);
        if (declaration.id() != null) {
            builder.id(declaration.id());
        }
        return builder.register();
    }
}
