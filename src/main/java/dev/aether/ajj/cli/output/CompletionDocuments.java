package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON documents of what shells need. */
final class CompletionDocuments {

    private CompletionDocuments() {}

    static ObjectNode script(String operation, View.Script script) {
        return Documents.document("success", operation)
                .put("shell", script.shell())
                .put("script", script.text());
    }

    static ObjectNode names(String operation, View.Names view) {
        ObjectNode document = Documents.document("success", operation);
        ArrayNode names = document.putArray("names");
        view.names().forEach(names::add);
        return document;
    }
}
