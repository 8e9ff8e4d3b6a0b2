// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import io.pilotmetrics.quarantine.SampleField.Form;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of one event what may be shown of it. Whatever the user's code throws, a StackOverflowError too, ends in a field that says so.
 *
 * @param <E> the event's type
 */
final class Rendering<E> implements Redaction.Fields {

    /** A number of more bits is hashed as bytes: to write it in decimals takes time that grows with its square. */
    private static final int MAX_DECIMAL_BITS = 4_096;

    private final Redaction<E> redaction;
    private final HashKey key;
    private final List<SampleField> fields = new ArrayList<>();
    private int leftOut;

    Rendering(Redaction<E> redaction, HashKey key) {
        this.redaction = redaction;
        this.key = key;
    }

    Rendering<E> of(E event) {
        try {
            redaction.forEach(event, this);
        } catch (Throwable e) {
            failed(fields.isEmpty() ? "(fields)" : "(more)", e);
        }
        return this;
    }

    List<SampleField> fields() {
        return fields;
    }

    int leftOut() {
        return leftOut;
    }

    /** The id, never shown. */
    static <E> SampleField id(Function<? super E, ?> extractor, E event, HashKey key) {
        try {
            return hidden("id", extractor.apply(event), key);
        } catch (Throwable e) {
            return new SampleField("id", Form.FAILED, Text.typeOf(e));
        }
    }

    @Override
    public void value(String name, @Nullable Object value) {
        field(Text.nameOrHash(name, key), name, value);
    }

    @Override
    public void entry(String name, @Nullable Object value) {
        field(redaction.shows(name) ? Text.nameOrHash(name, key) : key.hash(name), name, value);
    }

    private void field(String told, String name, @Nullable Object value) {
        try {
            fields.add(
                    value != null && redaction.shows(name)
                            ? new SampleField(told, Form.SHOWN, shown(value))
                            : hidden(told, value, key));
        } catch (Throwable e) {
            fields.add(new SampleField(told, Form.FAILED, Text.typeOf(e)));
        }
    }

    @Override
    public void failed(String name, Throwable thrown) {
        fields.add(new SampleField(name, Form.FAILED, Text.typeOf(thrown)));
    }

    @Override
    public void leaveOut(int count) {
        leftOut = Math.max(0, count);
    }

    private static String shown(Object value) {
        return Text.cut(value instanceof CharSequence text ? text : String.valueOf(value), Redaction.MAX_SHOWN);
    }

    private static SampleField hidden(String name, @Nullable Object value, HashKey key) {
        if (value == null) {
            return new SampleField(name, Form.NULL, null);
        }
        String hash = hash(value, key);
        return hash != null
                ? new SampleField(name, Form.HASHED, hash)
                : new SampleField(name, Form.NESTED, Text.typeOf(value));
    }

    private static @Nullable String hash(Object value, HashKey key) {
        if (value instanceof CharSequence text) {
            return key.hash(text);
        }
        if (value instanceof byte[] bytes) {
            return key.hash(bytes);
        }
        if (value instanceof Enum<?> constant) {
            return key.hash(constant.name());
        }
        if (value instanceof BigInteger number && number.bitLength() > MAX_DECIMAL_BITS) {
            return key.hash(number.toByteArray());
        }
        if (value instanceof BigDecimal number && number.unscaledValue().bitLength() > MAX_DECIMAL_BITS) {
            return key.hash(number.unscaledValue().toByteArray());
        }
        boolean whole = value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof UUID
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount
                || value instanceof Date
                || value instanceof URI;
        return whole ? key.hash(value.toString()) : null;
    }
}
