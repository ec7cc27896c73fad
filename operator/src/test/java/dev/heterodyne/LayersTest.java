package dev.heterodyne;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Which package may know which. */
@AnalyzeClasses(packages = "dev.heterodyne", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String PLACEMENT = "dev.heterodyne.placement..";
    private static final String EVIDENCE = "dev.heterodyne.evidence..";
    private static final String SCALING = "dev.heterodyne.scaling..";
    private static final String CLUSTER = "dev.heterodyne.cluster..";
    private static final String WORKLOAD = "dev.heterodyne.workload..";
    private static final String CONTROLLER = "dev.heterodyne.controller..";
    private static final String CLI = "dev.heterodyne.cli..";

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_KUBERNETES = noClasses()
            .that(resideInAnyPackage(PLACEMENT, EVIDENCE, SCALING))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.fabric8..", "io.javaoperatorsdk..", "dev.heterodyne.api..", "com.fasterxml.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_CORE_READS_AND_WRITES_NOTHING = noClasses()
            .that(resideInAnyPackage(PLACEMENT, EVIDENCE, SCALING))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.concurrent.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_CORE_HAS_NO_CLOCK = noClasses()
            .that(resideInAnyPackage(PLACEMENT, EVIDENCE, SCALING))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_CORE_THROWS_NO_DICE = noClasses()
            .that(resideInAnyPackage(PLACEMENT, EVIDENCE, SCALING))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_ONE_ABOVE_IT = noClasses()
            .that(resideInAnyPackage(PLACEMENT, EVIDENCE, SCALING))
            .should()
            .dependOnClassesThat(resideInAnyPackage(CLUSTER, WORKLOAD, CONTROLLER, CLI))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PLACEMENT_DOES_NOT_LEARN = noClasses()
            .that(resideInAPackage(PLACEMENT))
            .should()
            .dependOnClassesThat(resideInAPackage(EVIDENCE))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule OBJECTS_ARE_BUILT_WITHOUT_RECONCILERS = noClasses()
            .that(resideInAnyPackage(WORKLOAD, CLUSTER))
            .should()
            .dependOnClassesThat(resideInAnyPackage(CONTROLLER, CLI))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule RECONCILERS_KNOW_NO_COMMAND_LINE = noClasses()
            .that(resideInAPackage(CONTROLLER))
            .should()
            .dependOnClassesThat(resideInAPackage(CLI))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_CLASS_IS_A_DRAWER_FOR_ODDS_AND_ENDS =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)");

    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_NEED_EACH_OTHER =
            slices().matching("dev.heterodyne.(*)..").should().beFreeOfCycles();
}
