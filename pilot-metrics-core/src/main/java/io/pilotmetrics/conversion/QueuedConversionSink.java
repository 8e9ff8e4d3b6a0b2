// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.snapshot.Figure;
import io.pilotmetrics.snapshot.FigureSource;
import io.pilotmetrics.snapshot.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps conversions in a {@link ConversionStore}, so that a slow or broken one never reaches your code.
 *
 * <pre>{@code
 * QueuedConversionSink kept = QueuedConversionSink.to(ConversionFile.at(path)).start();
 * PilotMetrics pilot = PilotMetrics.builder("crm-pilot").conversions(kept).figures(kept).build();
 * }</pre>
 *
 * <ul>
 *   <li>{@link #offer} takes no lock, waits for nobody and returns at once: false when the queue is full or closed.
 *   <li>One daemon thread stores batches in the order of acceptance. A batch that fails is tried again, then given up and counted.
 *   <li>At every moment {@code offered = stored + not stored + queued}; at rest nothing is queued, and so it is after
 *       {@link #close()}, unless the store still holds a batch and does not return.
 *       A pilot's {@code conversion.not_stored} counts what {@code offer} refused; {@link #notStored()} has that and what failed
 *       later.
 *   <li>At most {@code capacity} conversions are held, those in the store's hands included.
 *   <li>What is queued when the process ends without {@link #close()} is lost. Who started a sink closes it, after the pilot: no
 *       pilot does, since several may share it.
 * </ul>
 */
public final class QueuedConversionSink implements ConversionSink, FigureSource, AutoCloseable {

    private static final long LAST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final int batch;
    private final long closeNanos;
    private final Intake intake;
    private final BatchWriter writer;
    private final Thread thread;

    QueuedConversionSink(QueuedConversionSinkBuilder settings) {
        this.name = settings.nameOrDefault();
        this.batch = settings.batchOrDefault();
        this.closeNanos = settings.closeNanos();
        this.intake = new Intake(settings.capacityOrDefault());
        this.writer = new BatchWriter(settings, intake);
        this.thread = new Thread(writer, "pilot-metrics-conversions-" + name);
        thread.setDaemon(true);
    }

    /**
     * A sink that keeps conversions in a store.
     *
     * @param store where to; one sink's alone
     * @return a builder
     */
    public static QueuedConversionSinkBuilder to(ConversionStore store) {
        return new QueuedConversionSinkBuilder(requireNonNull(store, "store"));
    }

    QueuedConversionSink started() {
        thread.start();
        return this;
    }

    /**
     * Queues a conversion. Any number of threads may call this; it takes no lock, never blocks, and wakes the writer once for each
     * full batch.
     *
     * @param conversion the conversion
     * @return false if the queue is full or closed
     */
    @Override
    public boolean offer(Conversion conversion) {
        long accepted = intake.offer(requireNonNull(conversion, "conversion"));
        if (accepted == 0) {
            return false;
        }
        try {
            if (accepted % batch == 0) {
                LockSupport.unpark(thread);
            }
        } catch (Throwable e) {
            // It is accepted already. A stack that ends here is the user's; the flush interval wakes the writer too.
        }
        return true;
    }

    /**
     * All that was offered: {@code stored + notStored + queued}.
     *
     * @return a count that never falls
     */
    public long offered() {
        return stored() + notStored() + queued();
    }

    /**
     * What the store keeps.
     *
     * @return a count that never falls
     */
    public long stored() {
        return intake.stored();
    }

    /**
     * What was refused because the queue was full or closed, and what was accepted and could not be stored. Where a store fails
     * after it has kept some, they may be there all the same: it is an upper bound.
     *
     * @return a count that never falls
     */
    public long notStored() {
        return intake.notStored();
    }

    /**
     * What was accepted and is neither stored nor given up; what the store has in its hands counts here.
     *
     * @return 0 to the capacity
     */
    public long queued() {
        return intake.queued();
    }

    /**
     * Attempts that failed, in whole or in part. A batch that is stored at its third attempt adds 2.
     *
     * @return a count that never falls
     */
    public long failures() {
        return writer.failures();
    }

    /**
     * What the last failure was.
     *
     * @return a line without any conversion in it; empty if nothing failed
     */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(writer.lastFailure());
    }

    /**
     * Three figures, tagged {@code sink} with this sink's name: {@code conversion.stored} and {@code conversion.queued} in
     * conversions, and {@code conversion.not_stored.rate} over what was offered and is no longer queued.
     */
    @Override
    public List<Figure> figures() {
        Map<String, String> tags = Map.of("sink", name);
        Instant now = Instant.now();
        long stored = stored();
        long notStored = notStored();
        long queued = queued();
        long offered = stored + notStored + queued;
        return List.of(
                Figure.exact("conversion.stored", (double) stored, offered, "{conversion}", tags, now),
                Figure.exact("conversion.queued", (double) queued, offered, "{conversion}", tags, now),
                Figure.of("conversion.not_stored.rate", new Rate(notStored, stored + notStored), tags, now));
    }

    /**
     * Waits until all that was accepted before this call is stored or given up.
     *
     * @param within how long at most, zero or more
     * @return false if the time ended first, or the thread was interrupted, which it then still is
     */
    public boolean flush(Duration within) {
        long target = intake.accepted();
        long nanos = TimeUnit.NANOSECONDS.convert(within);
        long start = System.nanoTime();
        while (intake.settled() < target) {
            LockSupport.unpark(thread); // each time: a store that parks uses up a wake-up
            if (System.nanoTime() - start >= nanos || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return true;
    }

    /**
     * Accepts nothing more, and waits until what is queued is stored, 5 s if not told otherwise. What is queued then is counted as
     * not stored; a batch that the store still holds is interrupted, given a second more, and counted when the store returns.
     *
     * <p>Closing twice does no harm. An interrupted thread does not wait, and stays interrupted.
     */
    @Override
    public void close() {
        intake.close();
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return; // from inside the store: the writer ends by itself
        }
        if (!ended(closeNanos)) {
            writer.abandon();
            thread.interrupt();
            ended(LAST_WAIT_NANOS);
        }
    }

    private boolean ended(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public String toString() {
        return "QueuedConversionSink[" + name + ", stored=" + stored() + ", notStored=" + notStored() + ", queued="
                + queued() + "]";
    }
}
