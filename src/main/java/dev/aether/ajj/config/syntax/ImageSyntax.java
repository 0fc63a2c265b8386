package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.model.config.ComposeUse.Build;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses image names, such as {@code "registry.example.com:5000/team/app:1.2@sha256:..."}, and platforms. */
public final class ImageSyntax {
    private static final String HINT = "write it like \"postgres:15\" or \"ghcr.io/team/app:1.2\"";
    private static final Pattern REFERENCE =
            Pattern.compile("([^@]*?)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([a-z0-9+._-]+:[0-9a-fA-F]{32,}))?");
    private static final Pattern REGISTRY = Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(?::\\d+)?");
    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*");
    /** A name from {@link Build#image}. Such an image may contain files that other workspaces may not see. */
    private static final Pattern BUILT = Pattern.compile("(?:[^/]+/)?" + Build.PREFIX + "[^/]+/.*");

    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9_-]+(?:/[a-z0-9_.-]+){0,2}");

    private ImageSyntax() {}

    /** Returns a valid image name unchanged. */
    public static String parse(String text) {
        if (text.isBlank()) {
            throw new BadValue("it is empty", HINT);
        }
        if (text.chars().anyMatch(each -> Character.isWhitespace(each) || Character.isISOControl(each))) {
            throw new BadValue("\"" + text.strip() + "\" contains white space", HINT);
        }
        if (text.contains("://")) {
            throw new BadValue(
                    "\"" + text + "\" is a URL, not an image name",
                    "remove \"" + text.substring(0, text.indexOf("://") + 3) + "\"");
        }
        if (BUILT.matcher(text).matches()) {
            throw new BadValue("\"" + text + "\" is an image that ajj built for a workspace", HINT);
        }
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue("\"" + text + "\" is not a valid image name", HINT);
        }
        checkRepository(text, matcher.group(1));
        return text;
    }

    /** Returns a platform such as {@code linux/amd64}. */
    public static String platform(String text) {
        if (!PLATFORM.matcher(text).matches()) {
            throw new BadValue("\"" + text + "\" is not a valid platform", "write it like \"linux/amd64\"");
        }
        return text;
    }

    private static void checkRepository(String image, String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        // The engine's rule: the first part is a registry only when it looks like a host name.
        boolean hasRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        String repository = hasRegistry ? name.substring(slash + 1) : name;
        for (String part : repository.split("/", -1)) {
            if (!REPOSITORY.matcher(part).matches()) {
                String lower = part.toLowerCase(Locale.ROOT);
                boolean upper = !lower.equals(part) && REPOSITORY.matcher(lower).matches();
                throw new BadValue(
                        upper
                                ? "\"" + image + "\" has upper-case letters"
                                : "\"" + image + "\" is not a valid image name",
                        upper ? "image names are in lower case: \"" + lower + "\"" : HINT);
            }
        }
        if (hasRegistry && !REGISTRY.matcher(first).matches()) {
            throw new BadValue("\"" + first + "\" is not a valid address of a registry", HINT);
        }
    }
}
