// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

class SuiteTest {

    @ParameterizedTest
    @EnumSource
    void cells_areBenchmarksWithAllTheirParameters(Suite suite) throws ReflectiveOperationException {
        Set<Cell> cells = Suite.cells(suite.comparisons(false));
        assertThat(cells).isNotEmpty();
        for (Cell cell : cells) {
            int dot = cell.method().lastIndexOf('.');
            Class<?> benchmark = Class.forName(cell.method().substring(0, dot));
            assertThat(Arrays.stream(benchmark.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Benchmark.class))
                            .map(Method::getName))
                    .contains(cell.method().substring(dot + 1));
            assertThat(Arrays.stream(benchmark.getDeclaredFields())
                            .filter(field -> field.isAnnotationPresent(Param.class))
                            .map(Field::getName))
                    .containsExactlyInAnyOrderElementsOf(cell.parameters().keySet());
        }
    }

    @ParameterizedTest
    @EnumSource
    void jmhNames_beginWithTheSuite(Suite suite) {
        assertThat(Suite.cells(suite.comparisons(true)))
                .allSatisfy(cell -> assertThat(cell.method()).containsPattern("\\." + suite + "[A-Z]?\\w*$"));
    }

    @Test
    void targets_areAllAskedSomewhere() throws ReflectiveOperationException {
        Set<Target> asked = Arrays.stream(Suite.values())
                .flatMap(suite -> suite.comparisons(true).stream())
                .map(Comparison::target)
                .collect(Collectors.toSet());
        for (Field field : Targets.class.getDeclaredFields()) {
            if (field.getType() == Target.class) {
                assertThat(asked).contains((Target) field.get(null));
            }
        }
    }

    @Test
    void comparisons_quick_leavesOutOnlyWhatInforms() {
        List<Comparison> quick = Suite.CONTENTION.comparisons(true);
        assertThat(Suite.CONTENTION.comparisons(false)).containsAll(quick);
        assertThat(Suite.cells(quick))
                .allSatisfy(cell -> assertThat(cell.threads()).isLessThanOrEqualTo(2));
    }
}
