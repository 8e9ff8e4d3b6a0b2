// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows inside this module point one way: zigpoll to survey, attribution to survey. */
@AnalyzeClasses(
        packages = {"io.pilotmetrics.zigpoll", "io.pilotmetrics.survey", "io.pilotmetrics.attribution"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ZigpollArrowsTest {

    @ArchTest
    static final ArchRule SURVEY_KNOWS_NEITHER = noClasses()
            .that()
            .resideInAPackage("io.pilotmetrics.survey..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.pilotmetrics.zigpoll..", "io.pilotmetrics.attribution..");

    @ArchTest
    static final ArchRule ATTRIBUTION_KNOWS_NO_ZIGPOLL = noClasses()
            .that()
            .resideInAPackage("io.pilotmetrics.attribution..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.pilotmetrics.zigpoll..");

    @ArchTest
    static final ArchRule ZIGPOLL_KNOWS_NO_ATTRIBUTION = noClasses()
            .that()
            .resideInAPackage("io.pilotmetrics.zigpoll..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.pilotmetrics.attribution..");

    @ArchTest
    static final ArchRule ONLY_ZIGPOLL_TOUCHES_NETWORK_AND_JSON = noClasses()
            .that()
            .resideInAnyPackage("io.pilotmetrics.survey..", "io.pilotmetrics.attribution..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "dev.failsafe..", "java.net..");
}
