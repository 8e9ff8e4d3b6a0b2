// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversions in a file, a line of JSON each, appended to what it holds. One process writes to it at a time.
 *
 * <p>A batch is written as a whole or, where the disk refuses, not at all. Without {@link #maxBytes(long)} the file grows to 1 GiB;
 * what comes then is not stored, and counted. If the last line was cut off by a crash, it is ended when the file is opened, and
 * {@link ConversionReader} passes over it. A batch is handed to the operating system; a power cut may lose what that has not written.
 *
 * <p>The file has order ids and referrers in clear: keep it where customers' data may be kept.
 */
public final class ConversionFile implements ConversionStore {

    private static final long MAX_BYTES = 1L << 30;

    private final Path path;
    private final long maxBytes;
    private @Nullable FileChannel channel;
    private long size;

    private ConversionFile(Path path, long maxBytes) {
        this.path = path;
        this.maxBytes = maxBytes;
    }

    /**
     * A file that is made when the sink starts, if it is not there.
     *
     * @param path the file; its folder exists
     * @return the store
     */
    public static ConversionFile at(Path path) {
        return new ConversionFile(requireNonNull(path, "path"), MAX_BYTES);
    }

    /**
     * The same file with another limit.
     *
     * @param bytes how large it may become, above zero
     * @return a new store
     * @throws IllegalArgumentException if it is zero or negative
     */
    public ConversionFile maxBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException(path + ": a file of conversions needs more than 0 bytes, got " + bytes);
        }
        return new ConversionFile(path, bytes);
    }

    @Override
    public void open() throws IOException {
        FileChannel opened;
        try {
            opened = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    path + " cannot be written (" + e.getClass().getSimpleName()
                            + "): name a file in a folder that exists and that this process may write to",
                    e);
        }
        channel = opened;
        size = opened.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        if (size > 0 && opened.read(last, size - 1) == 1 && last.get(0) != '\n') {
            write(opened, new byte[] {'\n'});
        }
    }

    @Override
    public void store(List<Conversion> batch, Refusals refusals) throws IOException {
        FileChannel file = requireNonNull(channel, "a sink opens its store");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int fitting = 0;
        for (Conversion conversion : batch) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            ConversionJson.write(conversion, line);
            if (size + lines.size() + line.size() > maxBytes) {
                break;
            }
            line.writeTo(lines);
            fitting++;
        }
        write(file, lines.toByteArray());
        if (fitting < batch.size()) {
            refusals.refuse(
                    batch.size() - fitting,
                    new IOException("it is full at " + maxBytes
                            + " bytes: raise maxBytes, or move it away and start the sink anew"));
        }
    }

    /** All of it, or nothing: what was written of it is cut off again, so that the next attempt repeats none. */
    private void write(FileChannel file, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            long at = size;
            while (left.hasRemaining()) {
                at += file.write(left, at);
            }
            size = at;
        } catch (IOException e) {
            file.truncate(size);
            throw e;
        }
    }

    /** The file, and what the operating system says. */
    @Override
    public String explain(Throwable failure) {
        return path + ": "
                + (failure instanceof IOException
                        ? String.valueOf(failure.getMessage())
                        : failure.getClass().getName());
    }

    @Override
    public void close() throws IOException {
        FileChannel file = channel;
        if (file != null) {
            channel = null;
            file.force(true);
            file.close();
        }
    }

    @Override
    public String toString() {
        return "ConversionFile[" + path + "]";
    }
}
