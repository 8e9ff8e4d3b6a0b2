// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversions in a file, a line of JSON each, appended to what it holds.
 *
 * <p>A batch is written as a whole or, where the disk refuses, not at all. Without {@link #maxBytes(long)} the file grows to 1 GiB;
 * what comes then is not stored, and counted. So is a conversion whose line is longer than {@link ConversionReader#MAX_LINE_BYTES}, since
 * {@link ConversionReader} would pass over it. If the last line was cut off by a crash, it is ended when the file is opened, and the reader
 * passes over it. A batch is handed to the operating system; a power cut may lose what that has not written.
 *
 * <p>The file may be moved away, removed or emptied at any time: before each batch one look at the path (a {@code stat}, some
 * microseconds) finds that another file is there, or none, or one of another length, and writing goes on at that one's end. Where files
 * have no key, as on Windows, a file put in its place is known by its length alone.
 *
 * <p>One sink writes to a file at a time: it holds the file's lock while it is open, and a second one fails at its start. That is a guard
 * against mistakes, not a fence: on some systems whatever closes the file in this process, a reader too, gives up the lock that other
 * processes see.
 *
 * <p>The file has order ids and referrers in clear: keep it where customers' data may be kept.
 */
public final class ConversionFile implements ConversionStore {

    private static final long MAX_BYTES = 1L << 30;

    private final Path path;
    private final long maxBytes;
    private @Nullable LockedFile file;

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
        try {
            file = LockedFile.open(path);
        } catch (IOException e) {
            throw new IOException(explain(e), e);
        }
    }

    /** The open file, or a new one where the path no longer leads to what was written. */
    private LockedFile current() throws IOException {
        LockedFile open = file;
        if (open == null || !open.isAsItWasLeft()) {
            close();
            open = LockedFile.open(path);
            file = open;
        }
        return open;
    }

    @Override
    public void store(List<Conversion> batch, Refusals refusals) throws IOException {
        LockedFile open = current();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int tooLong = 0;
        int left = batch.size();
        for (Conversion conversion : batch) {
            byte[] line = ConversionJson.line(conversion);
            if (line.length == 0) {
                tooLong++;
            } else if (open.size() + lines.size() + line.length > maxBytes) {
                break;
            }
            lines.write(line, 0, line.length);
            left--;
        }
        open.append(lines.toByteArray());
        if (tooLong > 0) {
            refusals.refuse(
                    tooLong,
                    new IOException("a conversion's line has more than " + ConversionReader.MAX_LINE_BYTES
                            + " bytes, which could not be read back: shorten its texts"));
        }
        if (left > 0) {
            refusals.refuse(
                    left,
                    new IOException(
                            "it is full at " + maxBytes
                                    + " bytes: move it away, and a new one is begun, or raise maxBytes and start the sink anew"));
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
        LockedFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return "ConversionFile[" + path + "]";
    }
}
