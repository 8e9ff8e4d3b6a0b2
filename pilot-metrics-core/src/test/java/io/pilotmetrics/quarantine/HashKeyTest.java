// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashKeyTest {

    private static final byte[] BYTES = "Jefe-and-then-some-more".getBytes(UTF_8);

    @Test
    void hash_isTheHmacOfTheStandard_cutInHalf() {
        // RFC 4231, test case 1: twenty bytes of 0x0b, "Hi There".
        byte[] key = new byte[20];
        Arrays.fill(key, (byte) 0x0b);
        assertThat(HashKey.of(key).hash("Hi There")).isEqualTo("hmac:b0344c61d8db38535ca8afceaf0bf12b");
    }

    @Test
    void hash_ofText_isThatOfItsUtf8Bytes() {
        HashKey key = HashKey.of(BYTES);
        assertThat(key.hash("Zoë")).isEqualTo(key.hash("Zoë".getBytes(UTF_8)));
        assertThat(key.hash(CharBuffer.wrap("Zoë"))).isEqualTo(key.hash("Zoë"));
    }

    @Test
    void hash_underAnotherKey_isAnother() {
        assertThat(HashKey.random().hash("pat@example.test"))
                .isNotEqualTo(HashKey.random().hash("pat@example.test"));
        assertThat(HashKey.of(BYTES).hash("pat@example.test"))
                .isEqualTo(HashKey.of(BYTES).hash("pat@example.test"))
                .isNotEqualTo(HashKey.random().hash("pat@example.test"));
    }

    @Test
    void hash_ofLongText_countsItsBeginningAndItsLength() {
        HashKey key = HashKey.of(BYTES);
        String most = "x".repeat(HashKey.MAX_HASHED);
        assertThat(key.hash(most + "aa")).isEqualTo(key.hash(most + "bb")).isNotEqualTo(key.hash(most + "a"));
        assertThat(key.hash(most)).isNotEqualTo(key.hash(most + "a"));
        assertThat(key.hash((most + "aa").getBytes(UTF_8))).isEqualTo(key.hash(most + "bb"));
    }

    @Test
    void of_copiesTheKey() {
        byte[] bytes = BYTES.clone();
        HashKey key = HashKey.of(bytes);
        String before = key.hash("a");
        Arrays.fill(bytes, (byte) 0);
        assertThat(key.hash("a")).isEqualTo(before);
    }

    @Test
    void of_shortKey_saysHowShortAndHowToMakeOne() {
        assertThatThrownBy(() -> HashKey.of(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a hash key needs at least 16 bytes, got 15; make one with: openssl rand -hex 32");
    }

    @Test
    void toString_hidesTheKey() {
        assertThat(HashKey.of(BYTES).toString())
                .isEqualTo("HashKey[hidden]")
                .doesNotContain(HexFormat.of().formatHex(BYTES));
    }
}
