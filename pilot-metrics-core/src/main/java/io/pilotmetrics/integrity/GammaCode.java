// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers of 1 and more, written one after another in Elias's gamma code: as many zero bits as the number has binary digits less one, then
 * the digits. 1 takes one bit, 2 and 3 three, 100 thirteen.
 *
 * @see <a href="https://doi.org/10.1109/TIT.1975.1055349">Elias, Universal Codeword Sets and Representations of the Integers, 1975</a>
 */
final class GammaCode {

    private GammaCode() {}

    /** Appends numbers. Not thread-safe. */
    static final class Writer {
        private byte[] bytes = new byte[64];
        private long bits;

        void put(long number) {
            int digits = Long.SIZE - Long.numberOfLeadingZeros(number);
            bits += digits - 1;
            write(number, digits);
        }

        private void write(long number, int digits) {
            int needed = (int) ((bits + digits + 7) >>> 3);
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * needed);
            }
            for (int left = digits; left > 0; ) {
                int at = (int) (bits >>> 3);
                int room = 8 - (int) (bits & 7);
                int taken = Math.min(room, left);
                long part = (number >>> (left - taken)) & ((1L << taken) - 1);
                bytes[at] |= (byte) (part << (room - taken));
                bits += taken;
                left -= taken;
            }
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, (int) ((bits + 7) >>> 3));
        }
    }

    /** Reads them in their order. Not thread-safe. */
    static final class Reader {
        private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

        /** Of 64 bits that begin within a byte, so many are sure to be there. */
        private static final int SURE_BITS = 57;

        private final byte[] bytes;
        private long at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        /**
         * The next number.
         *
         * @throws IllegalArgumentException if there is none
         */
        long next() {
            long window = window();
            int zeros = Long.numberOfLeadingZeros(window);
            int length = 2 * zeros + 1;
            if (length <= SURE_BITS) {
                at += length;
                requireWithin();
                return window >>> (Long.SIZE - length);
            }
            return longNumber();
        }

        private long window() {
            int index = (int) (at >>> 3);
            if (index + Long.BYTES <= bytes.length) {
                return (long) LONGS.get(bytes, index) << (at & 7);
            }
            long window = 0;
            for (int i = index; i < index + Long.BYTES; i++) {
                window = window << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
            }
            return window << (at & 7);
        }

        private long longNumber() {
            int zeros = 0;
            while (bit() == 0) {
                zeros++;
            }
            if (zeros >= Long.SIZE - 1) {
                throw new IllegalArgumentException("a number of more than 63 binary digits");
            }
            long number = 1;
            for (int i = 0; i < zeros; i++) {
                number = number << 1 | bit();
            }
            return number;
        }

        private long bit() {
            at++;
            requireWithin();
            long bit = at - 1;
            return (bytes[(int) (bit >>> 3)] >> (7 - (bit & 7))) & 1L;
        }

        private void requireWithin() {
            if (at > 8L * bytes.length) {
                throw new IllegalArgumentException("the numbers end too early");
            }
        }
    }
}
