package dev.aether.ajj.error;

/**
 * One thing that is still there.
 *
 * @param what such as {@code container aether-1a2b3-x-redis}
 * @param reason why it could not be removed
 * @param remedy the command that removes it
 */
public record Leftover(String what, String reason, String remedy) {}
