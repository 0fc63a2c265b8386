package dev.aether.ajj;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerConfigFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes {@code reachability-metadata.json}, which lists what a native image must keep because it is reached by name
 * only. Without the docker-java classes, the engine's answers cannot be read, and requests are silently empty.
 */
final class NativeImageMetadata {
    static final Path FILE =
            Path.of("src/main/resources/META-INF/native-image/dev.aether/ajj/reachability-metadata.json");

    /** The classes that docker-java converts to or from JSON, without anonymous classes. */
    private static final Pattern DOCKER_JAVA = Pattern.compile("com/github/dockerjava/("
            + "api/(model|command)/\\w+(\\$[A-Za-z]\\w*)*"
            + "|core/command/(\\w+CmdImpl|AbstrDockerCmd|AbstrAsync\\w+)(\\$[A-Za-z]\\w*)*"
            + "|core/(DockerConfigFile|DockerContextMetaFile)(\\$[A-Za-z]\\w*)*)\\.class");

    /** The signatures of dev.aether.ajj.system.posix.Posix. */
    private static final List<String> DOWNCALLS = List.of(
            // execvp
            "{\"returnType\": \"int\", \"parameterTypes\": [\"void*\", \"void*\"], \"options\": {\"captureCallState\": true}}",
            // setenv
            "{\"returnType\": \"int\", \"parameterTypes\": [\"void*\", \"void*\", \"int\"]}",
            // unsetenv
            "{\"returnType\": \"int\", \"parameterTypes\": [\"void*\"]}",
            // fcntl
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\", \"int\", \"int\"], \"options\": {\"firstVariadicArg\": 2}}",
            // pthread_sigmask
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\", \"void*\", \"void*\"]}",
            // setrlimit, tcgetattr
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\", \"void*\"]}",
            // poll
            "{\"returnType\": \"int\", \"parameterTypes\": [\"void*\", \"long\", \"int\"]}",
            // setsid
            "{\"returnType\": \"int\", \"parameterTypes\": []}",
            // isatty
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\"]}",
            // ioctl
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\", \"long\", \"void*\"], \"options\": {\"firstVariadicArg\": 2}}",
            // tcsetattr
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\", \"int\", \"void*\"]}",
            // cfmakeraw
            "{\"returnType\": \"void\", \"parameterTypes\": [\"void*\"]}");

    /** The names that dev.aether.ajj.system.posix.Signals uses by reflection. */
    private static final List<String> SIGNALS = List.of(
            "{\"type\": \"sun.misc.Signal\", \"allDeclaredConstructors\": true, \"allDeclaredMethods\": true}",
            "{\"type\": \"sun.misc.SignalHandler\", \"allDeclaredMethods\": true, \"allDeclaredFields\": true}",
            "{\"type\": {\"proxy\": [\"sun.misc.SignalHandler\"]}}");

    /** The classes that dev.aether.ajj.docker adds to docker-java's requests. */
    static final String OWN_REQUEST = "dev.aether.ajj.docker.container.SecurityOptions$WithOpenPaths";

    private NativeImageMetadata() {}

    /** Returns the expected content of the file. */
    static String generate() throws IOException {
        List<String> types = new ArrayList<>(SIGNALS);
        Stream.concat(Stream.of(OWN_REQUEST), dockerJavaClasses().stream())
                .map(
                        name -> "{\"type\": \"" + name
                                + "\", \"allDeclaredConstructors\": true, \"allDeclaredMethods\": true, \"allDeclaredFields\": true}")
                .forEach(types::add);
        return """
                {
                  "comment": "Generated: see NativeImageMetadataTest",
                  "reflection": [
                    %s
                  ],
                  "foreign": {
                    "downcalls": [
                      %s
                    ]
                  }
                }
                """.formatted(String.join(",\n    ", types), String.join(",\n      ", DOWNCALLS));
    }

    static List<String> dockerJavaClasses() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Class<?> ofJar : List.of(DockerClient.class, DockerConfigFile.class)) {
            try (JarFile jar = new JarFile(jarOf(ofJar).toFile());
                    Stream<JarEntry> entries = jar.stream()) {
                entries.map(JarEntry::getName)
                        .filter(DOCKER_JAVA.asMatchPredicate())
                        .map(name -> name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'))
                        .forEach(names::add);
            }
        }
        return new ArrayList<>(names);
    }

    private static Path jarOf(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }
}
