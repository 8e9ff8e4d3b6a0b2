// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/** How the components of a record type are read; found once for each type. */
final class Components {

    private static final ClassValue<Components> OF_TYPE = new ClassValue<>() {
        @Override
        protected Components computeValue(Class<?> type) {
            return new Components(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .toList());
        }
    };

    private final List<Method> accessors;

    private Components(List<Method> accessors) {
        this.accessors = accessors;
        // Where it may not be, a public record's accessors still can be called, and another's tell why not.
        accessors.forEach(Method::trySetAccessible);
    }

    static Components of(Class<?> record) {
        return OF_TYPE.get(record);
    }

    void forEach(Object event, Redaction.Fields taker) {
        int taken = 0;
        for (Method accessor : accessors) {
            if (taken == Redaction.MAX_FIELDS) {
                taker.leaveOut(accessors.size() - taken);
                return;
            }
            taken++;
            try {
                taker.value(accessor.getName(), accessor.invoke(event));
            } catch (InvocationTargetException e) {
                taker.failed(accessor.getName(), e.getCause() == null ? e : e.getCause());
            } catch (IllegalAccessException e) {
                taker.failed(accessor.getName(), e);
            }
        }
    }
}
