// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.quarantine.Sample.Kind;
import io.pilotmetrics.quarantine.SampleField.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SampleJsonTest {

    private static final String HASH = "hmac:00112233445566778899aabbccddeeff";
    private static final String SAMPLE = "{\"format\":\"pilot-metrics-sample/1\",\"when\":\"2026-03-01T12:00:00Z\","
            + "\"handler\":\"lead.ingest\",\"kind\":\"MALFORMED\",\"reason\":\"missing_email\","
            + "\"id\":{\"name\":\"id\",\"form\":\"HASHED\",\"text\":\"" + HASH + "\"},\"fields\":["
            + "{\"name\":\"email\",\"form\":\"NULL\"},"
            + "{\"name\":\"campaign\",\"form\":\"SHOWN\",\"text\":\"spring \\\"sale\\\"\"}],\"fieldsLeftOut\":3}";

    private static Stream<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(seed -> (long) seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void json_ofAnyQuarantine_readsBackEqual(long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            samples.add(sample(random));
        }
        QuarantineSnapshot snapshot = new QuarantineSnapshot(
                text(random, Text.MAX_NAME), samples, random.nextLong() >>> 1, random.nextInt(9), Long.MAX_VALUE);
        assertThat(QuarantineSnapshot.parse(snapshot.toJson()))
                .isEqualTo(snapshot)
                .hasSameHashCodeAs(snapshot);
        assertThat(snapshot.toNdjson().lines().map(Sample::parse)).isEqualTo(samples);
    }

    private static Sample sample(Random random) {
        List<SampleField> fields = new ArrayList<>();
        for (int i = random.nextInt(34); i > 0; i--) {
            fields.add(field(random));
        }
        boolean some = random.nextBoolean();
        return new Sample(new Sample.Parts(
                new Sample.Head(
                        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                        text(random, Text.MAX_NAME),
                        oneOf(random, Kind.values()),
                        text(random, Text.MAX_NAME)),
                new Sample.Content(
                        random.nextBoolean() ? field(random) : null, fields, random.nextInt(3) * 1_000_000_000),
                some ? new Sample.Fingerprints(HASH, HASH.replace("ff", "00")) : Sample.Fingerprints.NONE,
                some ? Sample.Input.NONE : new Sample.Input(random.nextLong() >>> 1, HASH)));
    }

    private static SampleField field(Random random) {
        Form form = oneOf(random, Form.values());
        @Nullable
        String text = switch (form) {
            case NULL -> null;
            case HASHED -> HASH;
            default -> text(random, Redaction.MAX_SHOWN);
        };
        return new SampleField(text(random, Text.MAX_NAME), form, text);
    }

    private static <T> T oneOf(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String text(Random random, int max) {
        String alphabet = "ab\"\\/\n\u0000\u2028é\ud83d{}[]:,<>";
        int length = random.nextInt(4) == 0 ? max : random.nextInt(max);
        return random.ints(length, 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .reduce("", String::concat);
    }

    @Test
    void json_isThisText() {
        Sample sample = Sample.parse(SAMPLE);
        assertThat(sample.toJson()).isEqualTo(SAMPLE);
        assertThat(sample.fields())
                .containsExactly(
                        new SampleField("email", Form.NULL, null),
                        new SampleField("campaign", Form.SHOWN, "spring \"sale\""));
        assertThat(sample)
                .hasToString(
                        "Sample[MALFORMED missing_email, handler=lead.ingest, when=2026-03-01T12:00:00Z, 2 fields]");
    }

    @Test
    void parse_unknownMembers_arePassedOver() {
        assertThat(Sample.parse(SAMPLE.replace(
                        "{\"format\"",
                        "{\"later\":{\"a\":[1,{\"b\":null}]},\"long\":\"" + "x".repeat(100_000) + "\",\"format\"")))
                .isEqualTo(Sample.parse(SAMPLE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "2026 | x2026 | $.when needs an ISO-8601 instant",
                "MALFORMED | MAL | $.kind needs one of [MALFORMED, CONFLICTING, UNPARSED]",
                "\"form\":\"NULL\" | \"form\":\"SHOWN\" | $.fields[0] needs a text, unless its form is NULL",
                "hmac:0 | hmac:G | $.id needs a text that is hmac: and 32 hex digits",
                "\"fieldsLeftOut\" | \"fingerprint\":\"0f\",\"x\" | $.fingerprint needs hmac: and 32 hex digits",
                "LeftOut\":3 | LeftOut\":-3 | $.fieldsLeftOut needs a count of 0 or more",
                "sample/1 | sample/2 | $.format is not \"pilot-metrics-sample/1\"",
                "\"reason\" | \"season\" | $ has no reason",
                "\"lead.ingest\" | [\"lead.ingest\"] | $.handler needs a string",
            })
    void parse_whatNobodyWrote_saysWhere(String written, String spoilt, String complaint) {
        assertThatThrownBy(() -> Sample.parse(SAMPLE.replace(written, spoilt)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sample JSON: " + complaint);
    }

    private static Stream<String> hostile() {
        String quarantine = "{\"format\":\"pilot-metrics-quarantine/1\",\"handler\":\"h\",\"samples\":[";
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                SAMPLE,
                quarantine,
                quarantine + "]} {}",
                quarantine + "null]}",
                quarantine + SAMPLE.substring(0, 100),
                quarantine + "],\"kept\":99999999999999999999}",
                quarantine + "],\"kept\":1e5}",
                quarantine + "],\"kept\":" + "9".repeat(100_000) + "}",
                quarantine + "],\"handler\":\"twice\"}",
                quarantine + "],\"x\":" + "[".repeat(100_000),
                quarantine + "],\"" + "x".repeat(100_000) + "\":1}",
                quarantine + (SAMPLE + ",").repeat(1_000) + SAMPLE + "]}",
                quarantine + SAMPLE.replace("lead.ingest", "x".repeat(101)) + "]}",
                quarantine + SAMPLE.replace("spring", "x".repeat(201)) + "]}",
                quarantine
                        + SAMPLE.replace(
                                "\"fields\":[", "\"fields\":[" + "{\"name\":\"n\",\"form\":\"NULL\"},".repeat(32))
                        + "]}");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void parse_hostileInput_isRefusedInAFewWords(String json) {
        Throwable thrown = catchThrowable(() -> QuarantineSnapshot.parse(json));
        assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(thrown.getMessage()).startsWith("quarantine JSON").hasSizeLessThan(300);
    }

    @Test
    void parse_beyondTheBound_isNotBegun() {
        assertThatThrownBy(() -> QuarantineSnapshot.parse(" ".repeat(Members.MAX_CHARS + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quarantine JSON: at most 70000000 characters are read, got 70000001");
    }
}
