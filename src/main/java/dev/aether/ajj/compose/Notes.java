package dev.aether.ajj.compose;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.model.ComposeUse.Note;
import dev.aether.ajj.model.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/** What is not kept of one service, or of a file as a whole. */
final class Notes {
    private final String service;
    private final SourcePosition position;
    private final List<Note> notes = new ArrayList<>();

    /** @param service its name in the compose file; empty for the file as a whole */
    Notes(String service, SourcePosition position) {
        this.service = service;
        this.position = position;
    }

    /** Adds one; see {@link Note}. The same one is added once. */
    void add(String key, String message) {
        Note note = new Note(service, key, Escapes.of(message), position);
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    List<Note> all() {
        return notes;
    }
}
