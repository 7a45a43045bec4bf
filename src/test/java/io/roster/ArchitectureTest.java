package io.roster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md that a program can hold. */
class ArchitectureTest {
    private static final JavaClasses ROSTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.roster");

    private static final String API = "io.roster.api..";

    /** Stores of the tables that belong to no workspace. */
    private static final String ACROSS_WORKSPACES =
            "io\\.roster\\.(access\\..*|suppression\\.Global.*|work\\..*|scoring\\.WriterStore)";

    @Test
    void featuresKnowNothingOfHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(API, "io.roster")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API, "io.helidon..")
                .check(ROSTER);
    }

    @Test
    void helidonStaysBehindTheHttpLayer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.roster.api.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.helidon..")
                .check(ROSTER);
    }

    @Test
    void dialectsHoldNoSql() {
        noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.roster.db.Sql")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(ROSTER);
    }

    @Test
    void storesAreTheirFeaturesOwn() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Store")
                .should()
                .bePackagePrivate()
                .check(ROSTER);
    }

    @Test
    void whateverAStoreDoesItDoesInOneWorkspace() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Store")
                .and()
                .areDeclaredInClassesThat()
                .haveNameNotMatching(ACROSS_WORKSPACES)
                .and()
                .areNotPrivate()
                .and()
                .doNotHaveModifier(JavaModifier.STATIC)
                .should(takeTheWorkspaceFirst())
                .check(ROSTER);
    }

    @Test
    void timeComesInThroughConstructors() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.roster.Roster")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(ROSTER);
    }

    @Test
    void nothingIsStoredInMutableStatics() {
        fields().that().areStatic().should().beFinal().check(ROSTER);
    }

    private static ArchCondition<JavaMethod> takeTheWorkspaceFirst() {
        return new ArchCondition<>("take a transaction, then the workspace") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var types = method.getRawParameterTypes().stream()
                        .map(JavaClass::getSimpleName)
                        .toList();
                boolean first = types.size() >= 2
                        && types.get(0).equals("Tx")
                        && types.get(1).equals("UUID");
                events.add(new SimpleConditionEvent(method, first, method.getFullName() + " takes " + types));
            }
        };
    }
}
