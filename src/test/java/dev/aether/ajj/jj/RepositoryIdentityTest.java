package dev.aether.ajj.jj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryIdentityTest {
    @TempDir
    Path directory;

    private Path original;

    @BeforeEach
    void repository() throws IOException {
        original = make("original");
        RepositoryIdentity.of(original).record(original);
    }

    @Test
    void differentPlacesAreDifferentRepositories() throws IOException {
        assertThat(RepositoryIdentity.of(make("another")).id())
                .hasSize(16)
                .isNotEqualTo(RepositoryIdentity.of(original).id());
    }

    @Test
    void whatWasMovedStaysTheSame() throws IOException {
        String before = RepositoryIdentity.of(original).id();
        Path moved = Files.move(original, directory.resolve("moved"));
        assertThat(RepositoryIdentity.of(moved).id()).isEqualTo(before);

        RepositoryIdentity.of(moved).record(moved);
        Path again = Files.move(moved, directory.resolve("moved again"));
        assertThat(RepositoryIdentity.of(again).id()).isEqualTo(before);
    }

    @Test
    void aNewRepositoryInTheOldPlaceIsAnotherOne() throws IOException {
        String before = RepositoryIdentity.of(original).id();
        Path moved = Files.move(original, directory.resolve("moved"));
        make("original");
        assertThat(RepositoryIdentity.of(moved).id()).isEqualTo(before);
        assertThat(RepositoryIdentity.of(original).id()).isNotEqualTo(before);
    }

    @Test
    void aCopyIsAnotherRepository() throws IOException {
        Path copy = make("copy");
        Files.copy(original.resolve(".aether/repository"), copy.resolve(".aether/repository"));
        assertThat(RepositoryIdentity.of(copy).id())
                .isNotEqualTo(RepositoryIdentity.of(original).id());
    }

    @Test
    void aDamagedRecordIsNoRecord() throws IOException {
        String before = RepositoryIdentity.of(original).id();
        Files.writeString(original.resolve(".aether/repository"), "nonsense");
        assertThat(RepositoryIdentity.of(original).id()).isEqualTo(before);
    }

    private Path make(String name) throws IOException {
        Path root = directory.resolve(name);
        Files.createDirectories(root.resolve(".jj/repo/store"));
        Files.createDirectories(root.resolve(".aether"));
        return root;
    }
}
