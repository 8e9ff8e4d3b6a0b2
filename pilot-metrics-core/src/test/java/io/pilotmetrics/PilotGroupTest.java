// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.snapshot.Rate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PilotGroupTest {

    private static final Pattern VECTOR = Pattern.compile("\\| (?:`(.+?)`|none) \\| `(.+?)` \\| (\\d+) \\|");

    /** The page's numbers come from another language's library. */
    @Test
    void numbers_areThoseOfThePage() throws IOException {
        List<MatchResult> vectors = VECTOR.matcher(Files.readString(Path.of("../docs/cohorts.md")))
                .results()
                .toList();
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(7);
        for (MatchResult vector : vectors) {
            long number = Long.parseLong(vector.group(3));
            assertThat(group(percentOf(number), vector.group(1)).includes(vector.group(2)))
                    .as("%s: the number is not below itself", vector.group())
                    .isFalse();
            assertThat(group(percentOf(number + 1), vector.group(1)).includes(vector.group(2)))
                    .as("%s: but below the next", vector.group())
                    .isTrue();
        }
    }

    private static PilotGroup group(double percent, String salt) {
        PilotGroup group = PilotGroup.percent(percent);
        return salt == null ? group : group.salt(salt);
    }

    /** The largest share of which a number is the limit. */
    private static double percentOf(long number) {
        return BigDecimal.valueOf(number)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(1L << 32), 11, RoundingMode.DOWN)
                .doubleValue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 5, 50, 95})
    void share_isThatOfTheUsers(double percent) {
        PilotGroup group = PilotGroup.percent(percent).salt("checkout-2026");
        long in = IntStream.range(0, 100_000)
                .filter(i -> group.includes("customer-" + i))
                .count();
        var interval = new Rate(in, 100_000).interval();
        assertThat(percent / 100).isBetween(interval.low(), interval.high());
    }

    @Test
    void share_thatGrows_keepsItsUsers_andAllAreIn100() {
        for (int i = 0; i < 10_000; i++) {
            String id = "customer-" + i;
            boolean before = PilotGroup.percent(0).salt("s").includes(id);
            assertThat(before).isFalse();
            for (double percent : new double[] {0.1, 5, 20, 99.9, 100}) {
                boolean now = PilotGroup.percent(percent).salt("s").includes(id);
                assertThat(now || !before).isTrue();
                before = now;
            }
            assertThat(before).isTrue();
        }
    }

    /** Of two independent halves a quarter is in both. */
    @Test
    void salts_haveNothingToDoWithOneAnother() {
        PilotGroup one = PilotGroup.percent(50).salt("one");
        PilotGroup other = PilotGroup.percent(50).salt("other");
        long both = IntStream.range(0, 100_000)
                .filter(i -> one.includes(i) && other.includes(i))
                .count();
        var interval = new Rate(both, 100_000).interval();
        assertThat(0.25).isBetween(interval.low(), interval.high());
    }

    @Test
    void ids_areTheirText_andNoIdIsNoMember() {
        PilotGroup group = PilotGroup.percent(50).salt("s");
        for (long id = -50; id < 50; id++) {
            assertThat(group.includes(id)).isEqualTo(group.includes(Long.toString(id)));
            assertThat(group.includes(CharBuffer.wrap(Long.toString(id)))).isEqualTo(group.includes(id));
        }
        assertThat(PilotGroup.percent(100).includes(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void percent_outside_isRefusedWithTheMend(double percent) {
        assertThatThrownBy(() -> PilotGroup.percent(percent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "PilotGroup.percent needs 0 to 100, got " + percent + "; write percent(5) for one user of 20");
    }

    @Test
    void salt_blankOrTwice_isRefused() {
        PilotGroup group = PilotGroup.percent(5);
        assertThatThrownBy(() -> group.salt(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkout-2026");
        assertThatThrownBy(() -> group.salt("one").salt("two"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"one\"");
        assertThat(group.salt("one")).hasToString("PilotGroup[5 %, salt \"one\"]");
    }
}
