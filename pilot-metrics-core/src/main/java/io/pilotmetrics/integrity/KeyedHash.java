// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A keyed 64-bit hash of ids and contents, equal in all processes that have the same key: Komihash 5.0, with the key as its seed, of
 *
 * <ul>
 *   <li>text: its UTF-8 bytes, an unpaired surrogate as {@code ?}
 *   <li>bytes as they are
 *   <li>a number ({@code Long}, {@code Integer}, {@code Short}, {@code Byte}): 16 bytes, the number and then 1, both little-endian
 *   <li>a {@code UUID}: 24 bytes, its most and its least significant half and then 2, all little-endian
 * </ul>
 *
 * <p>A number and its text are two ids, bytes and the text that they are in UTF-8 are one; of text, half a surrogate pair is one with {@code ?}. Thread-safe; it allocates nothing but for text that is longer than {@value #MAX_BUFFERED} characters or not
 * ASCII alone. The hash is no secret's keeper: it tells ids apart, it does not hide them.
 *
 * @see <a href="https://github.com/avaneev/komihash">Komihash</a>
 */
public final class KeyedHash {

    private static final long NUMBER = 1;
    private static final long UUID_HALVES = 2;
    private static final int MAX_BUFFERED = 256;

    // A class of the JDK: a pool's thread that outlives this library's class loader does not hold on to it.
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[MAX_BUFFERED]);

    private final Hasher64 hasher;

    /**
     * A hash.
     *
     * @param key what tells it from other hashes
     */
    public KeyedHash(long key) {
        this.hasher = Hashing.komihash5_0(key);
    }

    /**
     * The hash of a number.
     *
     * @param id the number
     * @return its hash
     */
    public long of(long id) {
        return hasher.hashLongLongToLong(id, NUMBER);
    }

    /**
     * The hash of a value of any type that is hashed.
     *
     * @param id the value
     * @return its hash
     * @throws IllegalArgumentException if it is of another type; the message names the type and the mend
     */
    public long of(Object id) {
        if (id instanceof CharSequence text) {
            return ofText(text);
        }
        if (id instanceof Long || id instanceof Integer || id instanceof Short || id instanceof Byte) {
            return of(((Number) id).longValue());
        }
        if (id instanceof UUID uuid) {
            return hasher.hashLongLongLongToLong(
                    uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), UUID_HALVES);
        }
        if (id instanceof byte[] bytes) {
            return hasher.hashBytesToLong(bytes);
        }
        throw new IllegalArgumentException("a value of type " + id.getClass().getName()
                + " cannot be hashed alike in every process; let the extractor give text, a Long or smaller, a UUID or bytes"
                + " (of an id also: ask for exactIds())");
    }

    private long ofText(CharSequence text) {
        int length = text.length();
        byte[] utf8 = BUFFER.get();
        if (length > utf8.length) {
            return ofUtf8(text);
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return ofUtf8(text);
            }
            utf8[i] = (byte) c;
        }
        return hasher.hashBytesToLong(utf8, 0, length);
    }

    private long ofUtf8(CharSequence text) {
        return hasher.hashBytesToLong(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
