package dev.aether.ajj.inject.template;

import dev.aether.ajj.inject.syntax.Segment;
import dev.aether.ajj.inject.syntax.TemplateToken;
import dev.aether.ajj.inject.syntax.TemplateToken.Plain;
import dev.aether.ajj.inject.syntax.TemplateToken.Tag;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import io.quarkus.qute.TemplateNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A template in the engine's own syntax. Plain text bypasses the engine's parser: each part becomes a numbered value. All is on
 * one line, so that the engine's columns map back to the tags.
 */
final class PreparedTemplate {
    /** The name of the values with plain text. {@link PathCheck} refuses it in a user's tag. */
    static final String TEXTS = "_text";

    private final Template template;
    private final Set<String> variables;
    private final StringBuilder engineText = new StringBuilder();
    private final Map<String, String> texts = new HashMap<>();
    private final NavigableMap<Integer, Tag> tags = new TreeMap<>();
    private final List<TemplateToken> tokens;
    /** Begins each segment of the rendered text. Random, so that no value can contain it. */
    private final String boundary =
            "\0" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "\0";

    /** @param variables the names that {@code #for} declares */
    PreparedTemplate(Template template, List<TemplateToken> tokens, Set<String> variables) {
        this.template = template;
        this.variables = variables;
        this.tokens = List.copyOf(tokens);
        for (int number = 0; number < tokens.size(); number++) {
            append(tokens.get(number), boundary + number + ";");
        }
    }

    private void append(TemplateToken token, String beginning) {
        switch (token) {
            case Plain plain -> appendText(beginning + plain.text());
            case Tag tag -> {
                if (!tag.isSection()) {
                    appendText(beginning);
                }
                tags.put(engineText.length(), tag);
                engineText.append('{').append(tag.content()).append('}');
            }
        }
    }

    private void appendText(String text) {
        String number = Integer.toString(texts.size());
        texts.put(number, text);
        engineText.append('{').append(TEXTS).append('.').append(number).append('}');
    }

    List<Segment> segments(String rendered) {
        List<Segment> segments = new ArrayList<>();
        int start = rendered.indexOf(boundary);
        while (start >= 0) {
            int next = rendered.indexOf(boundary, start + boundary.length());
            String[] piece = rendered.substring(start + boundary.length(), next < 0 ? rendered.length() : next)
                    .split(";", 2);
            segments.add(new Segment(tokens.get(Integer.parseInt(piece[0])), piece[1]));
            start = next;
        }
        return segments;
    }

    String engineText() {
        return engineText.toString();
    }

    Map<String, String> texts() {
        return texts;
    }

    /** Whether a {@code #for} declares the name, or the name that it is derived from, as {@code x_index} is. */
    boolean declares(String name) {
        for (int end = name.length(); end > 0; end = name.lastIndexOf('_', end - 1)) {
            if (variables.contains(name.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the engine's expression is plain text, not a user's tag. */
    boolean isPlainText(TemplateNode.Origin origin) {
        return !tags.containsKey(origin.getLineCharacterStart() - 1);
    }

    /** Returns the tag at a position in the engine's text, or the one before it. */
    Tag tagAt(TemplateNode.Origin origin) {
        Map.Entry<Integer, Tag> found = tags.floorEntry(origin.getLineCharacterStart() - 1);
        return found == null ? new Tag(0, "") : found.getValue();
    }

    SourcePosition position(Tag tag) {
        return template.positionAt(tag.offset());
    }
}
