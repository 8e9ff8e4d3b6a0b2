// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.lang.annotation.Annotation;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The method that runs when one of an interface is called on a target.
 *
 * <p>Behind a generic interface that is not the bridge that carries the interface's erased signature, but what the bridge calls:
 * the method whose parameters are the interface's with the type arguments that the target's class gives them. Nothing looser will
 * do, since an overload may fit the erased signature as well, and better.
 *
 * @param declared the interface's method
 * @param method the target's
 * @param parameters the types of its parameters, as far as the target's class tells them
 */
record Implementation(Method declared, Method method, List<Class<?>> parameters) {

    static Implementation of(Method declared, Class<?> target) {
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        bind(target, arguments);
        Class<?>[] parameters = Stream.of(origin(declared).getGenericParameterTypes())
                .map(parameter -> erased(parameter, arguments))
                .toArray(Class<?>[]::new);
        Method method = find(target, declared.getName(), parameters);
        if (method == null) {
            method =
                    find(target, declared.getName(), declared.getParameterTypes()); // a lambda has the erased one alone
        }
        return new Implementation(declared, method == null ? declared : method, List.of(parameters));
    }

    /** Where an interface narrows a generic one it has a bridge too, which has forgotten the type variables: the method above it. */
    private static Method origin(Method declared) {
        if (!declared.isBridge()) {
            return declared;
        }
        for (Class<?> extended : declared.getDeclaringClass().getInterfaces()) {
            Method above = find(extended, declared.getName(), declared.getParameterTypes());
            if (above != null) {
                return origin(above);
            }
        }
        return declared;
    }

    /** Of several that differ in what they return, the narrowest: the others are bridges to it. */
    private static @Nullable Method find(Class<?> target, String name, Class<?>[] parameters) {
        try {
            return target.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Notes what the type variables of all that a type extends stand for. */
    private static void bind(@Nullable Type type, Map<TypeVariable<?>, Type> arguments) {
        if (type == null) {
            return;
        }
        Class<?> erased = erased(type, arguments);
        if (type instanceof ParameterizedType given) {
            for (int i = 0; i < given.getActualTypeArguments().length; i++) {
                arguments.put(erased.getTypeParameters()[i], given.getActualTypeArguments()[i]);
            }
        }
        bind(erased.getGenericSuperclass(), arguments);
        for (Type extended : erased.getGenericInterfaces()) {
            bind(extended, arguments);
        }
    }

    private static Class<?> erased(Type type, Map<TypeVariable<?>, Type> arguments) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType given) {
            return erased(given.getRawType(), arguments);
        }
        if (type instanceof GenericArrayType array) {
            return erased(array.getGenericComponentType(), arguments).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return erased(wildcard.getUpperBounds()[0], arguments);
        }
        TypeVariable<?> variable = (TypeVariable<?>) type;
        Type argument = arguments.get(variable);
        return erased(argument == null ? variable.getBounds()[0] : argument, arguments);
    }

    /** The annotation of the target's method, else that of the interface's. */
    <A extends Annotation> @Nullable A annotation(Class<A> type) {
        A own = method.getAnnotation(type);
        return own != null ? own : declared.getAnnotation(type);
    }

    /** The parameters that have an annotation in the target's method, else those in the interface's. */
    int[] parametersWith(Class<? extends Annotation> type) {
        int[] own = parametersWith(type, method);
        return own.length > 0 ? own : parametersWith(type, declared);
    }

    private static int[] parametersWith(Class<? extends Annotation> type, Method method) {
        return IntStream.range(0, method.getParameterCount())
                .filter(i -> method.getParameters()[i].isAnnotationPresent(type))
                .toArray();
    }

    /** The annotation of one of {@link #parametersWith}. */
    <A extends Annotation> @Nullable A annotation(Class<A> type, int parameter) {
        A own = method.getParameters()[parameter].getAnnotation(type);
        return own != null ? own : declared.getParameters()[parameter].getAnnotation(type);
    }
}
