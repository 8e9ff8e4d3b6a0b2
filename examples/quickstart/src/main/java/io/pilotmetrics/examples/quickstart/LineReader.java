// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8 with their numbers, however long or broken they are, in memory for one line. */
final class LineReader {

    private static final int LONGEST_LINE = 1 << 20;

    /**
     * A line.
     *
     * @param number its number, from 1
     * @param text what it says, without its end; empty where {@code problem} is not null
     * @param problem why it cannot be read, or null
     */
    record Line(long number, String text, @Nullable String problem) {
        boolean isBlank() {
            return problem == null && text.isBlank();
        }
    }

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long offset;
    private long number;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);

    LineReader(InputStream in) {
        this.in = in;
    }

    /** How many bytes were read. */
    long offset() {
        return offset;
    }

    /**
     * The next line.
     *
     * @return null at the end
     * @throws UsageException if there is a NUL byte, which no text has
     */
    @Nullable
    Line next() throws IOException, UsageException {
        line.reset();
        boolean any = false;
        boolean tooLong = false;
        while (true) {
            if (at == end) {
                at = 0;
                end = in.read(buffer);
                if (end < 0) {
                    end = 0;
                    return any ? ended(tooLong) : null;
                }
            }
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != 0) {
                at++;
            }
            offset += at - from;
            if (line.size() + (at - from) > LONGEST_LINE) {
                tooLong = true;
            } else if (!tooLong) {
                line.write(buffer, from, at - from);
            }
            if (at < end) {
                if (buffer[at] == 0) {
                    throw new UsageException("it is binary (a NUL byte at offset " + offset + ")");
                }
                at++;
                offset++;
                return ended(tooLong);
            }
        }
    }

    private Line ended(boolean tooLong) {
        number++;
        if (tooLong) {
            return new Line(number, "", "the line is longer than " + LONGEST_LINE + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            if (number == 1 && text.startsWith("\uFEFF")) {
                text = text.substring(1);
            }
            return new Line(number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, null);
        } catch (CharacterCodingException e) {
            return new Line(number, "", "the line is not UTF-8");
        }
    }
}
