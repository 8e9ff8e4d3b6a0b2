// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final Cell BASELINE = cell("baseline");
    private static final Contender OURS = new Contender("work", "ours", cell("ours"), BASELINE);
    private static final Contender FAST = new Contender("work", "fast", cell("fast"), BASELINE);
    private static final Contender SLOW = new Contender("work", "slow", cell("slow"), BASELINE);

    private static Cell cell(String name) {
        return Cell.of(ResultsTest.class, "measured", 2, "peer", name);
    }

    /** Three rounds, each slower than the one before. */
    private static Results results() {
        Results results = new Results();
        for (double slowness : new double[] {1, 1.5, 2}) {
            results.add(BASELINE, new Sample(2 * slowness, 24));
            results.add(OURS.cell(), new Sample(12 * slowness, 40));
            results.add(FAST.cell(), new Sample(42 * slowness, 24));
            results.add(SLOW.cell(), new Sample(102 * slowness, 24));
        }
        return results;
    }

    private static Row row(Comparison comparison) {
        return results().answer("suite", List.of(comparison)).get(0);
    }

    @Test
    void answer_takesTheBaselineOffBoth() {
        Row row = row(Comparison.of(OURS, SLOW));
        assertThat(row.nanos()).isEqualTo(15);
        assertThat(row.ratio()).isCloseTo(0.1, within(1e-9));
        assertThat(row.low()).isCloseTo(0.1, within(1e-6));
        assertThat(row.high()).isCloseTo(0.1, within(1e-6));
        assertThat(row.bytes()).isEqualTo(16);
    }

    @Test
    void answer_againstSeveral_takesTheFastest() {
        Row row = row(new Comparison(OURS, List.of(SLOW, FAST), Target.ratio(0.3)));
        assertThat(row.peer()).isEqualTo("fast (the fastest)");
        assertThat(row.ratio()).isCloseTo(0.25, within(1e-9));
        assertThat(row.verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void answer_toABytesTarget_judgesBytesAboveThePeer() {
        Row row = row(Comparison.against(OURS, Target.bytes(15), FAST));
        assertThat(row.bytes()).isEqualTo(16);
        assertThat(row.low()).isEqualTo(16);
        assertThat(row.verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void json_hasTheseKeysInThisOrder() throws IOException {
        StringWriter json = new StringWriter();
        List<Comparison> comparisons =
                List.of(Comparison.measured(FAST), Comparison.against(OURS, Target.ratio(0.2), FAST));
        JsonRows.write(results().answer("suite", comparisons), json);
        List<String> keys = new ArrayList<>();
        Pattern.compile("\"(\\w+)\" :").matcher(json.toString()).results().forEach(key -> keys.add(key.group(1)));
        List<String> expected = List.of(
                "suite", "threads", "subject", "peer", "ns", "ratio", "low", "high", "bytesPerOp", "target", "verdict");
        assertThat(keys.subList(0, expected.size())).isEqualTo(expected);
        assertThat(keys.subList(expected.size(), keys.size())).isEqualTo(expected);
        assertThat(json.toString())
                .contains("\"subject\" : \"work: ours\"", "\"threads\" : 2", "\"verdict\" : \"missed\"")
                .contains("\"ratio\" : null", "\"peer\" : null", "\"target\" : \"≤ 0.2 x\"");
    }

    @Test
    void markdown_hasALineForEachRow() {
        String table = Tables.markdown(List.of(row(Comparison.against(OURS, Target.ratio(0.3), FAST))));
        assertThat(table.lines().collect(Collectors.toList()))
                .hasSize(3)
                .last()
                .asString()
                .isEqualTo("| 2 | work: ours | fast | 15 | 0.25 | 0.25 to 0.25 | 16 | ≤ 0.3 x | *met* |");
    }

    @Test
    void plain_numbers_areReadable() {
        assertThat(Numbers.plain(1_234_567)).isEqualTo("1,230,000");
        assertThat(Numbers.plain(0.012345)).isEqualTo("0.0123");
        assertThat(Numbers.plain(100)).isEqualTo("100");
        assertThat(Numbers.plain(Double.POSITIVE_INFINITY)).isEqualTo("∞");
        assertThat(Numbers.bytes(0.03)).isEqualTo("0");
    }

    @Test
    void mentions_findsTheWorkAndAnyName() {
        Comparison comparison = Comparison.of(OURS, FAST);
        assertThat(comparison.mentions(Pattern.compile("^work"))).isTrue();
        assertThat(comparison.mentions(Pattern.compile("fast"))).isTrue();
        assertThat(comparison.mentions(Pattern.compile("slow"))).isFalse();
    }
}
