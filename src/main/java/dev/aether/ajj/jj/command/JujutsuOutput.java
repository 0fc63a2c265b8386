package dev.aether.ajj.jj.command;

import java.nio.charset.StandardCharsets;

/**
 * The output of a jj command that succeeded.
 *
 * @param bytes stdout; not copied
 * @param messages stderr: progress, warnings and hints, without colours
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JujutsuOutput(byte[] bytes, String messages) {
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
