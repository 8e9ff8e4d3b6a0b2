// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedHashTest {

    private static final int IDS = 1_000_000;
    private static final long KEY = 0x0123_4567_89AB_CDEFL;

    /** Ids as they really look. */
    enum Shape {
        NUMBERS(n -> n),
        NUMBERS_SHIFTED(n -> n << 32),
        ORDERS(n -> String.format("order-%08d", n)),
        UUIDS(n -> new UUID(new Random(n).nextLong(), new Random(~n).nextLong())),
        UUID_TEXTS(n -> new UUID(n * 0x9E3779B97F4A7C15L, ~n).toString()),
        ADDRESSES(n -> "ada.lovelace+" + n + "@mail.example.org"),
        LONG_PREFIX(n -> "https://shop.example.org/eu/checkout/orders/2026/03/" + n),
        LAST_CHARACTERS(n -> "x".repeat(40) + (char) (n % 1_000 + 200) + (char) (n / 1_000 + 200));

        @SuppressWarnings("ImmutableEnumChecker")
        private final LongFunction<Object> id;

        Shape(LongFunction<Object> id) {
            this.id = id;
        }
    }

    private static long[] hashes(Shape shape, long key) {
        KeyedHash hash = new KeyedHash(key);
        long[] hashes = new long[IDS];
        Arrays.setAll(hashes, n -> hash.of(shape.id.apply(n)));
        return hashes;
    }

    /** Six standard deviations of chi-square with 1,023 degrees of freedom. */
    private static void assertEven(int[] counts, String what) {
        double expected = (double) IDS / counts.length;
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        int freedom = counts.length - 1;
        assertThat(chiSquare)
                .as(what)
                .isBetween(freedom - 6 * Math.sqrt(2.0 * freedom), freedom + 6 * Math.sqrt(2.0 * freedom));
    }

    @ParameterizedTest
    @EnumSource
    void hashes_ofRealIds_areDistinct_andEvenInEachPlaceThatIsUsed(Shape shape) {
        long[] hashes = hashes(shape, KEY);
        for (int shift : new int[] {0, 10, 20, 30, 38, 48, 54}) { // fingerprint, bucket and segment
            int[] counts = new int[1_024];
            for (long hash : hashes) {
                counts[(int) (hash >>> shift) & 1_023]++;
            }
            assertEven(counts, shape + " bits " + shift + " to " + (shift + 9));
        }
        // The bits of the segment and of the fingerprint must not depend on each other.
        int[] together = new int[1_024];
        for (long hash : hashes) {
            together[((int) (hash >>> 59) << 5) | ((int) hash & 31)]++;
        }
        assertEven(together, shape + " top and bottom bits");
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < IDS; i++) {
            assertThat(sorted[i]).isNotEqualTo(sorted[i - 1]);
        }
    }

    /** One bit of the input changes half of the output's. */
    @Test
    void hash_ofANumberWithOneOtherBit_isAnotherInHalfOfItsBits() {
        KeyedHash hash = new KeyedHash(KEY);
        Random random = new Random(1);
        int[] flips = new int[Long.SIZE];
        int trials = 2_000;
        for (int i = 0; i < trials; i++) {
            long id = random.nextLong();
            for (int bit = 0; bit < Long.SIZE; bit++) {
                flips[bit] += Long.bitCount(hash.of(id) ^ hash.of(id ^ 1L << bit));
            }
        }
        for (int flip : flips) {
            double mean = (double) flip / trials;
            assertThat(mean).isBetween(32 - 6 * 4 / Math.sqrt(trials), 32 + 6 * 4 / Math.sqrt(trials));
        }
    }

    /** The formula of the Javadoc, written out. */
    @Test
    void hash_isKomihashOfTheBytesThatTheContractNames() {
        KeyedHash hash = new KeyedHash(KEY);
        var komihash = Hashing.komihash5_0(KEY);
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0, -5).putLong(8, 1);
        assertThat(hash.of(-5L)).isEqualTo(komihash.hashBytesToLong(bytes.array(), 0, 16));
        UUID uuid = UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210");
        bytes.putLong(0, uuid.getMostSignificantBits())
                .putLong(8, uuid.getLeastSignificantBits())
                .putLong(16, 2);
        assertThat(hash.of(uuid)).isEqualTo(komihash.hashBytesToLong(bytes.array()));
        assertThat(hash.of(new byte[] {1, 2, 3})).isEqualTo(komihash.hashBytesToLong(new byte[] {1, 2, 3}));
        // Komihash's own vectors: an implementation in another language has to give the same.
        String text = "This is a 32-byte testing string";
        assertThat(new KeyedHash(0).of(text)).isEqualTo(0x05ad960802903a9dL);
        assertThat(new KeyedHash(0x0123456789abcdefL).of(text)).isEqualTo(0x6ce66a2e8d4979a5L);
        assertThat(new KeyedHash(0).of("The cat is out of the bag")).isEqualTo(0xd15723521d3c37b1L);
        assertThat(new KeyedHash(0x0123456789abcdefL).of("The cat is out of the bag"))
                .isEqualTo(0x5b1da0b43545d196L);
    }

    @SuppressWarnings("UnnecessaryStringBuilder") // another CharSequence is the point
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "order-17", "Käse", "\uD83D\uDE80 off", "half \uD83D", "\uDE80 half"})
    void text_isItsUtf8Bytes_whateverHoldsIt(String text) {
        KeyedHash hash = new KeyedHash(KEY);
        for (String each : new String[] {text, text.repeat(60), "x".repeat(256) + text, "x".repeat(255) + text}) {
            long expected = hash.of(each.getBytes(UTF_8));
            assertThat(hash.of(each)).isEqualTo(expected);
            assertThat(hash.of(new StringBuilder(each))).isEqualTo(expected);
            assertThat(hash.of(CharBuffer.wrap(each))).isEqualTo(expected);
        }
    }

    @Test
    void numbers_ofAllWidths_areOneId_andNotTheirText() {
        KeyedHash hash = new KeyedHash(KEY);
        assertThat(hash.of((Object) 7L))
                .isEqualTo(hash.of(7L))
                .isEqualTo(hash.of((Object) 7))
                .isEqualTo(hash.of((Object) (short) 7))
                .isEqualTo(hash.of((Object) (byte) 7))
                .isNotEqualTo(hash.of("7"));
        UUID uuid = new UUID(1, 2);
        assertThat(hash.of(uuid)).isNotEqualTo(hash.of(uuid.toString()));
    }

    @Test
    void key_isInEveryHash() {
        long[] one = hashes(Shape.ORDERS, KEY);
        long[] other = hashes(Shape.ORDERS, KEY + 1);
        for (int i = 0; i < IDS; i++) {
            assertThat(one[i]).isNotEqualTo(other[i]);
        }
    }
}
