// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Appends the parts of a binary form to bytes in memory: see {@link LedgerCode}. Not thread-safe. */
public final class ByteWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Nothing yet. */
    public ByteWriter() {}

    /**
     * A number in LEB128: seven bits a byte, the lowest first.
     *
     * @param number read without sign
     */
    public void number(long number) {
        long left = number;
        while ((left & ~0x7fL) != 0) {
            bytes.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    /**
     * A number that may be negative.
     *
     * @param number any
     */
    public void signed(long number) {
        number(zigzag(number));
    }

    /**
     * A time, in milliseconds.
     *
     * @param time null for none
     */
    public void time(@Nullable Instant time) {
        if (time == null) {
            number(0);
        } else {
            number(1 + zigzag(time.toEpochMilli()));
        }
    }

    /**
     * A text.
     *
     * @param text any
     */
    public void text(String text) {
        number(text.length());
        text.chars().forEach(this::number);
    }

    /**
     * Bytes as they are.
     *
     * @param raw any
     */
    public void bytes(byte[] raw) {
        bytes.writeBytes(raw);
    }

    /** Numbers of either sign as numbers without, small where they are. */
    static long zigzag(long number) {
        return (number << 1) ^ (number >> 63);
    }

    static long unzigzag(long coded) {
        return (coded >>> 1) ^ -(coded & 1);
    }

    /**
     * What was written.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
