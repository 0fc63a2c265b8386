package dev.aether.ajj.jj.command;

import java.nio.charset.StandardCharsets;

/** The output of a jj command that succeeded. */
public final class JujutsuOutput {
    private final byte[] output;
    private final String messages;

    JujutsuOutput(byte[] output, String messages) {
        this.output = output.clone();
        this.messages = messages;
    }

    /** Returns a copy of stdout. */
    public byte[] bytes() {
        return output.clone();
    }

    String text() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** Returns stderr: progress, warnings and hints, without colours. */
    public String messages() {
        return messages;
    }
}
