// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which values are hashed that must not be shown: HMAC-SHA-256, cut to 128 bits, written {@code hmac:} and 32 hex
 * digits.
 *
 * <p>Equal values have equal hashes, in every field, handler and instance with the same key, so that a person who has the key and
 * an e-mail address finds its samples. Without the key not even an address from a short list can be recovered. Thread-safe; the key
 * is in no text form.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104: HMAC, and how far it may be cut</a>
 */
public final class HashKey {

    /** The least length of a key, in bytes. */
    public static final int MIN_BYTES = 16;

    /** How much of a long value is hashed, in characters or bytes, together with the length of all. */
    static final int MAX_HASHED = 65_536;

    static final String PREFIX = "hmac:";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 16;
    static final int HASH_CHARS = PREFIX.length() + 2 * HASH_BYTES;

    private final SecretKeySpec key;

    private HashKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        hash(key); // a platform that lacks the algorithm says so here, not while recording
    }

    /**
     * A key of your own, so that hashes are equal over instances and restarts.
     *
     * @param key at least {@value #MIN_BYTES} bytes, better 32 random ones, from wherever your secrets are kept; copied
     * @return the key
     * @throws IllegalArgumentException if it is shorter
     */
    public static HashKey of(byte[] key) {
        if (requireNonNull(key, "key").length < MIN_BYTES) {
            throw new IllegalArgumentException("a hash key needs at least " + MIN_BYTES + " bytes, got " + key.length
                    + "; make one with: openssl rand -hex 32");
        }
        return new HashKey(key);
    }

    /**
     * A key that nobody knows: hashes are comparable within this process only.
     *
     * @return a new random key
     */
    public static HashKey random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new HashKey(key);
    }

    /**
     * The hash of a text's UTF-8 form. Of a text beyond 65,536 characters the first 65,536 and the length count.
     *
     * @param text the text
     * @return {@code hmac:} and 32 hex digits
     */
    public String hash(CharSequence text) {
        int length = requireNonNull(text, "text").length();
        if (length <= MAX_HASHED) {
            return hash(mac(), text.toString().getBytes(UTF_8));
        }
        Mac mac = mac();
        mac.update(text.subSequence(0, MAX_HASHED).toString().getBytes(UTF_8));
        return hash(mac, lengthOf(length));
    }

    /**
     * The hash of bytes; equal to that of the text whose UTF-8 form they are, up to 65,536 characters. Beyond 65,536 bytes the first 65,536 and the length
     * count.
     *
     * @param bytes the bytes; not kept
     * @return {@code hmac:} and 32 hex digits
     */
    public String hash(byte[] bytes) {
        if (requireNonNull(bytes, "bytes").length <= MAX_HASHED) {
            return hash(mac(), bytes);
        }
        Mac mac = mac();
        mac.update(bytes, 0, MAX_HASHED);
        return hash(mac, lengthOf(bytes.length));
    }

    /** The hash of a number's 8 bytes, the most significant first. */
    String hash(long number) {
        return hash(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /**
     * A number that follows from this key and a purpose, for hashes that are faster and less strong than this one. It does not betray the
     * key.
     *
     * @param purpose what it is for: another purpose gives another number
     * @return the first 64 bits of the purpose's hash
     */
    public long seed(String purpose) {
        return ByteBuffer.wrap(mac().doFinal(purpose.getBytes(UTF_8))).getLong();
    }

    private static byte[] lengthOf(int length) {
        return ByteBuffer.allocate(5).putInt(1, length).array();
    }

    private static String hash(Mac mac, byte[] last) {
        return PREFIX + HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(last), HASH_BYTES));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java platform has no " + ALGORITHM + ", which every one has to have; check its providers", e);
        }
    }

    static boolean isHash(String text) {
        return text.length() == HASH_CHARS
                && text.startsWith(PREFIX)
                && text.chars().skip(PREFIX.length()).allMatch(HexFormat::isHexDigit)
                && text.equals(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "HashKey[hidden]";
    }
}
