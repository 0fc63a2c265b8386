package dev.aether.ajj.cli.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.lifecycle.trust.TrustRepository.Allowed;
import dev.aether.ajj.lifecycle.trust.TrustRepository.Listed;
import dev.aether.ajj.lifecycle.trust.TrustRepository.Outcome;
import dev.aether.ajj.lifecycle.trust.TrustRepository.Revoked;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.spi.state.TrustStore.Trusted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The permissions that {@code ajj trust} has added, listed or revoked. */
record TrustView(Outcome outcome) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.print(lines(out.style()));
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document();
        switch (outcome) {
            case Allowed allowed -> {
                ArrayNode grants =
                        document.put("repository", allowed.root().toString()).putArray("allowed");
                allowed.grants().forEach(grant -> put(grants.addObject(), grant));
            }
            case Listed listed -> {
                ArrayNode repositories = document.putArray("repositories");
                listed.repositories().forEach(repository -> put(repositories.addObject(), repository));
            }
            case Revoked revoked ->
                document.put("repository", revoked.root().toString()).put("revoked", revoked.approvals());
        }
        return out.print(document);
    }

    private List<String> lines(Style style) {
        return switch (outcome) {
            case Allowed allowed -> allowed(allowed, style);
            case Listed listed -> listed(listed, style);
            case Revoked revoked ->
                List.of(
                        revoked.approvals() == 0
                                ? "Nothing was allowed for " + path(revoked.root())
                                : "Revoked what was allowed for " + path(revoked.root())
                                        + "; running containers keep it until `ajj down`");
        };
    }

    private static List<String> allowed(Allowed allowed, Style style) {
        if (allowed.grants().isEmpty()) {
            return List.of(path(allowed.file()) + " needs no permission");
        }
        List<String> lines = new ArrayList<>();
        lines.add(style.strong("Allowed for " + path(allowed.root())) + ", until `ajj trust --revoke`:");
        for (Grant grant : allowed.grants()) {
            lines.add(WorkspaceText.INDENT + Escapes.of(grant.position().toString()) + ": " + Escapes.of(grant.what()));
            lines.add(WorkspaceText.INDENT + WorkspaceText.INDENT + grant.effect());
        }
        return lines;
    }

    private static List<String> listed(Listed listed, Style style) {
        if (listed.repositories().isEmpty()) {
            return List.of("Nothing is allowed for any repository");
        }
        List<String> lines = new ArrayList<>();
        for (Trusted repository : listed.repositories()) {
            lines.add(style.strong(path(repository.root())));
            repository.approvals().forEach(approval -> lines.add(WorkspaceText.INDENT + Escapes.of(approval.what())));
        }
        return lines;
    }

    private static String path(Path path) {
        return Escapes.of(WorkspaceText.shorten(path));
    }

    private static void put(ObjectNode node, Grant grant) {
        node.put("kind", grant.kind().word())
                .put("what", grant.what())
                .put("effect", grant.effect())
                .put("file", grant.position().file().toString())
                .put("line", grant.position().line())
                .put("column", grant.position().column());
    }

    private static void put(ObjectNode node, Trusted repository) {
        ArrayNode allowed = node.put("id", repository.id())
                .put("root", repository.root().toString())
                .putArray("allowed");
        repository
                .approvals()
                .forEach(approval -> allowed.addObject()
                        .put("kind", approval.kind())
                        .put("what", approval.what())
                        .put("approved", approval.approved().toString()));
    }
}
