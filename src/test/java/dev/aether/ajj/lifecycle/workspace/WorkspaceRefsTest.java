package dev.aether.ajj.lifecycle.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class WorkspaceRefsTest {
    private static final Path HERE = Path.of("/repo/main");

    @Test
    void joinsByName() {
        assertThat(WorkspaceRefs.all(List.of(jj("a"), jj("b")), List.of(entry("b"), entry("c"))))
                .extracting(
                        WorkspaceRef::name,
                        WorkspaceRef::knownToJj,
                        target -> target.entry().isPresent())
                .containsExactly(
                        Tuple.tuple("a", true, false), Tuple.tuple("b", true, true), Tuple.tuple("c", false, true));
    }

    @Test
    void aWorkspaceRenamedInJjKeepsItsEntry() {
        VcsWorkspace renamed = new VcsWorkspace("new", Optional.of(Path.of("/repo/old")), false);
        assertThat(WorkspaceRefs.all(List.of(renamed), List.of(entry("old"))))
                .singleElement()
                .satisfies(target -> {
                    assertThat(target.name()).isEqualTo("new");
                    assertThat(target.entry().orElseThrow().name()).isEqualTo("old");
                });
    }

    @Test
    void anotherWorkspaceInTheSamePlaceDoesNotTakeAnEntryThatHasItsOwn() {
        VcsWorkspace other = new VcsWorkspace("other", Optional.of(Path.of("/repo/old")), false);
        assertThat(WorkspaceRefs.all(List.of(jj("old"), other), List.of(entry("old"))))
                .filteredOn(target -> target.name().equals("other"))
                .allSatisfy(target -> assertThat(target.entry()).isEmpty());
    }

    @Test
    void anotherWorkspaceOfTheFormerNameDoesNotTakeTheEntryOfOneThatWasRenamed() {
        VcsWorkspace renamed = new VcsWorkspace("new", Optional.of(Path.of("/repo/old")), false);
        VcsWorkspace other = new VcsWorkspace("old", Optional.of(Path.of("/repo/other")), false);
        assertThat(WorkspaceRefs.all(List.of(renamed, other), List.of(entry("old"))))
                .filteredOn(target -> target.entry().isPresent())
                .extracting(WorkspaceRef::name)
                .containsExactly("new");
    }

    /** Jj's note of the place stays when a directory is moved; the registry's is written anew by the next {@code ajj up}. */
    @Test
    void directoriesThatChangedPlacesKeepTheirEntries() {
        List<VcsWorkspace> swapped = List.of(moved("a", "/repo/b"), moved("b", "/repo/a"));
        WorkspaceEntry movedA = entry("a").withRoot(Path.of("/repo/b"));
        WorkspaceEntry movedB = entry("b").withRoot(Path.of("/repo/a"));
        for (List<WorkspaceEntry> entries :
                List.of(List.of(entry("a"), entry("b")), List.of(movedA, entry("b")), List.of(movedA, movedB))) {
            assertThat(WorkspaceRefs.all(swapped, entries))
                    .extracting(
                            WorkspaceRef::name,
                            target -> target.entry().orElseThrow().name())
                    .containsExactly(Tuple.tuple("a", "a"), Tuple.tuple("b", "b"));
        }
        VcsWorkspace lost =
                new VcsWorkspace("a", Optional.empty(), Optional.of(Path.of("/repo/a")), false, Optional.empty());
        assertThat(WorkspaceRefs.all(List.of(lost, moved("b", "/repo/a")), List.of(entry("a"), entry("b"))))
                .as("one in the place of the other, whose place nobody knows")
                .extracting(
                        WorkspaceRef::name,
                        target -> target.entry().orElseThrow().name())
                .containsExactly(Tuple.tuple("a", "a"), Tuple.tuple("b", "b"));
    }

    private static VcsWorkspace moved(String name, String place) {
        return new VcsWorkspace(
                name, Optional.of(Path.of(place)), Optional.of(Path.of("/repo", name)), false, Optional.empty());
    }

    @Test
    void namesAndPathsAreFoundOnce() {
        assertThat(WorkspaceRefs.resolve(List.of("a", "../a", "/repo/a"), HERE, List.of(jj("a")), List.of()))
                .extracting(WorkspaceRef::name)
                .containsExactly("a");
    }

    @Test
    void everyUnknownWordIsSaid() {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> WorkspaceRefs.resolve(List.of("a", "x", "y"), HERE, List.of(jj("a")), List.of()));
        assertThat(failure.problems()).hasSize(2);
    }

    /** A variable of a shell that is not set. */
    @Test
    void anEmptyWordIsNotTheWorkspaceHere() {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> WorkspaceRefs.resolve(List.of(""), Path.of("/repo/a"), List.of(jj("a")), List.of()));
        assertThat(failure.problems()).hasSize(1);
    }

    private static VcsWorkspace jj(String name) {
        return new VcsWorkspace(name, Optional.of(Path.of("/repo", name)), false);
    }

    private static WorkspaceEntry entry(String name) {
        return new WorkspaceEntry(
                name,
                Path.of("/repo", name),
                "aether-a4f3b-" + name,
                Location.unknown(Location.DOCKER),
                WorkspaceEntry.Phase.READY,
                new LinkedHashMap<>(),
                List.of(),
                Instant.EPOCH,
                new WorkspaceEntry.ProcessOwner(1, "ajj"));
    }
}
