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
 * @param sources these, and all files that decide with them what the services are; may not exist; the root of the file system when
 *     they cannot be known
 * @param services taken, by their names in aether.toml
 * @param leftOut services that were not taken
 * @param notes what is not kept of those that were taken
 * @param builds images that are built for some of those that were taken
 */
public record ComposeUse(
        List<Path> files,
        List<Path> sources,
        List<String> services,
        List<LeftOut> leftOut,
        List<Note> notes,
        List<Build> builds) {

    /** How the image of a service is built; empty when it is not, or when aether.toml names another image. */
    public Optional<Build> build(ServiceSpec service) {
        return builds.stream()
                .filter(build -> build.service().equals(service.name()) && build.names(service.image()))
                .findFirst();
    }

    /**
     * An image that is built from the workspace's files.
     *
     * @param service by its name in aether.toml
     * @param digest changes with the definition
     * @param context the directory whose files it is made from; absolute, or relative to the workspace's root
     * @param dockerfile relative to the context, or absolute
     * @param definition the keys of {@code build} without the context; JSON
     */
    public record Build(String service, String digest, Path context, Path dockerfile, String definition) {
        /** What the names of such images begin with. */
        public static final String PREFIX = "aether-build/";

        private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9]+");

        /** The name of the image of one stack; for no stack, a name that stands for all of them. */
        public String image(String namespace) {
            String owner = namespace.isEmpty() ? "" : readable(namespace) + "/";
            return PREFIX + owner + readable(service) + ":" + digest;
        }

        private static String readable(String name) {
            return NO_NAME.matcher(name.toLowerCase(Locale.ROOT))
                    .replaceAll("-")
                    .replaceAll("^-|-$", "");
        }

        boolean names(String image) {
            return image.startsWith(PREFIX) && image.endsWith(":" + digest);
        }

        /** The directory of a workspace that the image is built from. */
        public Path context(Path root) {
            return root.resolve(context);
        }

        /** The file that says how. */
        public Path dockerfile(Path root) {
            return context(root).resolve(dockerfile);
        }
    }

    /**
     * A service that was not taken.
     *
     * @param reason in a half-sentence
     */
    public record LeftOut(String service, String reason) {}

    /**
     * Something that is not kept.
     *
     * @param service in the compose file; empty when it is about the file as a whole
     * @param key of the compose file, such as {@code configs}
     * @param message what becomes of it, in a half-sentence; holds no value that may be secret
     * @param position where the service is declared
     */
    public record Note(String service, String key, String message, SourcePosition position) {}
}
