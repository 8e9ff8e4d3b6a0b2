// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteWriter} wrote. Not thread-safe. Each method throws an {@link IllegalArgumentException} where the bytes hold no such thing.
 */
public final class ByteReader {

    /** Times beyond some 146 years from 1970 are none of ours. */
    private static final long MAX_MILLIS = Long.MAX_VALUE / 2_000_000;

    private final ByteBuffer bytes;

    /**
     * Begins at a buffer's position.
     *
     * @param bytes read, not changed
     */
    public ByteReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * A number of 0 and more.
     *
     * @return the number
     */
    public long number() {
        long number = raw();
        if (number < 0) {
            throw new IllegalArgumentException("a number beyond 63 bits");
        }
        return number;
    }

    /**
     * A number that may be negative.
     *
     * @return the number
     */
    public long signed() {
        return ByteWriter.unzigzag(raw());
    }

    private long raw() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            long part = octet();
            number |= (part & 0x7f) << shift;
            if (part < 0x80) {
                if (shift == 63 && part > 1) {
                    break;
                }
                return number;
            }
        }
        throw new IllegalArgumentException("a number beyond 64 bits");
    }

    private long octet() {
        try {
            return bytes.get() & 0xff;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    /**
     * How many things follow, each of a byte at least.
     *
     * @return no more than there are bytes left
     */
    public int count() {
        long count = number();
        if (count > bytes.remaining()) {
            throw new IllegalArgumentException("it ends too early");
        }
        return (int) count;
    }

    /**
     * A time.
     *
     * @return in whole milliseconds; null for none
     */
    public @Nullable Instant time() {
        long coded = number();
        if (coded == 0) {
            return null;
        }
        long millis = ByteWriter.unzigzag(coded - 1);
        if (Math.abs(millis) > MAX_MILLIS) {
            throw new IllegalArgumentException("a time beyond 146 years from 1970");
        }
        return Instant.ofEpochMilli(millis);
    }

    /**
     * A text.
     *
     * @return as written
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int left = count(); left > 0; left--) {
            long unit = number();
            if (unit > Character.MAX_VALUE) {
                throw new IllegalArgumentException("a text with what is no character");
            }
            text.append((char) unit);
        }
        return text.toString();
    }

    /**
     * Bytes as they are.
     *
     * @param length no more than are left
     * @return a copy
     */
    public byte[] bytes(int length) {
        if (length > bytes.remaining()) {
            throw new IllegalArgumentException("it ends too early");
        }
        byte[] raw = new byte[length];
        bytes.get(raw);
        return raw;
    }

    /** Checks that nothing follows. */
    public void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("something follows its end");
        }
    }
}
