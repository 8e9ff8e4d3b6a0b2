// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md, without exceptions. */
@AnalyzeClasses(packages = "io.pilotmetrics", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsPointDownOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("door")
            .definedBy("io.pilotmetrics")
            .layer("annotation")
            .definedBy("io.pilotmetrics.annotation")
            .layer("account")
            .definedBy("io.pilotmetrics.account")
            .layer("latency")
            .definedBy("io.pilotmetrics.latency")
            .layer("integrity")
            .definedBy("io.pilotmetrics.integrity")
            .layer("conversion")
            .definedBy("io.pilotmetrics.conversion")
            .layer("quarantine")
            .definedBy("io.pilotmetrics.quarantine")
            .layer("objective")
            .definedBy("io.pilotmetrics.objective")
            .layer("export")
            .definedBy("io.pilotmetrics.export")
            .layer("micrometer")
            .definedBy("io.pilotmetrics.micrometer")
            .layer("snapshot")
            .definedBy("io.pilotmetrics.snapshot")
            .whereLayer("door")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("annotation")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("objective")
            .mayOnlyBeAccessedByLayers("door", "export")
            .whereLayer("export")
            .mayOnlyBeAccessedByLayers("door", "micrometer")
            .whereLayer("micrometer")
            .mayOnlyBeAccessedByLayers("door")
            .whereLayer("latency")
            .mayOnlyBeAccessedByLayers("account")
            .whereLayer("integrity")
            .mayOnlyBeAccessedByLayers("account", "door")
            .whereLayer("conversion")
            .mayOnlyBeAccessedByLayers("account", "door")
            .whereLayer("quarantine")
            .mayOnlyBeAccessedByLayers("account", "door");

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("io.pilotmetrics.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsKnown = classes()
            .should()
            .resideInAnyPackage(
                    "io.pilotmetrics",
                    "io.pilotmetrics.annotation",
                    "io.pilotmetrics.account",
                    "io.pilotmetrics.latency",
                    "io.pilotmetrics.integrity",
                    "io.pilotmetrics.conversion",
                    "io.pilotmetrics.quarantine",
                    "io.pilotmetrics.objective",
                    "io.pilotmetrics.export",
                    "io.pilotmetrics.micrometer",
                    "io.pilotmetrics.snapshot");

    @ArchTest
    static final ArchRule objectiveKnowsSnapshotsOnly = noClasses()
            .that()
            .resideInAPackage("io.pilotmetrics.objective")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.pilotmetrics",
                    "io.pilotmetrics.account..",
                    "io.pilotmetrics.latency..",
                    "io.pilotmetrics.integrity..",
                    "io.pilotmetrics.conversion..",
                    "io.pilotmetrics.quarantine..",
                    "io.pilotmetrics.export..",
                    "io.pilotmetrics.micrometer..");

    @ArchTest
    static final ArchRule outsideLibrariesStayInTheirRoom = noClasses()
            .that()
            .resideOutsideOfPackages("io.pilotmetrics.micrometer", "io.pilotmetrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule jacksonIsNoPartOfTheApi =
            noClasses().that().arePublic().should().dependOnClassesThat().resideInAPackage("com.fasterxml..");
}
