// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A method of the target, ready to be called with its arguments as one array; accounted for or not. */
@FunctionalInterface
interface TargetCall {

    @Nullable
    Object with(@Nullable Object[] arguments) throws Throwable;

    static TargetCall plain(MethodHandles.Lookup lookup, Method method, Object target) throws IllegalAccessException {
        MethodHandle handle = lookup.unreflect(method)
                .bindTo(target)
                .asSpreader(Object[].class, method.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
        return arguments -> (Object) handle.invokeExact(arguments);
    }

    /** The same call as one of an operation. */
    default TargetCall of(Operation operation, CallEnd end) {
        return switch (end) {
            case UNHEARD -> this;
            case RETURN -> arguments -> operation.<Object, RuntimeException>call(() -> unchecked(arguments));
            case STAGE ->
                arguments -> operation
                        .stage((Supplier<CompletionStage<Object>>) () -> Returned.stage(unchecked(arguments)))
                        .get();
            case BY_VALUE ->
                arguments -> {
                    Returned returned = new Returned(this, arguments);
                    CompletionStage<Object> unused = operation.stage(returned).get();
                    return returned.value;
                };
        };
    }

    /** The same call as one that handles an event, which is the argument at this place. */
    default TargetCall of(Handler<Object> handler, int event, CallEnd end) {
        return switch (end) {
            case UNHEARD -> this;
            case RETURN ->
                arguments -> handler.<Object, RuntimeException>call(arguments[event], e -> unchecked(arguments));
            case STAGE ->
                arguments -> handler.stage(
                                (Function<Object, CompletionStage<Object>>) e -> Returned.stage(unchecked(arguments)))
                        .apply(arguments[event]);
            case BY_VALUE ->
                arguments -> {
                    Returned returned = new Returned(this, arguments);
                    CompletionStage<Object> unused = handler.stage(returned).apply(arguments[event]);
                    return returned.value;
                };
        };
    }

    /** What the target's method returns, null too, goes through as it is; so does what it throws, checked or not. */
    @SuppressWarnings("NullAway")
    private Object unchecked(Object[] arguments) {
        try {
            return with(arguments);
        } catch (Throwable e) {
            throw TargetCall.<RuntimeException>sneaky(e);
        }
    }

    /** An exception on its way through code that does not declare it. */
    static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
        @SuppressWarnings("unchecked")
        X unchecked = (X) thrown;
        throw unchecked;
    }

    /** One call whose value says whether it ended. A value that is no stage ends it, as a completed stage would; so does null. */
    final class Returned implements Supplier<CompletionStage<Object>>, Function<Object, CompletionStage<Object>> {

        private static final CompletionStage<Object> ENDED = CompletableFuture.completedFuture("ended");

        private final TargetCall call;
        private final Object[] arguments;
        private @Nullable Object value;

        private Returned(TargetCall call, Object[] arguments) {
            this.call = call;
            this.arguments = arguments;
        }

        @Override
        public CompletionStage<Object> get() {
            value = call.unchecked(arguments);
            return value instanceof CompletionStage<?> ? stage(value) : ENDED;
        }

        @Override
        public CompletionStage<Object> apply(Object event) {
            return get();
        }

        @SuppressWarnings("unchecked")
        static CompletionStage<Object> stage(Object returned) {
            return (CompletionStage<Object>) returned;
        }
    }
}
