package dev.aether.ajj.jj.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.jj.workspace.DirectoryKey;
import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.spi.vcs.Identities.Former;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The identity of a repository. The file {@code .jj/aether/identity.json} records an id and the key of the repository's
 * directory. If the key matches elsewhere, the repository was moved and keeps its id. If it does not, the repository is a
 * copy and gets an id of its own, so it never acts on the original's services.
 *
 * @param id 16 hex digits
 * @param root the main workspace's root when this was recorded
 * @param key of the directory {@code .jj/repo}
 * @param former earlier ids, the latest first; at most {@value #MAX_FORMER}
 */
record RepositoryIdentity(String id, Path root, DirectoryKey key, List<Former> former) {
    static final String FILE = "identity.json";

    private static final String VERSION = "1.1";
    private static final int ID_DIGITS = 16;
    private static final int MAX_FORMER = 5;

    /** Returns the identity that a repository has now, without recording it. */
    static RepositoryIdentity of(Path mainRoot) {
        return of(mainRoot, recorded(mainRoot));
    }

    /** Returns the identity that a repository has now, according to the recorded one. */
    static RepositoryIdentity of(Path mainRoot, Optional<RepositoryIdentity> recorded) {
        DirectoryKey key = DirectoryKey.of(directory(mainRoot));
        return recorded.map(before -> before.updatedTo(mainRoot, key)).orElseGet(() -> fresh(mainRoot, key));
    }

    /** Returns the identity of a repository for which none is recorded: the same at each call. */
    static RepositoryIdentity fresh(Path mainRoot) {
        return fresh(mainRoot, DirectoryKey.of(directory(mainRoot)));
    }

    private static RepositoryIdentity fresh(Path mainRoot, DirectoryKey key) {
        String unique = String.join("\n", mainRoot.toString(), key.device(), key.inode(), key.born());
        return new RepositoryIdentity(Hash.of(unique, ID_DIGITS), mainRoot, key, List.of());
    }

    /** Returns the directory whose key identifies a repository. */
    static Path directory(Path mainRoot) {
        return mainRoot.resolve(".jj").resolve("repo");
    }

    /** Returns this identity at the place where it is now: itself when nothing has changed. */
    RepositoryIdentity updatedTo(Path newRoot, DirectoryKey newKey) {
        if (root.equals(newRoot) && key.isSame(newKey) && key.born().equals(newKey.born())) {
            return this;
        }
        boolean isSame = key.isSame(newKey) || (root.equals(newRoot) && key.isSameInode(newKey));
        return isSame
                ? new RepositoryIdentity(id, newRoot, newKey, former)
                : new RepositoryIdentity(
                        fresh(newRoot, newKey).id, newRoot, newKey, prepend(new Former(id, root), former));
    }

    /** Returns this identity with the id of a former repository. */
    RepositoryIdentity adopting(String formerId) {
        List<Former> others =
                former.stream().filter(each -> !each.id().equals(formerId)).toList();
        return new RepositoryIdentity(formerId, root, key, prepend(new Former(id, root), others));
    }

    /** Returns this identity with another id, the same at each call, because another repository has adopted its id. */
    RepositoryIdentity withNextId() {
        List<Former> past = prepend(new Former(id, root), former);
        String next = Stream.iterate(fresh(root).id, earlier -> Hash.of(earlier, ID_DIGITS))
                .filter(candidate -> past.stream().noneMatch(each -> each.id().equals(candidate)))
                .findFirst()
                .orElseThrow();
        return new RepositoryIdentity(next, root, key, past);
    }

    private static List<Former> prepend(Former latest, List<Former> earlier) {
        return Stream.concat(
                        Stream.of(latest),
                        earlier.stream().filter(each -> !each.id().equals(latest.id())))
                .limit(MAX_FORMER)
                .toList();
    }

    /** Returns the recorded identity, which may be a copied repository's; empty when the file is missing or invalid. */
    static Optional<RepositoryIdentity> recorded(Path mainRoot) {
        try {
            JsonNode file = new ObjectMapper()
                    .readTree(AtomicFile.read(
                            mainRoot.resolve(".jj").resolve("aether").resolve(FILE)));
            List<Former> former = new ArrayList<>();
            file.path("former").forEach(each -> former(each).ifPresent(former::add));
            DirectoryKey key = DirectoryKey.read(file.path("directory"));
            return former(file)
                    .map(now -> new RepositoryIdentity(
                            now.id(),
                            now.root(),
                            key,
                            former.stream().limit(MAX_FORMER).toList()));
        } catch (IOException unusable) {
            return Optional.empty();
        }
    }

    private static Optional<Former> former(JsonNode node) {
        try {
            String id = node.path("id").asText();
            Path root = Path.of(node.path("root").asText());
            return isId(id) && root.isAbsolute() ? Optional.of(new Former(id, root)) : Optional.empty();
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }

    static boolean isId(String text) {
        return text.matches("[0-9a-f]{16}");
    }

    /** @param directory the existing {@code .jj/aether} */
    void write(Path directory) throws IOException {
        ObjectNode file = JsonNodeFactory.instance
                .objectNode()
                .put("version", VERSION)
                .put("id", id)
                .put("root", root.toString());
        key.write(file.putObject("directory"));
        ArrayNode past = file.putArray("former");
        former.forEach(each ->
                past.addObject().put("id", each.id()).put("root", each.root().toString()));
        String text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(file);
        AtomicFile.write(directory.resolve(FILE), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
