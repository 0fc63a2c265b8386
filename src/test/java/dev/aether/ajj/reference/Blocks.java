package dev.aether.ajj.reference;

import java.util.ArrayList;
import java.util.List;

/** The end of a help page, cut into paragraphs and examples. */
final class Blocks {

    private Blocks() {}

    /**
     * A piece of text.
     *
     * @param isExample whether its lines stay as they are
     */
    record Block(String text, boolean isExample) {}

    /** Lines that begin with a blank are examples; a blank line in one belongs to it. */
    static List<Block> of(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        List<String> example = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("  ")) {
                example.add(line.substring(2));
            } else if (line.isBlank()) {
                example.add("");
            } else {
                end(example, blocks);
                blocks.add(new Block(line, false));
            }
        }
        end(example, blocks);
        return blocks;
    }

    private static void end(List<String> example, List<Block> blocks) {
        String text = String.join("\n", example).strip();
        if (!text.isEmpty()) {
            blocks.add(new Block(text, true));
        }
        example.clear();
    }
}
