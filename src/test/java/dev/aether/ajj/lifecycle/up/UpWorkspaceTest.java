package dev.aether.ajj.lifecycle.up;

import static dev.aether.ajj.testing.Declarations.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpWorkspaceTest extends BroughtUp {

    @Test
    void theDefaultWorkspaceGetsServicesToo() {
        assertThat(world.contents())
                .containsExactly(
                        "container " + DB,
                        "container " + WEB,
                        "network aether-a4f3b-default",
                        "file /repo/main/.env",
                        "entry default",
                        "port 20000",
                        "port 20001");
        assertThat(world.engine.started()).containsExactly("db", "web");
        assertThat(entry().phase()).isEqualTo(Phase.READY);
        assertThat(entry().root()).isEqualTo(MAIN);
    }

    @Test
    void anUpToDateWorkspaceNeedsNoWrites() {
        int before = world.faults.reached().size();
        UpResult brought = up();
        assertThat(brought.isUnchanged()).isTrue();
        assertThat(brought.workspace().health()).isEqualTo(Health.HEALTHY);
        List<String> asked = world
                .faults
                .reached()
                .subList(before, world.faults.reached().size())
                .stream()
                .filter(operation -> !operation.equals("render"))
                .toList();
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "jj workspace list", "read registry", "observe", "read registry", "probe 80", "probe 5432");
    }

    @Test
    void aMissingContainerIsCreatedWithItsPort() {
        world.engine.removeContainer(DB);
        assertThat(up().changes()).containsExactly(Map.entry("web", Change.UNCHANGED), Map.entry("db", Change.CREATED));
        assertThat(ports("db")).containsExactly(20001);
        assertThat(portCount()).isEqualTo(2);
    }

    @Test
    void aDeadContainerIsStarted() {
        world.engine.kill(DB, 1);
        assertThat(up().changes()).containsEntry("db", Change.STARTED);
        assertThat(world.engine.started()).as("no container was made").hasSize(2);
    }

    /** The engine uses the paths from the container's creation, and links may have changed since. */
    @Test
    void aContainerWithChangedLinksIsRecreated() {
        world.declare(config(service("web", 80, "db"), Declarations.withVolumes(service("db", 5432), bind("./l"))));
        up();
        world.engine.kill(DB, 1);
        assertThat(up().changes()).as("the same files").containsEntry("db", Change.STARTED);

        for (Map<String, String> other : List.of(Map.of("/x", "/repo/main/d"), Map.of("/y", "/repo/main/l"))) {
            world.engine.setMounts(DB, other);
            assertThat(up().isUnchanged()).as("it runs").isTrue();
            world.engine.kill(DB, 1);
            assertThat(up().changes()).containsEntry("db", Change.RECREATED);
        }
        world.engine.kill(DB, 1);
        assertThat(up().changes()).containsEntry("db", Change.STARTED);
    }

    /** The container could replace a mounted path by a link, and aether.toml does not mention it. */
    @Test
    void anOutdatedContainerWithMountsIsRemovedFirst() {
        ServiceSpec writer = Declarations.withVolumes(service("web", 80, "db"), bind("./a"));
        world.declare(config(writer, service("db", 5432)));
        up();
        world.declare(config(service("web", 80), Declarations.withVolumes(service("db", 5432), bind("./a/b"))));
        List<String> before = world.contents();

        Failure refused = catchThrowableOfType(Failure.class, () -> up("db"));
        assertThat(refused.first().message()).contains("the container of web has an outdated declaration");
        assertThat(world.contents()).isEqualTo(before);

        int first = world.faults.reached().size();
        up();
        List<String> done =
                world.faults.reached().subList(first, world.faults.reached().size());
        assertThat(done.indexOf("remove web")).isBetween(0, done.indexOf("start db"));
        assertThat(up("db").isUnchanged()).isTrue();

        world.declare(config(Declarations.withVolumes(service("db", 5432), bind("./a/c"))));
        assertThat(up("db").changes()).as("web mounts nothing any more").containsEntry("db", Change.RECREATED);
    }

    /** The container could replace directories above the files by links. */
    @Test
    void injectionIsRefusedWhileAnOutdatedContainerMountsFiles() {
        world.declare(config(Declarations.withVolumes(service("web", 80), bind("./a")), service("db", 5432)));
        up();
        AetherConfig later = config(service("web", 80), withImage(service("db", 5432), "db:2"));
        world.declare(later);
        List<String> before = world.contents();

        assertThat(catchThrowableOfType(Failure.class, () -> up("db")).first().message())
                .contains("the container of web has an outdated declaration");
        assertThat(world.contents()).isEqualTo(before);

        world.declare(new AetherConfig(
                later.file(), later.backend(), later.ports(), later.services(), List.of(), Optional.empty()));
        assertThat(up("db").changes()).as("nothing is written").containsEntry("db", Change.RECREATED);
    }

    /** As after {@code jj edit} of a revision that tracks the file: jj would record what ajj writes. */
    @Test
    void aTrackedFileIsRefusedEvenWhenUpToDate() {
        assertThat(up().isUnchanged()).isTrue();
        world.trackedFiles.add(".env");
        assertThat(catchThrowableOfType(Failure.class, () -> up()).first()).isInstanceOf(InjectionProblem.Failed.class);
    }

    @Test
    void containersOfEarlierVersionsStayUntilTheirDeclarationChanges() {
        world.engine.setConfigHash(DB, "34d04f691d79");
        world.engine.setConfigHash(WEB, "cb37eb3edd0c");
        assertThat(up().isUnchanged()).isTrue();

        world.declare(config(service("web", 80, "db"), Declarations.withImage(service("db", 5432), "db:2")));
        assertThat(up().changes()).containsEntry("db", Change.RECREATED).containsEntry("web", Change.UNCHANGED);
    }

    /** A renamed workspace finds its volumes by the directory in their labels, not by its name. */
    @Test
    void volumesWithoutAnEntryAreFoundByDirectory() {
        Path one = Path.of("/repo/one");
        world.addPlainWorkspace("one");
        world.engine.createResource(
                Kind.VOLUME,
                "aether-a4f3b-before-data",
                new Stack(new WorkspaceId(world.repository.id(), "before", MAIN), one, "aether-a4f3b-before"));
        upIn(one);
        assertThat(world.find(world.repository, "one").orElseThrow().namespace())
                .isEqualTo("aether-a4f3b-before");
    }

    @Test
    void volumesOfTheMainWorkspaceAreFoundByDirectory() {
        world.engine.createResource(
                Kind.VOLUME,
                "aether-a4f3b-default-data",
                new Stack(new WorkspaceId(world.repository.id(), "default", MAIN), MAIN, "aether-a4f3b-default"));
        world.change(world.repository, "default", _ -> Optional.empty());
        world.renameInJj("default", "trunk");
        up();
        assertThat(world.find(world.repository, "trunk").orElseThrow().namespace())
                .isEqualTo("aether-a4f3b-default");
    }

    @Test
    void aFileInAnotherDirectoryMustBeNamed() {
        Path file = MAIN.resolve("sub/compose.yaml");
        AetherConfig other = config(service("cache", 6379));
        world.declare(new AetherConfig(
                file, other.backend(), other.ports(), other.services(), other.injections(), Optional.empty()));
        List<String> before = world.contents();

        Failure refused = catchThrowableOfType(Failure.class, () -> up());
        assertThat(refused.first().message())
                .isEqualTo("the services of this workspace are declared in /repo/main, and " + file
                        + " would replace them and use their volumes");
        assertThat(world.contents()).isEqualTo(before);

        UpRequest named = new UpRequest(MAIN, Optional.of(file), List.of(), Deadline.NONE, false, false);
        assertThat(UseCases.up(world, new Backends(List.of(world), world))
                        .up(named, Progress.SILENT)
                        .changes())
                .containsEntry("cache", Change.CREATED);
        assertThat(up().isUnchanged()).isTrue();
    }

    /** As created by a version without labels for the declaration, after the registry was lost. */
    @Test
    void theFileMustBeNamedForServicesKnownOnlyFromLabels() {
        world.change(
                world.repository,
                "default",
                found -> found.map(entry -> new WorkspaceEntry(
                        entry.name(),
                        entry.root(),
                        entry.namespace(),
                        entry.location(),
                        entry.phase(),
                        entry.services(),
                        entry.envFiles(),
                        entry.created(),
                        ProcessOwner.restored(),
                        Optional.empty(),
                        Optional.empty())));
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2")));
        List<String> before = world.contents();

        Failure refused = catchThrowableOfType(Failure.class, () -> up());

        assertThat(refused.first().message()).contains("are known only from labels");
        assertThat(world.contents()).isEqualTo(before);
    }

    /** The workspace with the namespace was renamed, and both entries are lost. */
    @ParameterizedTest
    @CsvSource({"true, aether-a4f3b-one-2", "false, aether-a4f3b-one"})
    void volumesOfAnotherExistingDirectoryAreNotMounted(boolean isThere, String namespace) {
        Path other = Path.of("/repo/uno");
        if (isThere) {
            world.addWorkspace(
                    world.repository, new NewWorkspace("uno", other, List.of(), Optional.empty(), List.of()));
        }
        world.addPlainWorkspace("one");
        world.engine.createResource(
                Kind.VOLUME,
                "aether-a4f3b-one-data",
                new Stack(new WorkspaceId(world.repository.id(), "one", MAIN), other, "aether-a4f3b-one"));
        upIn(Path.of("/repo/one"));
        assertThat(world.find(world.repository, "one").orElseThrow().namespace())
                .isEqualTo(namespace);
    }

    private static VolumeSpec bind(String source) {
        return new VolumeSpec.Bind(source, "/x", false, Declarations.POSITION);
    }

    @Test
    void aContainerThatCannotBeStartedIsRecreated() {
        world.engine.kill(DB, 1);
        world.engine.broken.add(DB);
        assertThat(up().changes()).containsEntry("db", Change.RECREATED);
        assertThat(ports("db")).containsExactly(20001);
    }

    @Test
    void aLostPortIsReplacedAndTheFileRewritten() {
        world.engine.kill(DB, 1);
        world.engine.takenPorts.add(20001);
        UpResult brought = up();
        assertThat(brought.changes()).containsEntry("db", Change.RECREATED).containsEntry("web", Change.UNCHANGED);
        assertThat(brought.injected()).isTrue();
        assertThat(ports("db")).containsExactly(20002);
        assertThat(ports("web")).containsExactly(20000);
        assertThat(world.content(MAIN.resolve(".env")).orElseThrow())
                .contains("20002")
                .doesNotContain("20001");
        assertThat(portCount()).isEqualTo(2);
    }

    @Test
    void aChangedServiceIsRecreated() {
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2")));
        assertThat(up().changes()).containsEntry("db", Change.RECREATED).containsEntry("web", Change.UNCHANGED);
        assertThat(ports("db")).containsExactly(20001);
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void onlyThePortsThatChangedMove() {
        ServiceSpec more =
                Declarations.service("db", List.of(Declarations.tcp(5432), Declarations.tcp(9000)), List.of());
        world.declare(config(service("web", 80, "db"), more));
        up();
        assertThat(ports("db")).containsExactly(20001, 20002);
        world.declare(config(
                service("web", 80, "db"), Declarations.service("db", List.of(Declarations.tcp(9000)), List.of())));
        up();
        assertThat(ports("db")).containsExactly(20002);
        assertThat(portCount()).isEqualTo(2);
    }

    @Test
    void anUndeclaredServiceIsRemoved() {
        world.declare(config(service("db", 5432)));
        assertThat(up().changes()).containsExactly(Map.entry("db", Change.UNCHANGED), Map.entry("web", Change.REMOVED));
        assertThat(world.contents()).doesNotContain("container " + WEB).contains("container " + DB);
        assertThat(entry().services()).containsOnlyKeys("db");
        assertThat(portCount()).isEqualTo(1);
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void aFileThatIsNoLongerInjectedIsNoLongerIgnored() {
        AetherConfig plain = config(service("web", 80, "db"), service("db", 5432));
        world.declare(Declarations.injecting("notes", plain));
        up();
        assertThat(world.ignoredFiles).contains("notes");
        world.declare(plain);
        up();
        assertThat(world.ignoredFiles).doesNotContain("notes");
    }

    @Test
    void aNewServiceIsAdded() {
        world.declare(config(service("web", 80, "db"), service("db", 5432), service("mail", 25)));
        assertThat(up().changes()).containsEntry("mail", Change.CREATED).containsEntry("db", Change.UNCHANGED);
        assertThat(ports("mail")).containsExactly(20002);
    }

    @Test
    void aRemovedNetworkIsRecreated() {
        world.engine.removeNetwork("aether-a4f3b-default");
        assertThat(up().changes()).containsEntry("db", Change.RECREATED).containsEntry("web", Change.RECREATED);
        assertThat(world.contents()).contains("network aether-a4f3b-default");
        assertThat(ports("db")).containsExactly(20001);
    }

    @Test
    void namedServicesIncludeTheirDependencies() {
        world.declare(config(service("web", 80, "db"), service("db", 5432), service("mail", 25)));
        world.engine.removeContainer(DB);
        assertThat(up("web").changes())
                .containsExactly(Map.entry("web", Change.UNCHANGED), Map.entry("db", Change.CREATED));
        assertThat(world.contents()).doesNotContain("container aether-a4f3b-default-mail");
        assertThat(up("web").isUnchanged()).isTrue();
    }

    @Test
    void namedServicesLeaveUndeclaredOnesAlone() {
        world.declare(config(service("db", 5432)));
        assertThat(up("db").changes()).containsExactly(Map.entry("db", Change.UNCHANGED));
        assertThat(world.contents()).contains("container " + WEB);
        assertThat(entry().services()).as("it is still there").containsKey("web");
    }

    @Test
    void anUnknownServiceIsRefused() {
        Failure failure = catchThrowableOfType(Failure.class, () -> up("bd"));
        assertThat(failure.first().message()).isEqualTo("/repo/main/aether.toml declares no service \"bd\"");
        assertThat(failure.first().hints()).containsExactly("it declares: web, db");
    }

    @Test
    void aServiceThatIsLeftOutIsRefused() {
        Path compose = Path.of("/repo/main/compose.yaml");
        AetherConfig plain = config(service("db", 5432));
        ComposeUse use = new ComposeUse(
                List.of(compose),
                List.of(),
                List.of("db"),
                List.of(new LeftOut("app", LeftOut.BUILT), new LeftOut("job", "it has 0 replicas")),
                List.of(),
                List.of());
        world.declare(new AetherConfig(
                compose, plain.backend(), plain.ports(), plain.services(), plain.injections(), Optional.of(use)));

        Failure failure = catchThrowableOfType(Failure.class, () -> up("app", "job"));

        assertThat(failure.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "the service app is left out: it has `build:`",
                        "the service job is left out: it has 0 replicas");
        assertThat(failure.first().hints())
                .containsExactly(
                        "create aether.toml: ajj init",
                        "to run it, name it in aether.toml: [compose] services = [\"db\", \"app\"]");
    }

    @Test
    void aLostRegistryIsRestoredFromLabels() {
        world.change(world.repository, "default", _ -> Optional.empty());
        UpResult brought = up();
        assertThat(brought.changes())
                .containsOnly(Map.entry("web", Change.UNCHANGED), Map.entry("db", Change.UNCHANGED));
        assertThat(ports("db")).containsExactly(20001);
        assertThat(entry().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void anUnfinishedAddIsCompleted() {
        world.change(world.repository, "default", entry -> entry.map(found -> found.withPhase(Phase.CREATING)));
        world.engine.removeContainer(WEB);
        up();
        assertThat(entry().phase()).isEqualTo(Phase.READY);
        assertThat(world.contents()).contains("container " + WEB);
    }

    /** A running container may never have been ready. */
    @Test
    void aServiceOfAnUnfinishedAddIsAwaited() {
        Healthcheck slow = new Healthcheck(new Healthcheck.Command(List.of("ask")), Duration.ofMillis(50));
        world.declare(config(Declarations.service("web", List.of(tcp(80)), List.of(), slow)));
        up();
        world.change(world.repository, "default", entry -> entry.map(found -> found.withPhase(Phase.CREATING)));
        world.engine.checkResult = new CommandResult(OptionalInt.of(1), List.of());

        Failure failure = catchThrowableOfType(Failure.class, this::up);

        assertThat(failure.first().message()).contains("is not ready after");
        world.engine.checkResult = new CommandResult(OptionalInt.of(0), List.of());
        assertThat(up().changes()).containsEntry("web", Change.UNCHANGED);
        assertThat(entry().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void theRegistryFollowsAMovedWorkspace() {
        world.change(
                world.repository,
                "default",
                entry -> entry.map(found -> found.withDirectory(Path.of("/elsewhere"), Optional.empty())));
        assertThat(up().changes().values()).containsOnly(Change.UNCHANGED);
        assertThat(entry().root()).isEqualTo(MAIN);
    }

    @Test
    void aWorkspaceWithAnotherOnesOldNameGetsItsOwnServices() {
        world.addPlainWorkspace("feature");
        upIn(Path.of("/repo/feature"));
        List<String> before = world.engine.contents();
        world.renameInJj("feature", "renamed");
        Path other = Path.of("/repo/other");
        world.addWorkspace(
                world.repository, new NewWorkspace("feature", other, List.of(), Optional.empty(), List.of()));

        upIn(other);

        assertThat(world.engine.contents()).containsAll(before);
        assertThat(world.find(world.repository, "renamed").orElseThrow().namespace())
                .isEqualTo("aether-a4f3b-feature");
        assertThat(world.find(world.repository, "feature").orElseThrow().root()).isEqualTo(other);
        assertThat(world.find(world.repository, "feature").orElseThrow().namespace())
                .isNotEqualTo("aether-a4f3b-feature");
    }

    @Test
    void anInterruptedRemovalIsCleared() {
        world.addPlainWorkspace("feature");
        Path root = Path.of("/repo/feature");
        upIn(root);
        world.change(
                world.repository,
                "feature",
                entry -> entry.map(found -> found.withPhase(Phase.REMOVING)
                        .withOwner(new ProcessOwner(Long.MAX_VALUE, "ajj workspace remove"))));
        world.mark(root, Mark.RECORDED);
        upIn(root);
        assertThat(world.marked(root)).isEqualTo(Mark.NONE);
    }

    @Test
    void aWorkspaceThatJjRenamedKeepsItsServices() {
        world.addPlainWorkspace("feature");
        Path root = Path.of("/repo/feature");
        upIn(root);
        List<String> before = world.engine.contents();
        world.renameInJj("feature", "renamed");
        UpResult brought = upIn(root);
        assertThat(brought.isUnchanged()).isTrue();
        assertThat(brought.workspace().name()).isEqualTo("renamed");
        world.engine.kill("aether-a4f3b-feature-db", 1);
        assertThat(upIn(root).changes()).containsEntry("db", Change.STARTED);
        assertThat(world.engine.contents()).isEqualTo(before);
        assertThat(world.contents()).contains("entry renamed", "jj renamed").doesNotContain("entry feature");
    }

    @Test
    void aPlainJjWorkspaceGetsServices() {
        world.addPlainWorkspace("feature");
        UpResult brought = upIn(Path.of("/repo/feature"));
        assertThat(brought.workspace().name()).isEqualTo("feature");
        assertThat(brought.workspace().current()).isTrue();
        assertThat(world.contents()).contains("container aether-a4f3b-feature-db", "file /repo/feature/.env");
    }
}
