package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.spi.state.TrustStore.Approval;
import dev.aether.ajj.spi.state.TrustStore.Trusted;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The content of trust.json: the root of each repository and its approved grants, by digest. */
final class Approvals {
    private static final String REPOSITORIES = "repositories";
    private static final String ROOT = "root";
    private static final String GRANTS = "grants";

    private final ObjectNode document;
    private final ObjectNode repositories;

    /** @throws Damaged when the document is not valid */
    Approvals(ObjectNode document) {
        this.document = document;
        try {
            this.repositories = document.withObjectProperty(REPOSITORIES);
            all();
        } catch (UnsupportedOperationException | IllegalArgumentException | DateTimeException wrong) {
            throw new Damaged("\"repositories\" is invalid: " + wrong.getMessage(), wrong);
        }
    }

    ObjectNode document() {
        return document;
    }

    Set<String> digests(String repository) {
        return repositories.path(repository).path(GRANTS).properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void add(Repository repository, List<Grant> grants, Instant now) {
        ObjectNode node = repositories.withObjectProperty(repository.id());
        node.put(ROOT, repository.mainRoot().toString());
        ObjectNode approved = node.withObjectProperty(GRANTS);
        grants.forEach(grant -> approved.putObject(grant.digest())
                .put("kind", grant.kind().word())
                .put("what", grant.what())
                .put("approved", now.truncatedTo(ChronoUnit.SECONDS).toString()));
    }

    /** Removes the grants of a repository and returns their number. */
    int remove(String repository) {
        int count = digests(repository).size();
        repositories.remove(repository);
        return count;
    }

    List<Trusted> all() {
        return repositories.properties().stream()
                .map(entry -> trusted(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Trusted::root))
                .toList();
    }

    private static Trusted trusted(String id, JsonNode node) {
        if (!node.path(GRANTS).isObject()) {
            throw new IllegalArgumentException("\"grants\" is not an object");
        }
        List<Approval> approvals = node.path(GRANTS).properties().stream()
                .map(entry -> approval(entry.getValue()))
                .toList();
        return new Trusted(id, Path.of(text(node, ROOT)), approvals);
    }

    private static Approval approval(JsonNode node) {
        return new Approval(text(node, "kind"), text(node, "what"), Instant.parse(text(node, "approved")));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a text");
        }
        return value.asText();
    }
}
