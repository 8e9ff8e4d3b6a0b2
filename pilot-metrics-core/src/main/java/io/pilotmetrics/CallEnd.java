// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.lang.reflect.Modifier;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a call ends, as far as the type tells that its method returns. */
enum CallEnd {
    /** When it returns. */
    RETURN,
    /** When the stage completes that it returns. */
    STAGE,
    /** As the value says, since the type may hold a stage or not. */
    BY_VALUE,
    /** Nobody can listen to it: a future or a publisher. */
    UNHEARD;

    static CallEnd of(Class<?> returned) {
        if (CompletionStage.class.isAssignableFrom(returned)) {
            return STAGE;
        }
        if (Future.class.isAssignableFrom(returned)
                || Flow.Publisher.class.isAssignableFrom(returned)
                || isReactiveStreams(returned)) {
            return UNHEARD;
        }
        return Modifier.isFinal(returned.getModifiers()) ? RETURN : BY_VALUE; // void and int are final too
    }

    /** Without a dependency on reactive-streams: by name, in the type and all that it extends. */
    private static boolean isReactiveStreams(@Nullable Class<?> type) {
        return type != null
                && (type.getName().equals("org.reactivestreams.Publisher")
                        || isReactiveStreams(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(CallEnd::isReactiveStreams));
    }
}
