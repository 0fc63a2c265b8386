package dev.aether.ajj.jj;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The major and minor version in a program's output, such as {@code jj 0.46.0-1a2b} or {@code git version 2.51.0 (Apple)}. */
record ToolVersion(int major, int minor) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

    /** Returns the first two numbers joined by a dot; may be empty. */
    static Optional<ToolVersion> in(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? Optional.of(new ToolVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    boolean isBefore(ToolVersion other) {
        return major < other.major || (major == other.major && minor < other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
