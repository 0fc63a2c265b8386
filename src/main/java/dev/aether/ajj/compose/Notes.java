package dev.aether.ajj.compose;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.model.ComposeUse.Note;
import dev.aether.ajj.model.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/** What was changed or left out of one service, or of a file as a whole. */
final class Notes {
    private final String service;
    private final List<Note> notes = new ArrayList<>();

    /** @param service its name in the compose file; empty for the file as a whole */
    Notes(String service) {
        this.service = service;
    }

    /** Adds one; see {@link Note}. The same words about the same key are said once. */
    void add(String key, String message, SourcePosition position) {
        Note note = new Note(service, key, Escapes.of(message), position);
        if (notes.stream()
                .noneMatch(known -> known.key().equals(key) && known.message().equals(note.message()))) {
            notes.add(note);
        }
    }

    List<Note> all() {
        return List.copyOf(notes);
    }

    /** Those about one key. */
    List<Note> about(String key) {
        return notes.stream().filter(note -> note.key().equals(key)).toList();
    }
}
