package dev.aether.ajj.compose.translate;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.VariableTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects notes on what is left out of one service, or of a file as a whole. */
final class Notes {
    private final String service;
    private final Function<String, SourcePosition> positions;
    private final VariableTexts variables;
    private final List<Note> notes = new ArrayList<>();

    /** @param service its name in the compose file; empty for the file as a whole */
    Notes(String service, VariableTexts variables, Function<String, SourcePosition> positions) {
        this.variables = variables;
        this.service = service;
        this.positions = positions;
    }

    /** Adds a {@link Note}, unless it was added before. */
    void add(String key, String message) {
        Note note = new Note(service, key, Escapes.of(variables.redact(message)), positions.apply(key));
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    List<Note> all() {
        return notes;
    }
}
