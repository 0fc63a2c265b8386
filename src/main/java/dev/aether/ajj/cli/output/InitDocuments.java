package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.lifecycle.InitConfig.Initialized;
import dev.aether.ajj.spi.ConfigDraft;
import java.util.stream.Stream;

/** The JSON document of {@code ajj init}. */
final class InitDocuments {

    private InitDocuments() {}

    /** What was written, and what is different from its source. */
    static ObjectNode of(String operation, Initialized initialized) {
        ConfigDraft draft = initialized.draft();
        ObjectNode document = Documents.document("success", operation)
                .put("file", initialized.file().toString())
                .put("replaced", initialized.replaced())
                .put(
                        "source",
                        draft.sources().isEmpty()
                                ? null
                                : draft.sources().getFirst().toString());
        ArrayNode sources = document.putArray("sources");
        Stream.concat(draft.sources().stream(), draft.included().stream())
                .forEach(source -> sources.add(source.toString()));
        ArrayNode variableFiles = document.putArray("variable_files");
        draft.variableFiles().forEach(file -> variableFiles.add(file.toString()));
        ArrayNode services = document.putArray("services");
        draft.services().forEach(service -> {
            ObjectNode node = services.addObject().put("name", service.name()).put("image", service.image());
            ArrayNode ports = node.putArray("ports");
            service.ports().forEach(ports::add);
        });
        ArrayNode leftOut = document.putArray("left_out");
        draft.leftOut()
                .forEach(left -> leftOut.addObject().put("name", left.service()).put("reason", left.reason()));
        ArrayNode notes = document.putArray("notes");
        draft.notes()
                .forEach(note -> notes.addObject()
                        .put("service", note.service().isEmpty() ? null : note.service())
                        .put("key", note.key())
                        .put("message", note.message())
                        .put("file", note.position().file().toString())
                        .put("line", note.position().line()));
        return document.put("env_file", draft.injectedFile().orElse(null));
    }
}
