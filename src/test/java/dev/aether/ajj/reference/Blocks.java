package dev.aether.ajj.reference;

import java.util.ArrayList;
import java.util.List;

/** The footer of a help page, split into paragraphs and examples. */
final class Blocks {

    private Blocks() {}

    /**
     * A paragraph or an example.
     *
     * @param isExample whether its lines are kept
     */
    record Block(String text, boolean isExample) {}

    /** Splits lines into blocks. Lines that begin with a blank are examples, which may contain blank lines. */
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

    /** Returns the index of the first example's introduction, or the number of blocks if no example exists. */
    static int firstExample(List<Block> blocks) {
        for (int index = 0; index < blocks.size(); index++) {
            if (blocks.get(index).isExample()) {
                return Math.max(0, index - 1);
            }
        }
        return blocks.size();
    }

    private static void end(List<String> example, List<Block> blocks) {
        String text = String.join("\n", example).strip();
        if (!text.isEmpty()) {
            blocks.add(new Block(text, true));
        }
        example.clear();
    }
}
