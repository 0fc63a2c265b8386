package dev.aether.ajj.jj.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.workspace.DirectoryKey;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Identities.Former;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.VcsOptions;
import dev.aether.ajj.state.LedgerFile;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies, moves, uses and deletions in every order: a copy never gets the id of an existing original. */
class RepositoryIdentityTest {
    private final Path directory;
    private final LedgerFile roots;
    private final JujutsuIdentities identities;
    private Path shop;
    private String id;

    RepositoryIdentityTest(@TempDir Path temporary) throws IOException {
        directory = temporary.toRealPath();
        roots = new LedgerFile(
                new ProcessContext(
                        Map.of("XDG_STATE_HOME", directory.resolve("state").toString()), directory),
                Progress.SILENT,
                Deadline.NONE);
        identities = new JujutsuIdentities(
                new JujutsuCommand(Progress.SILENT, VcsOptions.NONE, ProcessContext.current(), Deadline.NONE), roots);
        shop = directory.resolve("shop");
    }

    @BeforeEach
    void repository() throws IOException {
        make(shop);
        id = identities.resolve(shop);
    }

    @Test
    void recordsTheIdAtFirstUse() {
        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(shop.resolve(".jj/aether/identity.json")).exists();
        assertThat(roots.find(id)).contains(shop);
        assertThat(identities.resolve(shop)).isEqualTo(id);
        assertThat(identities.identify(shop)).contains(id);
    }

    @Test
    void aMovedRepositoryKeepsItsIdAndItsNewRootIsRecorded() {
        Path work = move(shop, "work");
        assertThat(identities.resolve(work)).isEqualTo(id);
        assertThat(roots.find(id)).contains(work);
        assertThat(identities.resolve(move(work, "again"))).isEqualTo(id);
    }

    /** Only the ledger has its current root: the labels of its services have the old one. */
    @Test
    void aMovedRepositoryIsRecordedAgainAfterTheLedgerIsLost() throws IOException {
        Path work = move(shop, "work");
        identities.resolve(work);
        Files.delete(directory.resolve("state/aether/ports.json"));
        assertThat(identities.resolve(work)).isEqualTo(id);
        assertThat(roots.find(id)).contains(work);
    }

    @Test
    void aCopyGetsAnotherId() {
        Path copy = copy(shop, "copy");
        String ofCopy = identities.resolve(copy);
        assertThat(ofCopy).isNotEqualTo(id);
        assertThat(identities.resolve(copy)).isEqualTo(ofCopy);
        assertThat(identities.resolve(shop)).isEqualTo(id);
        assertThat(RepositoryIdentity.of(copy).former()).containsExactly(new Former(id, shop));
    }

    /** The repository is backed up, then renamed. The backup is used first or last. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCopyOfAMovedRepositoryGetsAnotherId(boolean copyFirst) {
        Path backup = copy(shop, "shop-backup");
        Path work = move(shop, "work");
        String ofBackup;
        if (copyFirst) {
            ofBackup = identities.resolve(backup);
            assertThat(identities.resolve(work)).isEqualTo(id);
        } else {
            assertThat(identities.resolve(work)).isEqualTo(id);
            ofBackup = identities.resolve(backup);
        }
        assertThat(ofBackup).isNotEqualTo(id);
    }

    /** The copy replaces the original at its path. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCopyAtTheOldPathGetsAnotherId(boolean copyFirst) {
        Path old = move(shop, "shop-old");
        Path copy = copy(old, "shop");
        if (copyFirst) {
            assertThat(identities.resolve(copy)).isNotEqualTo(id);
            assertThat(identities.resolve(old)).isEqualTo(id);
        } else {
            assertThat(identities.resolve(old)).isEqualTo(id);
            assertThat(identities.resolve(copy)).isNotEqualTo(id);
        }
    }

    @Test
    void aCopyAdoptsTheStacksOfADeletedOriginalOnlyOnRequest() {
        Path copy = copy(shop, "copy");
        delete(shop);
        assertThat(identities.resolve(copy)).isNotEqualTo(id);
        Path moved = move(copy, "moved");
        assertThat(identities.resolve(moved)).isNotEqualTo(id);

        RepositoryIdentity now = RepositoryIdentity.of(moved);
        identities.adopt(new Repository(moved, moved, now.id()), id);

        assertThat(identities.resolve(moved)).isEqualTo(id);
        assertThat(RepositoryIdentity.of(moved).former()).containsExactly(new Former(now.id(), moved));
    }

    /** The copy adopts the id before the moved original is used again. */
    @Test
    void anAdoptedIdIsNotUsedTwice() {
        Path old = move(shop, "shop-old");
        Path copy = copy(old, "shop");
        String ofCopy = identities.resolve(copy);
        identities.adopt(new Repository(copy, copy, ofCopy), id);

        assertThat(identities.resolve(old)).isNotEqualTo(id);
        assertThat(identities.resolve(copy)).isEqualTo(id);
    }

    /** The original is missing for a while, as on a disk that is not mounted, and no command runs in it. */
    @Test
    void anOriginalThatReappearsLosesAnAdoptedId() throws IOException {
        Path copy = copy(shop, "copy");
        Path away = move(shop, "away");
        String ofCopy = identities.resolve(copy);
        identities.adopt(new Repository(copy, copy, ofCopy), id);
        move(away, "shop");

        String other = identities.resolve(shop);
        assertThat(other).isNotIn(id, ofCopy);
        assertThat(identities.resolve(copy)).isEqualTo(id);
        assertThat(identities.resolve(shop)).isEqualTo(other);
        assertThat(RepositoryIdentity.of(shop).former()).containsExactly(new Former(id, shop));
        assertThat(roots.find(id)).contains(copy);
        assertThat(roots.find(other)).contains(shop);

        Files.delete(shop.resolve(".jj/aether/identity.json"));
        assertThat(identities.resolve(shop)).isEqualTo(other);
        assertThat(identities.resolve(move(shop, "moved"))).isEqualTo(other);
    }

    /** The original adopts its id again after the copy is deleted. */
    @Test
    void aLostIdCanBeAdoptedAgain() {
        Path copy = copy(shop, "copy");
        Path away = move(shop, "away");
        identities.adopt(new Repository(copy, copy, identities.resolve(copy)), id);
        move(away, "shop");
        String other = identities.resolve(shop);
        delete(copy);

        identities.adopt(new Repository(shop, shop, other), id);
        assertThat(identities.resolve(shop)).isEqualTo(id);
        assertThat(roots.find(id)).contains(shop);
    }

    @Test
    void aDamagedLedgerDoesNotChangeTheId() throws IOException {
        Files.writeString(directory.resolve("state/aether/ports.json"), "{\"version\": \"9.0\"}");
        assertThat(identities.resolve(shop)).isEqualTo(id);
    }

    @Test
    void aNewRepositoryAtTheOldPathGetsAnotherId() throws IOException {
        Path repo = shop.resolve(".jj/repo");
        DirectoryKey before = DirectoryKey.of(repo);
        do {
            // The file system may reuse the inode within the same tick of its clock.
            delete(shop);
            make(shop);
        } while (DirectoryKey.of(repo).isSame(before));
        assertThat(identities.resolve(shop)).isNotEqualTo(id);
    }

    @Test
    void aNewRepositoryAtThePathOfAMovedOneGetsAnotherId() throws IOException {
        Path work = move(shop, "work");
        make(shop);
        assertThat(identities.resolve(shop)).isNotEqualTo(id);
        assertThat(identities.resolve(work)).isEqualTo(id);
    }

    @Test
    void aDeletedIdentityFileIsRestoredWithTheSameId() throws IOException {
        Files.delete(shop.resolve(".jj/aether/identity.json"));
        assertThat(identities.resolve(shop)).isEqualTo(id);
    }

    /** Device numbers may change at a restart. */
    @Test
    void anotherDeviceNumberAtTheSamePathKeepsTheId() throws IOException {
        Path file = shop.resolve(".jj/aether/identity.json");
        Files.writeString(
                file, Files.readString(file).replaceAll("\"device\" : \"[0-9]+\"", "\"device\" : \"123456789\""));
        assertThat(identities.resolve(shop)).isEqualTo(id);
        assertThat(Files.readString(file)).doesNotContain("123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "[]",
                "{\"id\": \"../../../../etc\", \"root\": \"/tmp\"}",
                "{\"id\": \"0123456789abcdef\", \"root\": \"relative\"}",
                "{\"id\": \"0123456789abcdef\", \"root\": \"/\\u0000\"}",
                "{\"id\": \"0123456789abcdef\", \"root\": \"/nonexistent\", \"directory\": {\"device\": \"0\"}}",
                "{\"id\": \"0123456789abcdef\", \"root\": \"/nonexistent\", \"directory\": {\"device\": \"\", \"inode\": \"\"}}",
                "{\"id\": \"0123456789abcdef\", \"root\": 7, \"former\": 8}"
            })
    void aHostileFileDoesNotYieldAnId(String text) throws IOException {
        Files.writeString(shop.resolve(".jj/aether/identity.json"), text);
        assertThat(identities.resolve(shop)).isEqualTo(id);
    }

    @Test
    void aHostileLinkIsNotFollowed() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Path file = shop.resolve(".jj/aether/identity.json");
        Files.delete(file);
        Files.createSymbolicLink(file, target);
        assertThat(identities.resolve(shop)).isEqualTo(id);
        assertThat(target).hasContent("precious");
    }

    @Test
    void onlyTheRootOfAWorkspaceHasAnId() throws IOException {
        assertThat(identities.identify(Files.createDirectory(shop.resolve("src"))))
                .isEmpty();
        assertThat(identities.identify(directory)).isEmpty();
        assertThat(identities.identify(directory.resolve("missing"))).isEmpty();
    }

    private static void make(Path root) throws IOException {
        Files.createDirectories(root.resolve(".jj/repo/store"));
        // Later than its creation, as after files were added.
        Files.setLastModifiedTime(
                root.resolve(".jj/repo"), FileTime.from(Instant.now().plusSeconds(1)));
    }

    private Path move(Path from, String name) {
        Path to = directory.resolve(name);
        Shell.succeed(Map.of(), List.of("mv", from.toString(), to.toString()));
        return to;
    }

    private Path copy(Path from, String name) {
        Path to = directory.resolve(name);
        Shell.succeed(Map.of(), List.of("cp", "-a", from.toString(), to.toString()));
        return to;
    }

    private static void delete(Path root) {
        Shell.succeed(Map.of(), List.of("rm", "-r", root.toString()));
    }
}
