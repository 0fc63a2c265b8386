package dev.aether.ajj;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows: cli → lifecycle → spi ← adapters; all of them may use model and error, adapters files too. */
class ArchitectureTest {
    private static final String ROOT = "dev.aether.ajj";
    private static final Set<String> ADAPTERS =
            Set.of("jj", "docker", "state", "inject", "system", "config", "compose");
    private static final JavaClasses AJJ = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Every package, with the others that it may know. */
    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        arrows.put("model", Set.of());
        arrows.put("error", Set.of("model"));
        arrows.put("spi", Set.of("model", "error"));
        arrows.put("lifecycle", Set.of("spi", "model", "error"));
        arrows.put("cli", Set.of("lifecycle", "spi", "model", "error"));
        arrows.put("files", Set.of("model", "error"));
        ADAPTERS.forEach(adapter -> arrows.put(adapter, Set.of("spi", "files", "model", "error")));
        return arrows;
    }

    private static Stream<String> packages() {
        return arrows().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsNoOtherThanItsArrowsAllow(String name) {
        String[] allowed = Stream.concat(Stream.of(name), arrows().getOrDefault(name, Set.of()).stream())
                .map(ArchitectureTest::within)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(within(name))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(AJJ);
    }

    @ParameterizedTest
    @CsvSource({
        "cli, picocli..",
        "docker, com.github.dockerjava..",
        "config, org.tomlj..",
        "compose, org.snakeyaml..",
        "inject, io.quarkus.qute..",
    })
    void aLibraryHasOneHome(String home, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(within(home))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(AJJ);
    }

    @Test
    void onlyMainStandsOutside() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleName("Main")
                .orShould()
                .haveSimpleName("package-info")
                .check(AJJ);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".Main")
                .check(AJJ);
    }

    /** The JVM ends 0.3 s later where there are any. */
    @Test
    void noVirtualThreads() {
        noClasses()
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor")
                .check(AJJ);
    }

    /** A package that is renamed or added must not slip out of the rules above. */
    @Test
    void everyPackageIsNamedHere() {
        Set<String> found = new TreeSet<>();
        AJJ.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .filter(name -> !name.isEmpty())
                .forEach(name ->
                        found.add(List.of(name.substring(1).split("\\.", -1)).getFirst()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(arrows().keySet());
    }

    private static String within(String name) {
        return ROOT + "." + name + "..";
    }
}
