package dev.aether.ajj.jj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.Change;
import dev.aether.ajj.spi.vcs.Vcs.FileChange;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import dev.aether.ajj.testing.TemporaryRepository;
import dev.aether.ajj.testing.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsJj
class JujutsuVcsIT {
    private static final String ODD_NAME = "odd \"name\"\nof ä\\b 'x' $(y)";

    private final Path directory;

    JujutsuVcsIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private static JujutsuVcs vcs(TemporaryRepository temporary) {
        return JujutsuForTests.vcs(Progress.SILENT, temporary);
    }

    private TemporaryRepository repository(boolean colocated) {
        return colocated ? TemporaryRepository.colocated(directory) : TemporaryRepository.plain(directory);
    }

    private static NewWorkspace workspace(String name, Path destination) {
        return new NewWorkspace(name, destination, List.of(), Optional.empty(), List.of());
    }

    private static List<VcsWorkspace> places(List<VcsWorkspace> workspaces) {
        return workspaces.stream()
                .map(workspace ->
                        new VcsWorkspace(workspace.name(), workspace.root(), workspace.current(), Optional.empty()))
                .toList();
    }

    @Test
    void listsWorkspacesWithAnyNameAndPath() {
        var temporary = repository(false);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        Path odd = temporary.beside("odd \"dir\" ä\nb");

        vcs.addWorkspace(repository, workspace(ODD_NAME, odd));
        vcs.addWorkspace(repository, workspace("-dash", temporary.beside("dash")));

        assertThat(places(vcs.workspaces(repository)))
                .containsExactly(
                        new VcsWorkspace("-dash", Optional.of(temporary.beside("dash")), false, Optional.empty()),
                        new VcsWorkspace("default", Optional.of(temporary.root()), true, Optional.empty()),
                        new VcsWorkspace(ODD_NAME, Optional.of(odd), false, Optional.empty()));
        assertThat(places(vcs.workspaces(vcs.locate(odd))))
                .filteredOn(VcsWorkspace::current)
                .containsExactly(new VcsWorkspace(ODD_NAME, Optional.of(odd), true, Optional.empty()));
    }

    @Test
    void listsAgainOnlyAfterAnOperation() {
        var temporary = repository(false);
        Traces heard = new Traces();
        JujutsuVcs vcs = JujutsuForTests.vcs(heard, temporary);
        Repository repository = vcs.locate(temporary.root());

        assertThat(vcs.workspaces(repository)).isEqualTo(vcs.workspaces(repository));
        assertThat(heard.calls).hasSize(1);

        temporary.jj("workspace", "rename", "renamed");
        assertThat(vcs.workspaces(repository)).extracting(VcsWorkspace::name).containsExactly("renamed");
        temporary.jj("describe", "-m", "described");
        assertThat(vcs.workspaces(repository).getFirst().change().orElseThrow().description())
                .isEqualTo("described");
        assertThat(heard.calls).hasSize(3);
    }

    @Test
    void forwardsJjsWarnings() throws IOException {
        var temporary = repository(true);
        Files.writeString(temporary.configuration(), "");
        Traces heard = new Traces();
        JujutsuVcs vcs = JujutsuForTests.vcs(heard, temporary);

        vcs.addWorkspace(vcs.locate(temporary.root()), workspace("w", temporary.beside("w")));
        vcs.forgetWorkspaces(vcs.locate(temporary.root()), List.of("default"));

        assertThat(heard.updates).allMatch(update -> update.startsWith("warning: jj: "));
        assertThat(heard.updates.getFirst())
                .contains("Name and email not configured.")
                .contains("Hint: To configure, run: jj config set --user user.name");
        assertThat(heard.updates)
                .anyMatch(update -> update.contains("The current workspace 'default' no longer exists"));
    }

    @Test
    void ignoresFilesUntilTheyAreNotNeeded() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        Path exclude = temporary.root().resolve(".git/info/exclude");
        String before = Files.exists(exclude) ? Files.readString(exclude) : "";

        vcs.ignore(repository, List.of(".env", "b.env"));
        vcs.stopIgnoring(repository, List.of(".env", "b.env"), "b.env"::equals);
        assertThat(exclude).content().contains("/b.env\n").doesNotContain("/.env");

        vcs.stopIgnoring(repository, List.of(".env", "b.env"), _ -> false);
        assertThat(exclude).hasContent(before);

        vcs.ignore(repository, List.of(".env"));
        vcs.ignorePermanently(repository, List.of(".env"));
        vcs.stopIgnoring(repository, List.of(".env"), _ -> false);
        assertThat(exclude).content().containsOnlyOnce("/.env\n");
        vcs.ignore(repository, List.of(".env"));
        vcs.stopIgnoring(repository, List.of(".env"), _ -> false);
        assertThat(exclude).content().containsOnlyOnce("/.env\n");
    }

    @Test
    void listsWorkspacesUnderHostileConfiguration() throws IOException {
        var temporary = repository(false);
        Files.writeString(temporary.configuration(), """
                user.name = "Test User"
                user.email = "test@example.com"
                ui.color = "always"
                ui.paginate = "auto"
                ui.pager = "false"
                [template-aliases]
                name = '"hidden"'
                root = '"hidden"'
                path = '"hidden"'
                """);
        var vcs = vcs(temporary);

        assertThat(places(vcs.workspaces(vcs.locate(temporary.root()))))
                .containsExactly(new VcsWorkspace("default", Optional.of(temporary.root()), true, Optional.empty()));
        assertThat(vcs.tracked(temporary.root(), List.of("file.txt"))).containsExactly("file.txt");
    }

    @Test
    void forgetsWorkspacesAndLeavesTheirDirectories() {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        vcs.addWorkspace(repository, workspace(ODD_NAME, temporary.beside("odd")));
        vcs.addWorkspace(repository, workspace("-dash", temporary.beside("dash")));

        vcs.forgetWorkspaces(repository, List.of(ODD_NAME, "-dash", "unknown"));
        vcs.forgetWorkspaces(repository, List.of("unknown"));

        assertThat(vcs.workspaces(repository)).extracting(VcsWorkspace::name).containsExactly("default");
        assertThat(temporary.beside("odd").resolve("file.txt")).exists();
    }

    @Test
    void aWorkspaceCanBeAddedAtThePathOfADeletedOne() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        Path link = Files.createSymbolicLink(temporary.beside("link"), directory);
        for (String name : List.of("one", "two", "three")) {
            vcs.addWorkspace(repository, workspace(name, link.resolve(name)));
        }
        Files.move(temporary.beside("one"), temporary.beside("moved"));
        Files.move(temporary.beside("two"), temporary.beside("two moved"));

        vcs.forgetWorkspaces(repository, List.of("one"));

        assertThat(temporary.root().resolve(".git/worktrees/one")).doesNotExist();
        assertThat(temporary.root().resolve(".git/worktrees/two")).isDirectory();
        assertThat(temporary.root().resolve(".git/worktrees/three")).isDirectory();
        vcs.addWorkspace(repository, workspace("one", temporary.beside("one")));
        assertThat(vcs.rollBackAddWorkspace(repository, workspace("two", temporary.beside("two"))))
                .isTrue();
        vcs.addWorkspace(repository, workspace("two", temporary.beside("two")));
    }

    /** A commit made there with Git is reachable only from the record. */
    @Test
    void keepsGitsRecordOfAMovedWorktree() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        Path one = temporary.beside("one");
        vcs.addWorkspace(repository, workspace("one", one));
        git(one, "commit", "-q", "--allow-empty", "-m", "only here");
        Files.move(one, temporary.beside("moved"));

        Failure refused =
                catchThrowableOfType(Failure.class, () -> vcs.addWorkspace(repository, workspace("two", one)));
        assertThat(refused.first().hints()).anyMatch(hint -> hint.endsWith(": git worktree repair"));

        git(temporary.beside("moved"), "show", "HEAD");
        assertThat(one).doesNotExist();
    }

    /** Staged files are only in the record. */
    @Test
    void keepsGitsRecordOfTheUsersWorktree() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        Path one = temporary.beside("one");
        git(temporary.root(), "worktree", "add", "-q", "--detach", one.toString(), "HEAD");
        Files.writeString(one.resolve("staged.txt"), "x");
        git(one, "add", "staged.txt");
        Path moved = Files.move(one, temporary.beside("moved"));

        assertThatThrownBy(() -> vcs.addWorkspace(repository, workspace("one", one)))
                .hasMessageContaining("already registered worktree");
        git(moved, "cat-file", "-e", ":staged.txt");
    }

    @Test
    void aWorkspaceThatWasMovedDoesNotShareGitsRecord() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        Path one = temporary.beside("one");
        vcs.addWorkspace(repository, workspace("one", one));
        Path moved = Files.move(one, temporary.beside("moved"));

        assertThatThrownBy(() -> vcs.addWorkspace(repository, workspace("two", one)))
                .hasMessageContaining("already registered worktree");
        git(moved, "worktree", "repair");
        vcs.addWorkspace(repository, workspace("two", one));
        assertThat(Files.readString(moved.resolve(".git"))).isNotEqualTo(Files.readString(one.resolve(".git")));
    }

    private static void git(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("git", "-C", directory.toString(), "-c", "user.name=A", "-c", "user.email=a@b"));
        command.addAll(List.of(arguments));
        Shell.succeed(Map.of(), command);
    }

    /** jj reports every workspace with the calling one's revision as current. */
    @Test
    void aWorkspaceAtTheSameRevisionKeepsItsOwnRoot() {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Path other = temporary.beside("other");
        temporary.jj("workspace", "add", other.toString());
        temporary.jj("edit", "other@", "--ignore-working-copy");

        assertThat(vcs.workspaces(vcs.locate(temporary.root())))
                .extracting(VcsWorkspace::name, workspace -> workspace.root().orElseThrow(), VcsWorkspace::current)
                .containsExactly(tuple("default", temporary.root(), true), tuple("other", other, false));
    }

    @Test
    void filesOutsideTheSparsePatternsAreNotRecorded() throws IOException {
        var temporary = repository(true);
        Path one = temporary.beside("one");
        temporary.jj("workspace", "add", one.toString());
        Files.createDirectories(one.resolve("a"));
        Files.createDirectories(one.resolve("b"));
        Files.writeString(one.resolve("a/file"), "a");
        Files.writeString(one.resolve("b/file"), "b");
        temporary.jj("-R", one.toString(), "sparse", "set", "--clear", "--add", "a");
        assertThat(vcs(temporary).unrecorded(one)).isEmpty();

        Files.createDirectories(one.resolve("b"));
        Files.writeString(one.resolve("b/file"), "changed");
        assertThat(vcs(temporary).unrecorded(one)).containsExactly("b/");
    }

    @Test
    void listsRecordedFilesWithoutASnapshot() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Files.writeString(temporary.root().resolve("file"), "text");
        assertThat(vcs.recorded(temporary.root(), List.of("file"))).isEmpty();
        temporary.jj("status");
        String operations = temporary.jj("operation", "log", "--ignore-working-copy", "-T", "id");
        Files.writeString(temporary.root().resolve("other"), "text");
        assertThat(vcs.recorded(temporary.root(), List.of("file", "other"))).containsExactly("file");
        assertThat(temporary.jj("operation", "log", "--ignore-working-copy", "-T", "id"))
                .isEqualTo(operations);
    }

    /** When jj forgets a workspace it deletes Git's record, and with it the repositories of submodules. */
    @Test
    void findsSubmodulesInGitsRecordOfAWorkspace() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Path one = temporary.beside("one");
        temporary.jj("workspace", "add", one.toString());
        var repository = vcs.locate(temporary.root());
        assertThat(vcs.submodulesLost(repository, List.of(one))).isEmpty();
        Path modules = temporary.root().resolve(".git/worktrees/one/modules");
        Files.createDirectories(modules.resolve("library"));
        assertThat(vcs.submodulesLost(repository, List.of(one))).contains(modules);
        assertThat(vcs.submodulesLost(repository, List.of(temporary.root()))).isEmpty();

        Files.move(one, temporary.beside("elsewhere"));
        Path two = temporary.beside("two");
        temporary.jj("workspace", "add", two.toString());
        assertThat(vcs.submodulesLost(repository, List.of(two)))
                .as("of a moved workspace")
                .contains(modules);
        vcs.forgetWorkspaces(repository, List.of("one"));
        assertThat(modules.resolve("library")).as("of a missing directory").isDirectory();
    }

    @Test
    void identifiesAWorkspaceByTheNameInItsDirectory() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Path one = temporary.beside("one");
        Path two = temporary.beside("two ä");
        temporary.jj("workspace", "add", one.toString());
        temporary.jj("workspace", "add", two.toString());
        assertThat(vcs.nameAt(two)).contains("two ä");

        Path third = Files.move(one, temporary.beside("third"));
        Files.move(two, one);
        assertThat(vcs.workspaces(vcs.locate(temporary.root())))
                .as("at the other's path")
                .extracting(VcsWorkspace::name, VcsWorkspace::root, VcsWorkspace::recorded)
                .containsExactly(
                        tuple("default", Optional.of(temporary.root()), Optional.of(temporary.root())),
                        tuple("one", Optional.empty(), Optional.of(one)),
                        tuple("two ä", Optional.of(one), Optional.of(two)));
        assertThatThrownBy(() -> vcs.locate(third))
                .as("at a path that jj has not recorded, and not known to ajj")
                .hasMessageContaining("claims to be the workspace \"one\", which jj knows in " + one);
        Path known = temporary.root().resolve(".jj/aether/directories");
        Files.createDirectories(known.getParent());
        Files.writeString(known, "");
        assertThatThrownBy(() -> vcs.adopt(third))
                .as("cannot be recorded as known")
                .hasMessageContaining("it is not a directory");
        Files.delete(known);
        assertThat(vcs.adopt(third)).isTrue();
        assertThat(vcs.adopt(third)).as("already known").isFalse();
        assertThat(vcs.workspaces(vcs.locate(third)))
                .as("called from the moved workspace")
                .filteredOn(VcsWorkspace::current)
                .extracting(VcsWorkspace::name, VcsWorkspace::root)
                .containsExactly(tuple("one", Optional.of(third)));

        Files.move(third, two);
        assertThat(vcs.workspaces(vcs.locate(two)))
                .as("swapped")
                .extracting(VcsWorkspace::name, VcsWorkspace::root, VcsWorkspace::current)
                .contains(tuple("one", Optional.of(two), true), tuple("two ä", Optional.of(one), false));
    }

    @Test
    void refusesACopiedDirectory() {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        Path other = temporary.beside("other");
        temporary.jj("workspace", "add", other.toString());
        Path copy = temporary.beside("copy");
        Shell.succeed(Map.of(), List.of("cp", "-a", other.toString(), copy.toString()));

        String message = copy + " is a copy of the workspace \"other\", which is in " + other;
        assertThatThrownBy(() -> vcs.locate(copy)).hasMessageContaining(message);
        assertThatThrownBy(() -> vcs.adopt(copy)).hasMessageContaining(message);
    }

    @Test
    void followsAMovedWorkspaceThatIsKnown() throws IOException {
        var temporary = repository(true);
        var vcs = vcs(temporary);
        temporary.jj("workspace", "add", temporary.beside("seen").toString());
        vcs.locate(temporary.beside("seen"));
        vcs.addWorkspace(vcs.locate(temporary.root()), workspace("made", temporary.beside("made")));

        for (String name : List.of("seen", "made")) {
            Path moved = Files.move(temporary.beside(name), temporary.beside("moved " + name));
            temporary.jj("-R", moved.toString(), "workspace", "rename", "renamed-" + name);
            assertThat(vcs.locate(moved).workspaceRoot()).isEqualTo(moved);

            Files.createDirectories(moved.resolve("forged"));
            Shell.succeed(Map.of(), List.of("cp", "-a", moved + "/.jj", moved + "/forged/.jj"));
            Files.writeString(
                    moved.resolve("forged/.jj/repo"),
                    temporary.root().resolve(".jj/repo").toString());
            assertThatThrownBy(() -> vcs.locate(moved.resolve("forged")))
                    .hasMessageContaining("is a copy of the workspace \"renamed-" + name + "\", which is in " + moved);
        }
    }

    @Test
    void forgetsTheCallingWorkspace() {
        var temporary = repository(false);
        var vcs = vcs(temporary);
        vcs.addWorkspace(vcs.locate(temporary.root()), workspace("second", temporary.beside("second")));

        vcs.forgetWorkspaces(vcs.locate(temporary.beside("second")), List.of("second"));

        assertThat(temporary.jj("workspace", "list")).doesNotContain("second");
    }

    @Test
    void returnsTrackedFiles() throws IOException {
        var temporary = repository(false);
        var vcs = vcs(temporary);
        String odd = "odd *[a] \"b\" ä\\c.env";
        Files.writeString(temporary.root().resolve(odd), "");
        Files.createDirectory(temporary.root().resolve("conf"));
        Files.writeString(temporary.root().resolve("conf/.env"), "");

        assertThat(vcs.tracked(temporary.root(), List.of(odd, "conf/.env", ".env", "conf")))
                .containsExactlyInAnyOrder(odd, "conf/.env");
        assertThat(vcs.tracked(temporary.root(), List.of())).isEmpty();
        assertThat(vcs.trackedBelow(temporary.root(), List.of(odd, "conf", ".env", "con", "file.txt", "none")))
                .as("also directories, but not by name prefix")
                .containsExactly(odd, "conf", "file.txt");
        assertThat(vcs.trackedBelow(temporary.root(), List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ignoresFilesInEveryWorkspace(boolean colocated) throws IOException {
        var temporary = repository(colocated);
        var vcs = vcs(temporary);
        Repository repository = vcs.locate(temporary.root());
        Path second = temporary.beside("second");
        vcs.addWorkspace(repository, workspace("second", second));
        List<String> files = List.of(".env", "odd *[a] ä\\c.env ", "#x");

        vcs.ignore(repository, files);
        vcs.ignore(vcs.locate(second), files);

        for (Path root : List.of(temporary.root(), second)) {
            for (String file : files) {
                Files.writeString(root.resolve(file), "secret");
            }
            Files.writeString(root.resolve("odd xa ä\\c.env "), "not meant");
            assertThat(vcs.tracked(root, files)).isEmpty();
            assertThat(vcs.unrecorded(root)).containsAll(files).doesNotContain("file.txt");
            assertThat(vcs.tracked(root, List.of("odd xa ä\\c.env "))).hasSize(1);
        }
    }

    @Test
    void ignoresFilesForJjAndGitInsideAWorktreeOfGit() throws IOException {
        var temporary = repository(true);
        var environment = temporary.environment();
        Path worktree = temporary.beside("worktree");
        Shell.succeed(environment, List.of("git", "-C", temporary.root() + "", "worktree", "add", "-q", worktree + ""));
        Shell.succeed(environment, List.of("jj", "git", "init", "--colocate", worktree.toString()));
        var vcs = vcs(temporary);

        vcs.ignore(vcs.locate(worktree), List.of(".env"));

        Files.writeString(worktree.resolve(".env"), "secret");
        assertThat(vcs.tracked(worktree, List.of(".env"))).isEmpty();
        assertThat(Shell.succeed(environment, List.of("git", "-C", worktree.toString(), "status", "--porcelain")))
                .isEmpty();
    }

    @Test
    void refusesToIgnoreWithoutGit() {
        var temporary = repository(false);
        Path simple = temporary.beside("simple");
        Shell.succeed(temporary.environment(), List.of("jj", "debug", "init-simple", simple.toString()));
        var vcs = vcs(temporary);

        Failure failure = catchThrowableOfType(Failure.class, () -> vcs.ignore(vcs.locate(simple), List.of(".env")));

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONTEXT_INJECTION_FAILED);
    }

    @Test
    void keepsItsOwnDirectoryOutOfTheRepository() {
        var temporary = repository(false);
        var vcs = vcs(temporary);

        vcs.ignore(vcs.locate(temporary.root()), List.of(".env"));

        assertThat(temporary.root().resolve(".jj/aether/jj.lock")).exists();
        assertThat(temporary.jj("status")).contains("The working copy has no changes");
    }

    @Test
    void readsTheWorkingCopyRevision() throws IOException {
        var temporary = repository(true);
        Files.writeString(temporary.root().resolve("new \"file\" ä.txt"), "");
        temporary.jj("describe", "-m", "Say \"hello\"\n\n\tand more");
        temporary.jj("bookmark", "create", "greeting", "-r", "@");
        var vcs = vcs(temporary);

        var revision = vcs.revision(temporary.root());

        assertThat(revision.changeId()).matches("[k-z]{32}");
        assertThat(revision.commitId()).matches("[0-9a-f]{40}");
        assertThat(revision.description()).isEqualTo("Say \"hello\"\n\n\tand more");
        assertThat(revision.bookmarks()).containsExactly("greeting");
        assertThat(revision.empty()).isFalse();
        assertThat(revision.changes()).containsExactly(new FileChange("added", "new \"file\" ä.txt"));
        assertThat(vcs.workspaces(vcs.locate(temporary.root())).getFirst().change())
                .contains(new Change(revision.changeId().substring(0, 8), "Say \"hello\"", false, false));
    }

    @Test
    void printsTheStatusWithAndWithoutColours() throws IOException {
        var temporary = repository(false);
        Files.writeString(temporary.root().resolve("new.txt"), "");
        var vcs = vcs(temporary);

        assertThat(vcs.status(temporary.root(), List.of(), false))
                .contains("new.txt")
                .doesNotContain("\u001B");
        assertThat(vcs.status(temporary.root(), List.of(), true))
                .contains("new.txt")
                .contains("\u001B[");
    }
}
