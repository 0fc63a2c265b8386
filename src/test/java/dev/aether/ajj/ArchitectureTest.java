package dev.aether.ajj;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the dependencies cli → lifecycle → spi ← adapters. All may use model and error; adapters may use files, and
 * two of them ssh.
 */
class ArchitectureTest {
    private static final String ROOT = "dev.aether.ajj";
    private static final Set<String> ADAPTERS =
            Set.of("jj", "docker", "forward", "state", "inject", "system", "config", "compose");
    private static final JavaClasses AJJ = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Returns the packages that each package may use. */
    private static Map<String, Set<String>> allowedPackages() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        allowed.put("model", Set.of());
        allowed.put("error", Set.of("model"));
        allowed.put("spi", Set.of("model", "error"));
        allowed.put("lifecycle", Set.of("spi", "model", "error"));
        allowed.put("cli", Set.of("lifecycle", "spi", "model", "error"));
        allowed.put("files", Set.of("model", "error"));
        allowed.put("ssh", Set.of("files", "model", "error"));
        ADAPTERS.forEach(adapter -> allowed.put(adapter, Set.of("spi", "files", "model", "error")));
        Set.of("docker", "forward")
                .forEach(adapter -> allowed.put(adapter, Set.of("spi", "ssh", "files", "model", "error")));
        return allowed;
    }

    private static Stream<String> packages() {
        return allowedPackages().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyAllowedPackages(String name) {
        String[] allowed = Stream.concat(Stream.of(name), allowedPackages().getOrDefault(name, Set.of()).stream())
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
        "config, org.tomlj..",
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

    /** Returns the rooms that each room of cli may use. Only the application, in cli itself, uses all of them. */
    private static Map<String, Set<String>> allowedRoomsOfCli() {
        Set<String> ofCommands = Set.of("option", "session", "output", "terminal");
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        rooms.put("terminal", Set.of());
        rooms.put("option", Set.of());
        rooms.put("output", Set.of("terminal"));
        rooms.put("session", Set.of("output"));
        rooms.put("help", Set.of("option", "terminal"));
        rooms.put("completion", ofCommands);
        rooms.put("overview", ofCommands);
        rooms.put("service", ofCommands);
        rooms.put("repository", ofCommands);
        rooms.put("workspace", Set.of("option", "session", "output", "terminal", "overview"));
        return rooms;
    }

    private static Stream<String> rooms() {
        return allowedRoomsOfCli().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomOfCliUsesOnlyAllowedRooms(String room) {
        String[] allowed = Stream.concat(Stream.of(room), allowedRoomsOfCli().getOrDefault(room, Set.of()).stream())
                .map(name -> within("cli." + name))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(within("cli." + room))
                .should()
                .dependOnClassesThat(resideInAPackage(within("cli")).and(not(resideInAnyPackage(allowed))))
                .check(AJJ);
    }

    @Test
    void everyRoomOfCliIsListed() {
        Set<String> found = AJJ.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + ".cli."))
                .map(name -> name.substring((ROOT + ".cli.").length()))
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(allowedRoomsOfCli().keySet());
    }

    /** Rooms from the top down: each may use only those after it. */
    @ParameterizedTest
    @CsvSource({
        "compose, compose.draft compose compose.translate compose.model compose.text",
        "config, config config.service config.syntax config.toml",
        "inject, inject.file inject.template inject.dotenv inject.syntax",
        "model, model.config model.service model.template model.variable model.workspace model.text",
        "spi, spi.state spi.vcs spi.forward spi.backend spi.config spi.directory spi.machine spi.terminal spi.report",
        "jj, jj jj.identity jj.workspace jj.snapshot jj.git jj.command",
        "system, system.process system.signal system.terminal system.posix system.probe system.directory",
    })
    void roomsDependOnEachOtherOneWay(String house, String order) {
        List<String> rooms =
                Stream.of(order.split(" ", -1)).map(room -> ROOT + "." + room).toList();
        assertThat(AJJ.stream()
                        .filter(resideInAPackage(within(house)))
                        .map(JavaClass::getPackageName)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(rooms);
        for (int room = 1; room < rooms.size(); room++) {
            noClasses()
                    .that()
                    .resideInAPackage(rooms.get(room))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms.subList(0, room).toArray(String[]::new))
                    .check(AJJ);
        }
    }

    /** Rooms of one command may use the shared rooms below, but not each other. */
    @Test
    void theRoomsOfLifecycleDependOnEachOtherOneWay() {
        slices().matching(ROOT + ".lifecycle.(*)..").should().beFreeOfCycles().check(AJJ);
        List<String> commands = List.of("add", "up", "forget", "doctor", "logs", "overview", "init");
        for (String command : commands) {
            noClasses()
                    .that()
                    .resideInAPackage(within("lifecycle"))
                    .and()
                    .resideOutsideOfPackage(within("lifecycle." + command))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(within("lifecycle." + command))
                    .check(AJJ);
        }
        noClasses()
                .that()
                .resideInAnyPackage(within("lifecycle.task"), within("lifecycle.environment"))
                .should()
                .dependOnClassesThat(resideInAPackage(within("lifecycle"))
                        .and(not(resideInAnyPackage(within("lifecycle.task"), within("lifecycle.environment")))))
                .check(AJJ);
    }

    /** The rooms that each room of docker may use. Only the backend, in docker itself, uses all of them. */
    @Test
    void theRoomsOfDockerDependOnEachOtherOneWay() {
        Map<String, Set<String>> rooms = Map.of(
                "http", Set.of(),
                "engine", Set.of("http"),
                "stack", Set.of("engine", "http"),
                "image", Set.of("engine", "http"),
                "network", Set.of("stack", "engine", "http"),
                "storage", Set.of("stack", "engine", "http"),
                "container", Set.of("storage", "stack", "engine", "http"),
                "access", Set.of("engine", "http"),
                "check", Set.of("network", "engine", "http"),
                "remote", Set.of());
        assertThat(AJJ.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT + ".docker."))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(rooms.keySet().stream()
                        .map(room -> ROOT + ".docker." + room)
                        .toList());
        rooms.forEach((room, others) -> {
            String[] allowed = Stream.concat(Stream.of(room), others.stream())
                    .map(name -> within("docker." + name))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(within("docker." + room))
                    .should()
                    .dependOnClassesThat(resideInAPackage(within("docker")).and(not(resideInAnyPackage(allowed))))
                    .check(AJJ);
        });
    }

    /** Only Wiring knows adapters. system offers more, for the start of the process. */
    @ParameterizedTest
    @ValueSource(strings = {"compose", "config", "docker", "inject", "jj", "state"})
    void noOtherPackageUsesClassesInsideAnAdapter(String adapter) {
        noClasses()
                .that()
                .resideOutsideOfPackage(within(adapter))
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Wiring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(within(adapter))
                .check(AJJ);
    }

    /** Commands are given use cases; otherwise cli may use only their requests and results. */
    @Test
    void cliUsesOnlyUseCasesAndTheirResults() {
        Set<String> useCases = AJJ.stream()
                .filter(type -> type.isAnnotatedWith("picocli.CommandLine$Command"))
                .flatMap(type -> type.getConstructors().stream())
                .flatMap(constructor -> constructor.getRawParameterTypes().stream())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        DescribedPredicate<JavaClass> internal = DescribedPredicate.describe(
                "neither a use case of a command nor a request or a result",
                type -> !type.isRecord()
                        && !type.isEnum()
                        && !type.isInterface()
                        && !type.isAssignableTo(AutoCloseable.class)
                        && !useCases.contains(type.getName()));
        noClasses()
                .that()
                .resideInAPackage(within("cli"))
                .should()
                .dependOnClassesThat(resideInAPackage(within("lifecycle")).and(internal))
                .check(AJJ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cli",
                "lifecycle",
                "compose",
                "config",
                "docker",
                "error",
                "files",
                "forward",
                "inject",
                "jj",
                "model",
                "spi",
                "ssh",
                "state",
                "system"
            })
    void aRoomHasAtMostFifteenFiles(String house) {
        assertThat(AJJ.stream()
                        .filter(resideInAPackage(within(house)))
                        .filter(JavaClass::isTopLevelClass)
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
                .allSatisfy((room, files) -> assertThat(files).as(room).isBetween(3L, 15L));
    }

    @Test
    void onlyMainAndWiringAreOutsideThePackages() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleName("Main")
                .orShould()
                .haveSimpleName("Wiring")
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

    /** The JVM exits 0.3 s later after using virtual threads. */
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

    /** A renamed or new package must not escape the rules above. */
    @Test
    void everyPackageIsListed() {
        Set<String> found = new TreeSet<>();
        AJJ.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .filter(name -> !name.isEmpty())
                .forEach(name ->
                        found.add(List.of(name.substring(1).split("\\.", -1)).getFirst()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(allowedPackages().keySet());
    }

    private static String within(String name) {
        return ROOT + "." + name + "..";
    }
}
