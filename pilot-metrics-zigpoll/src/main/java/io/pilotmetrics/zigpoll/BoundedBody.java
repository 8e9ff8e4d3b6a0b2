// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a number of bytes; of a longer one no further byte is read. */
final class BoundedBody implements BodySubscriber<byte[]> {

    /** The body is longer than it may be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("body too long");
        }
    }

    private final BodySubscriber<byte[]> collector = BodySubscribers.ofByteArray();
    private final long maxBytes;
    private long bytes;
    private boolean ended;
    private @Nullable Subscription subscription;

    BoundedBody(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return collector.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        this.subscription = given;
        collector.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (ended) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
        }
        if (bytes > maxBytes) {
            ended = true;
            if (subscription != null) {
                subscription.cancel();
            }
            collector.onError(new TooLong());
        } else {
            collector.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!ended) {
            ended = true;
            collector.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (!ended) {
            ended = true;
            collector.onComplete();
        }
    }
}
