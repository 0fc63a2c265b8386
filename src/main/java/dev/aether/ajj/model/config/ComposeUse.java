package dev.aether.ajj.model.config;

import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was taken from compose files.
 *
 * @param files absolute, in the order read; at least one
 * @param sources these, and all files that can change the services; may not exist; the root of the file system when
 *     unknown
 * @param leftOut services that were not taken
 * @param notes what was not kept of the services
 */
public record ComposeUse(
        List<Path> files,
        List<Path> sources,
        List<String> services,
        List<LeftOut> leftOut,
        List<Note> notes,
        List<Build> builds) {

    /** Returns how the image of a service is built; empty when it is not, or when aether.toml names another image. */
    public Optional<Build> build(ServiceSpec service) {
        return builds.stream()
                .filter(build -> build.service().equals(service.name()) && build.matches(service.image()))
                .findFirst();
    }

    /**
     * An image that is built from the workspace's files.
     *
     * @param service its name in aether.toml
     * @param digest changes with the definition
     * @param context the directory with the image's files; absolute, or relative to the workspace's root
     * @param dockerfile relative to the context, or absolute
     * @param definition the keys of {@code build} without the context; JSON
     */
    public record Build(String service, String digest, Path context, Path dockerfile, String definition) {
        /** The prefix of the images' names. */
        public static final String PREFIX = "aether-build/";

        private static final Pattern INVALID = Pattern.compile("[^a-z0-9]+");

        /** Returns the name of a stack's image; without a namespace, a name for the images of all stacks. */
        public String image(String namespace) {
            String owner = namespace.isEmpty() ? "" : sanitized(namespace) + "/";
            return PREFIX + owner + sanitized(service) + ":" + digest;
        }

        private static String sanitized(String name) {
            return INVALID.matcher(name.toLowerCase(Locale.ROOT))
                    .replaceAll("-")
                    .replaceAll("^-|-$", "");
        }

        boolean matches(String image) {
            return image.startsWith(PREFIX) && image.endsWith(":" + digest);
        }

        /** Returns the build context in a workspace. */
        public Path context(Path root) {
            return root.resolve(context);
        }

        /** Returns the Dockerfile in a workspace. */
        public Path dockerfile(Path root) {
            return context(root).resolve(dockerfile);
        }
    }

    /**
     * A service that was not taken.
     *
     * @param reason one clause
     */
    public record LeftOut(String service, String reason) {
        /** The reason for a service with {@code build} that aether.toml does not name. */
        public static final String BUILT = "it has `build:`";
    }

    /**
     * Something that was not kept.
     *
     * @param service in the compose file; empty for the whole file
     * @param key of the compose file, such as {@code configs}
     * @param message what becomes of it, in one clause; without secret values
     */
    public record Note(String service, String key, String message, SourcePosition position) {}
}
