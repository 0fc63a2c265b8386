package dev.aether.ajj.model.template;

import dev.aether.ajj.model.text.SourcePosition;

/**
 * A file that ajj renders into the workspace.
 *
 * @param file path relative to the workspace's root, with {@code /}; never outside of the workspace
 */
public record Injection(String file, Template template, SourcePosition position) {

    /** Whether a file has the name of a dotenv file: {@code .env}, {@code .env.local}, {@code test.env}. */
    public static boolean isDotEnv(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.equals(".env") || name.startsWith(".env.") || name.endsWith(".env");
    }
}
