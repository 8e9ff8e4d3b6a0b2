// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SurveyStageTest {

    @Test
    @SuppressWarnings("NullAway") // any defect will do
    void readQuietly_defect_neitherEndsTheReadingNorStaysUnsaid() {
        try (SurveyStage survey = new SurveyStage(null)) {
            assertThat(survey.misread()).isEmpty();
            survey.readQuietly();
            survey.readQuietly();
            assertThat(survey.misread())
                    .hasValue(
                            "the survey could not be read 2 times, at last because of java.lang.NullPointerException");
        }
    }
}
