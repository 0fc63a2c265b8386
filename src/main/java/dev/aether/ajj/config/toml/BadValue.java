package dev.aether.ajj.config.toml;

/** Thrown for an invalid value. {@link TomlSection} catches it and adds the position. */
public final class BadValue extends RuntimeException {
    private final String hint;

    /** @param message describes the fault; quotes the value only if it cannot be secret */
    public BadValue(String message, String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }
}
