package dev.aether.ajj.jj.command;

import java.nio.charset.StandardCharsets;

/** What jj printed when it succeeded. */
public final class JujutsuAnswer {
    private final byte[] output;
    private final String messages;

    /**
     * @param output stdout
     * @param messages stderr, without colours
     */
    JujutsuAnswer(byte[] output, String messages) {
        this.output = output.clone();
        this.messages = messages;
    }

    /** What it printed on stdout. */
    public byte[] bytes() {
        return output.clone();
    }

    String text() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** What it printed on stderr: progress, warnings, hints. */
    public String messages() {
        return messages;
    }
}
