// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.quarantine.SampleField.Form;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final HashKey KEY = HashKey.of(new byte[16]);

    record Lead(String email, String campaign, @Nullable String phone, long number) {}

    enum Channel {
        PAID
    }

    private static <E> List<SampleField> fields(Redaction<E> redaction, E event) {
        return new Rendering<>(redaction, KEY).of(event).fields();
    }

    private static SampleField hashed(String name, String value) {
        return new SampleField(name, Form.HASHED, KEY.hash(value));
    }

    private static SampleField failed(String name, Class<? extends Throwable> type) {
        return new SampleField(name, Form.FAILED, type.getName());
    }

    @Test
    void byDefault_aRecord_hidesEveryComponent() {
        assertThat(fields(Redaction.byDefault(), new Lead("pat@example.test", "spring", null, 42)))
                .containsExactly(
                        hashed("email", "pat@example.test"),
                        hashed("campaign", "spring"),
                        new SampleField("phone", Form.NULL, null),
                        hashed("number", "42"));
    }

    @Test
    void byDefault_aMap_hidesEveryEntry_andLacksWhatIsAbsent() {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("email", "pat@example.test");
        event.put("phone", null);
        assertThat(fields(Redaction.byDefault(), event))
                .containsExactly(
                        hashed(KEY.hash("email"), "pat@example.test"),
                        new SampleField(KEY.hash("phone"), Form.NULL, null));
    }

    @Test
    void byDefault_anotherType_hasNoFields() {
        assertThat(fields(Redaction.byDefault(), new StringBuilder("pat@example.test")))
                .isEmpty();
    }

    @Test
    void show_allowsTheseFieldsOnly() {
        assertThat(fields(
                        Redaction.ofRecord(Lead.class).show("campaign").show("number"),
                        new Lead("pat@example.test", "spring", null, 42)))
                .contains(
                        hashed("email", "pat@example.test"),
                        new SampleField("campaign", Form.SHOWN, "spring"),
                        new SampleField("number", Form.SHOWN, "42"));
    }

    @Test
    void show_whatTheRecordLacks_saysWhatItHas() {
        assertThatThrownBy(() -> Redaction.ofRecord(Lead.class).show("utm_source"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("show(\"utm_source\"): the record Lead has no such component;"
                        + " it has [email, campaign, phone, number]");
        assertThatThrownBy(() -> Redaction.byDefault().show(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not blank");
    }

    @Test
    void hash_isOfTheValue_notOfItsType() {
        Redaction<List<?>> redaction = Redaction.of(values -> values.stream()
                .collect(Collectors.toMap(value -> value.getClass().getSimpleName(), value -> value)));
        UUID uuid = new UUID(1, 2);
        assertThat(fields(redaction, List.of(7, 7L, "7", '7', new BigDecimal(7), (byte) 7)))
                .extracting(SampleField::text)
                .containsOnly(KEY.hash("7"));
        assertThat(fields(redaction, List.of(Channel.PAID, uuid, Duration.ofSeconds(1), true)))
                .extracting(SampleField::text)
                .containsExactlyInAnyOrder(
                        KEY.hash("PAID"), KEY.hash(uuid.toString()), KEY.hash("PT1S"), KEY.hash("true"));
    }

    @Test
    void nested_isAskedForItsTextOnlyWhereShown() {
        Object nested = new Object() {
            @Override
            public String toString() {
                return "asked";
            }
        };
        Redaction<Object> redaction = Redaction.of(value -> Map.of("inner", value));
        assertThat(fields(redaction, nested))
                .containsExactly(
                        new SampleField("inner", Form.NESTED, nested.getClass().getName()));
        assertThat(fields(redaction.show("inner"), nested))
                .containsExactly(new SampleField("inner", Form.SHOWN, "asked"));
    }

    @Test
    void shown_isCutWithoutBreakingACharacter() {
        Redaction<String> redaction =
                Redaction.<String>of(text -> Map.of("text", text)).show("text");
        assertThat(fields(redaction, "x".repeat(200)).get(0).text()).isEqualTo("x".repeat(200));
        assertThat(fields(redaction, "x".repeat(201)).get(0).text()).isEqualTo("x".repeat(199) + "…");
        assertThat(fields(redaction, "x".repeat(198) + "😀😀").get(0).text()).isEqualTo("x".repeat(198) + "…");
    }

    @Test
    void fields_beyondTheBound_areCounted() {
        Map<String, Integer> event = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            event.put("f" + i, i);
        }
        Rendering<Map<String, Integer>> rendering = new Rendering<>(Redaction.byDefault(), KEY);
        assertThat(rendering.of(event).fields()).hasSize(32);
        assertThat(rendering.leftOut()).isEqualTo(18);
    }

    @Test
    void name_thatIsNoWord_isHashed() {
        assertThat(fields(Redaction.byDefault(), Map.of("pat@example.test", 1)))
                .containsExactly(hashed(KEY.hash("pat@example.test"), "1"));
        assertThat(fields(Redaction.byDefault(), Map.of("x".repeat(101), 1)))
                .containsExactly(hashed(KEY.hash("x".repeat(101)), "1"));
    }

    record Faulty(String before, String broken, String after) {
        @Override
        public String broken() {
            throw new IllegalStateException("pat@example.test");
        }
    }

    @Test
    void accessor_thatThrows_isAFailedField_andTheOthersAreRead() {
        assertThat(fields(Redaction.byDefault(), new Faulty("a", "b", "c")))
                .containsExactly(
                        hashed("before", "a"), failed("broken", IllegalStateException.class), hashed("after", "c"));
    }

    @Test
    void toString_thatOverflowsTheStack_isAFailedField_andTheOthersAreRead() {
        List<Object> endless = new ArrayList<>();
        endless.add(List.of(endless));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("endless", endless);
        event.put("campaign", "spring");
        Redaction<Map<String, Object>> redaction = Redaction.byDefault();
        assertThat(fields(redaction.show("endless"), event))
                .containsExactly(failed("endless", StackOverflowError.class), hashed(KEY.hash("campaign"), "spring"));
    }

    @Test
    void function_thatThrowsOrReturnsNull_isAFailureOfAllFields() {
        assertThat(fields(
                        Redaction.<String>of(event -> {
                            throw new OutOfMemoryError("pat@example.test");
                        }),
                        "event"))
                .containsExactly(failed("(fields)", OutOfMemoryError.class));
    }

    @Test
    void hugeNumbers_areHashedWithoutWritingThemOut() {
        BigInteger huge = BigInteger.ONE.shiftLeft(50_000_000);
        assertThat(fields(Redaction.<String>of(event -> Map.of("a", huge)), "event"))
                .extracting(SampleField::form)
                .containsExactly(Form.HASHED);
    }

    @Test
    void toString_namesWhatIsShown() {
        assertThat(Redaction.ofRecord(Lead.class).show("number", "campaign"))
                .hasToString("Redaction[shows [campaign, number]]");
    }
}
