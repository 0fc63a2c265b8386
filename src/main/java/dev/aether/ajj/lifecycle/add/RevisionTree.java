package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.RevisionFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the revision of a workspace to be added. */
final class RevisionTree implements CommittedFiles {
    private final Vcs vcs;
    private final Repository repository;
    private final List<String> revisions;
    private final Map<Path, Optional<RevisionFile>> read = new HashMap<>();
    private boolean incomplete;

    RevisionTree(Vcs vcs, Repository repository, List<String> revisions) {
        this.vcs = vcs;
        this.repository = repository;
        this.revisions = revisions;
    }

    @Override
    public Optional<byte[]> content(Path file) {
        return file(file).flatMap(RevisionFile::text).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a file that the configuration was read from; empty if it does not exist. */
    Optional<RevisionFile> file(Path file) {
        Optional<RevisionFile> known = read.getOrDefault(file, Optional.empty());
        if (known.isEmpty() && !read.containsKey(file)) {
            known = find(List.of(file));
            read.put(file, known);
        }
        return known;
    }

    @Override
    public Optional<Path> first(List<Path> files) {
        return find(files).map(found -> repository.workspaceRoot().resolve(found.path()));
    }

    private Optional<RevisionFile> find(List<Path> files) {
        List<String> names = files.stream()
                .filter(file -> file.startsWith(repository.workspaceRoot()))
                .map(file -> repository.workspaceRoot().relativize(file).toString())
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Stream<String> parents = names.stream().flatMap(RevisionTree::parents).distinct();
        Optional<RevisionFile> found = vcs.readNewWorkspaceFile(
                repository, revisions, Stream.concat(names.stream(), parents).toList());
        if (found.isEmpty() || names.contains(found.get().path())) {
            return found;
        }
        if (found.get().text().isEmpty()) {
            requireCheckout(); // a link in place of a directory can lead to the file
        }
        return Optional.empty();
    }

    private static Stream<String> parents(String name) {
        return Stream.iterate(Path.of(name).getParent(), Objects::nonNull, Path::getParent)
                .map(Path::toString);
    }

    @Override
    public void requireCheckout() {
        incomplete = true;
    }

    /** Whether a file could not be read, which only a checkout shows. */
    boolean hasUnreadable() {
        return incomplete
                || read.values().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(file -> file.text().isEmpty());
    }
}
