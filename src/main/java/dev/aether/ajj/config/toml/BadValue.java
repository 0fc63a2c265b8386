package dev.aether.ajj.config.toml;

/** A value that cannot be understood. {@link TomlSection} catches it and adds the place. */
public final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param message what is wrong with the value; quotes it only when it can hold no secret
     * @param hint how to write it
     */
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
