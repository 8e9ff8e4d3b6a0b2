// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Listens for the end of a stage. */
final class StageEnd {

    private StageEnd() {}

    /**
     * Calls exactly one of the listeners, once.
     *
     * @param returned for a normal end
     * @param threw for an exceptional end
     * @param deaf where the stage refuses to be listened to
     */
    static <R> void of(
            CompletionStage<R> stage, Consumer<? super R> returned, Consumer<Throwable> threw, Runnable deaf) {
        AtomicBoolean over = new AtomicBoolean(); // a stage of another house may call twice, or call and then throw
        try {
            stage.whenComplete((result, thrown) -> {
                if (!over.compareAndSet(false, true)) {
                    return;
                }
                if (thrown == null) {
                    returned.accept(result);
                } else {
                    threw.accept(thrown);
                }
            });
        } catch (Throwable e) {
            if (over.compareAndSet(false, true)) {
                deaf.run();
            }
        }
    }
}
