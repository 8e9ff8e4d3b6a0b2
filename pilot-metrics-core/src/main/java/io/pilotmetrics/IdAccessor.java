// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event's method that gives its id, found by the name in an {@code @EventId}. */
final class IdAccessor {

    private IdAccessor() {}

    /** An empty name means that the event is the id. */
    static Function<Object, ?> of(String name, Class<?> event, MethodHandles.Lookup lookup) {
        if (name.isEmpty()) {
            return id -> id;
        }
        MethodHandle handle = handle(name, event, lookup);
        return e -> {
            try {
                return (Object) handle.invokeExact(e);
            } catch (Throwable thrown) {
                throw TargetCall.<RuntimeException>sneaky(thrown);
            }
        };
    }

    private static MethodHandle handle(String name, Class<?> event, MethodHandles.Lookup lookup) {
        Method found = find(name, event);
        if (Modifier.isStatic(found.getModifiers())) {
            throw unfit(name, found, "is static; name a method of the event itself");
        }
        if (found.getReturnType() == void.class) {
            throw unfit(name, found, "returns nothing; name a method that returns the id");
        }
        try {
            return lookup.unreflect(found).asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            IllegalArgumentException refused = unfit(
                    name,
                    found,
                    "cannot be called from " + lookup + "; make it and its class public and exported, or call"
                            + " pilot.instrument(MethodHandles.lookup(), …) from a class that can call it");
            refused.initCause(e);
            throw refused;
        }
    }

    private static IllegalArgumentException unfit(String name, Method found, String why) {
        return new IllegalArgumentException("@EventId(\"" + name + "\"): " + Declaration.readable(found) + " " + why);
    }

    private static Method find(String name, Class<?> event) {
        String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (String candidate : List.of(name, getter)) {
            Method found = declared(candidate, event);
            if (found != null) {
                return found;
            }
        }
        throw new IllegalArgumentException("@EventId(\"" + name + "\"): " + event.getName() + " has neither " + name
                + "() nor " + getter + "(); name a method without parameters that gives the id");
    }

    /** Also one that is not public, in the event's class or what it extends. */
    private static @Nullable Method declared(String name, Class<?> event) {
        for (Class<?> c = event; c != null; c = c.getSuperclass()) {
            try {
                return c.getDeclaredMethod(name);
            } catch (NoSuchMethodException e) {
                // look further up
            }
        }
        try {
            return event.getMethod(name);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
