// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link ConversionFile} holds, line by line, in memory for one line. A line that is none of its own is passed over,
 * counted and told; empty lines are passed over. One thread's.
 */
public final class ConversionReader implements Iterator<Conversion>, AutoCloseable {

    /** The longest line that is read, in bytes. */
    public static final int MAX_LINE_BYTES = 1 << 16;

    private final Path path;
    private final Consumer<? super String> complaints;
    private final InputStream in;
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private long number;
    private long badLines;
    private @Nullable Conversion next;

    private ConversionReader(Path path, Consumer<? super String> complaints, InputStream in) {
        this.path = path;
        this.complaints = complaints;
        this.in = in;
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @param complaints is told of each bad line: file, line and what is wrong with it, never its content
     * @return a reader, to be closed
     * @throws IOException if the file cannot be opened
     */
    public static ConversionReader open(Path path, Consumer<? super String> complaints) throws IOException {
        requireNonNull(complaints, "complaints");
        return new ConversionReader(path, complaints, new BufferedInputStream(Files.newInputStream(path)));
    }

    /**
     * How many lines were passed over so far because they are no conversions.
     *
     * @return their number
     */
    public long badLines() {
        return badLines;
    }

    /**
     * Reads on to the next conversion.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    @Override
    public boolean hasNext() {
        try {
            while (next == null) {
                int length = readLine();
                if (length < 0) {
                    return false;
                }
                number++;
                next = length == 0 ? null : parse(length);
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(path + ":" + (number + 1) + " cannot be read", e);
        }
    }

    @Override
    public Conversion next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException(path + " has no further conversion");
        }
        Conversion found = next;
        next = null;
        return found;
    }

    private @Nullable Conversion parse(int length) {
        try {
            if (length > MAX_LINE_BYTES) {
                throw new IllegalArgumentException("it has more than " + MAX_LINE_BYTES + " bytes");
            }
            return ConversionJson.read(line, length);
        } catch (IllegalArgumentException e) {
            badLines++;
            complaints.accept(path + ":" + number + ": " + e.getMessage() + "; it is passed over");
            return null;
        }
    }

    /** The length of the next line, more than {@link #MAX_LINE_BYTES} where it is too long, -1 at the end. */
    private int readLine() throws IOException {
        int length = 0;
        int read = in.read();
        if (read < 0) {
            return -1;
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (length < MAX_LINE_BYTES) {
                line[length] = (byte) read;
            }
            length = Math.min(length + 1, MAX_LINE_BYTES + 1);
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
