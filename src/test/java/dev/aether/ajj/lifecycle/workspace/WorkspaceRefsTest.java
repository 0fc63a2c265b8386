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
        VcsWorkspace renamed = new VcsWorkspace("new", Optional.of(Path.of("/repo/old")), false, Optional.empty());
        assertThat(WorkspaceRefs.all(List.of(renamed), List.of(entry("old"))))
                .singleElement()
                .satisfies(target -> {
                    assertThat(target.name()).isEqualTo("new");
                    assertThat(target.entry().orElseThrow().name()).isEqualTo("old");
                });
    }

    @Test
    void anotherWorkspaceInTheSamePlaceDoesNotTakeAnEntryThatHasItsOwn() {
        VcsWorkspace other = new VcsWorkspace("other", Optional.of(Path.of("/repo/old")), false, Optional.empty());
        assertThat(WorkspaceRefs.all(List.of(jj("old"), other), List.of(entry("old"))))
                .filteredOn(target -> target.name().equals("other"))
                .allSatisfy(target -> assertThat(target.entry()).isEmpty());
    }

    @Test
    void anotherWorkspaceOfTheFormerNameDoesNotTakeTheEntryOfOneThatWasRenamed() {
        VcsWorkspace renamed = new VcsWorkspace("new", Optional.of(Path.of("/repo/old")), false, Optional.empty());
        VcsWorkspace other = new VcsWorkspace("old", Optional.of(Path.of("/repo/other")), false, Optional.empty());
        assertThat(WorkspaceRefs.all(List.of(renamed, other), List.of(entry("old"))))
                .filteredOn(target -> target.entry().isPresent())
                .extracting(WorkspaceRef::name)
                .containsExactly("new");
    }

    /** After a move, jj keeps the old place; the next {@code ajj up} updates the registry. */
    @Test
    void directoriesThatChangedPlacesKeepTheirEntries() {
        List<VcsWorkspace> swapped = List.of(moved("a", "/repo/b"), moved("b", "/repo/a"));
        WorkspaceEntry movedA = entry("a").withDirectory(Path.of("/repo/b"), Optional.empty());
        WorkspaceEntry movedB = entry("b").withDirectory(Path.of("/repo/a"), Optional.empty());
        for (List<WorkspaceEntry> entries :
                List.of(List.of(entry("a"), entry("b")), List.of(movedA, entry("b")), List.of(movedA, movedB))) {
            assertThat(WorkspaceRefs.all(swapped, entries))
                    .extracting(
                            WorkspaceRef::name,
                            target -> target.entry().orElseThrow().name())
                    .containsExactly(Tuple.tuple("a", "a"), Tuple.tuple("b", "b"));
        }
        VcsWorkspace lost = new VcsWorkspace(
                "a", Optional.empty(), Optional.of(Path.of("/repo/a")), false, Optional.empty(), Optional.empty());
        assertThat(WorkspaceRefs.all(List.of(lost, moved("b", "/repo/a")), List.of(entry("a"), entry("b"))))
                .as("one in the place of the other, whose place is unknown")
                .extracting(
                        WorkspaceRef::name,
                        target -> target.entry().orElseThrow().name())
                .containsExactly(Tuple.tuple("a", "a"), Tuple.tuple("b", "b"));
    }

    private static VcsWorkspace moved(String name, String place) {
        return new VcsWorkspace(
                name,
                Optional.of(Path.of(place)),
                Optional.of(Path.of("/repo", name)),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static final WorkspaceEntry KEYED =
            entry("feature").withDirectory(Path.of("/repo/feature"), Optional.of("1 born"));

    @Test
    void theDirectoryDecidesWhoseAnEntryIs() {
        VcsWorkspace old = at("old", Optional.of("/repo/moved"), "1 born");
        VcsWorkspace other = at("feature", Optional.of("/repo/feature"), "2 born");

        assertThat(WorkspaceRefs.all(List.of(other, old), List.of(KEYED)))
                .extracting(
                        WorkspaceRef::name,
                        target -> target.entry().isPresent(),
                        target -> target.doubt().isPresent())
                .containsExactly(Tuple.tuple("feature", false, false), Tuple.tuple("old", true, false));
    }

    /** jj only knows where "old" was. */
    @Test
    void anotherDirectoryInThePlaceIsDoubtfulWhileAnotherWorkspaceWasThere() {
        VcsWorkspace old = at("old", Optional.empty(), "");
        VcsWorkspace other = at("feature", Optional.of("/repo/feature"), "2 born");

        assertThat(doubtOfFeature(KEYED, other, old)).contains("It may have been moved: jj knows \"old\" there, too");
        assertThat(doubtOfFeature(entry("feature"), other, old))
                .as("an entry that knows no directory")
                .contains("It may have been moved: jj knows \"old\" there, too");
        assertThat(doubtOfFeature(KEYED, at("feature", Optional.of("/repo/feature"), "1 born"), old))
                .as("the same directory")
                .isEmpty();
        assertThat(doubtOfFeature(KEYED, at("feature", Optional.of("/repo/feature"), "1"), old))
                .as("the same directory, whose time of creation is unknown")
                .isEmpty();
        assertThat(doubtOfFeature(KEYED, other, jj("old")))
                .as("one that was elsewhere")
                .isEmpty();
        assertThat(doubtOfFeature(KEYED, other)).as("restored from a backup").isEmpty();
    }

    /** The workspace got the old name of another one, which was moved. */
    @Test
    void anotherDirectoryOfTheNameIsDoubtful() {
        WorkspaceEntry moved = KEYED.withDirectory(Path.of("/repo/moved"), Optional.of("1 born"));

        assertThat(doubtOfFeature(moved, at("feature", Optional.of("/repo/other"), "2 born")))
                .contains("It was /repo/moved");
        assertThat(doubtOfFeature(moved, at("feature", Optional.of("/repo/other"), "1 born")))
                .as("moved again")
                .isEmpty();
    }

    @Test
    void withoutPlacesFromJjAnotherDirectoryIsDoubtful() {
        VcsWorkspace untold = new VcsWorkspace("old", Optional.empty(), false, Optional.empty());
        VcsWorkspace other = at("feature", Optional.of("/repo/feature"), "2 born");

        assertThat(doubtOfFeature(KEYED, other, untold))
                .contains("It may have been moved: jj knows \"old\" there, too");
        assertThat(doubtOfFeature(entry("feature"), other, untold)).isEmpty();
    }

    @Test
    void anotherDirectoryWithAnotherNameDoesNotGetTheEntry() {
        VcsWorkspace other = at("other", Optional.of("/repo/feature"), "2 born");

        assertThat(WorkspaceRefs.all(List.of(other), List.of(KEYED)))
                .filteredOn(target -> target.name().equals("other"))
                .allSatisfy(target -> assertThat(target.entry()).isEmpty());
    }

    private static Optional<String> doubtOfFeature(WorkspaceEntry entry, VcsWorkspace... jj) {
        return WorkspaceRefs.all(List.of(jj), List.of(entry)).stream()
                .filter(target -> target.name().equals("feature"))
                .findFirst()
                .flatMap(WorkspaceRef::doubt);
    }

    /** A workspace that jj created in {@code /repo/feature}. */
    private static VcsWorkspace at(String name, Optional<String> place, String directory) {
        return new VcsWorkspace(
                name,
                place.map(Path::of),
                Optional.of(Path.of("/repo/feature")),
                false,
                Optional.empty(),
                Optional.of(directory).filter(key -> !key.isEmpty()));
    }

    @Test
    void namesAndPathsAreFoundOnce() {
        assertThat(WorkspaceRefs.resolve(List.of("a", "../a", "/repo/a"), HERE, List.of(jj("a")), List.of()))
                .extracting(WorkspaceRef::name)
                .containsExactly("a");
    }

    /** "a" was moved to an unknown place, and "b" took its place. */
    @Test
    void aPathMeansTheWorkspaceThatIsThere() {
        VcsWorkspace lost = new VcsWorkspace(
                "a", Optional.empty(), Optional.of(Path.of("/repo/a")), false, Optional.empty(), Optional.empty());

        assertThat(WorkspaceRefs.resolve(
                        List.of("/repo/a"),
                        HERE,
                        List.of(lost, moved("b", "/repo/a")),
                        List.of(entry("a"), entry("b"))))
                .extracting(WorkspaceRef::name)
                .containsExactly("b");
    }

    @Test
    void everyUnknownWordIsReported() {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> WorkspaceRefs.resolve(List.of("a", "x", "y"), HERE, List.of(jj("a")), List.of()));
        assertThat(failure.problems()).hasSize(2);
    }

    /** As from an unset shell variable. */
    @Test
    void anEmptyWordIsUnknown() {
        Failure failure = catchThrowableOfType(
                Failure.class,
                () -> WorkspaceRefs.resolve(List.of(""), Path.of("/repo/a"), List.of(jj("a")), List.of()));
        assertThat(failure.problems()).hasSize(1);
    }

    private static VcsWorkspace jj(String name) {
        return new VcsWorkspace(name, Optional.of(Path.of("/repo", name)), false, Optional.empty());
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
                new WorkspaceEntry.ProcessOwner(1, "ajj"),
                Optional.empty(),
                Optional.empty());
    }
}
