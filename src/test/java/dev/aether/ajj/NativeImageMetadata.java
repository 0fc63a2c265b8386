package dev.aether.ajj;

import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code reachability-metadata.json}, which lists what a native image must keep because it is reached by name
 * only.
 */
final class NativeImageMetadata {
    static final Path FILE =
            Path.of("src/main/resources/META-INF/native-image/dev.aether/ajj/reachability-metadata.json");

    /** The signatures of dev.aether.ajj.system.posix.Posix. */
    private static final List<String> DOWNCALLS = List.of(
            // all that are not variadic
            "{\"returnType\": \"int\", \"parameterTypes\": [\"long\", \"long\", \"long\"], \"options\": {\"captureCallState\": true}}",
            // fcntl
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\", \"int\", \"int\"], \"options\": {\"firstVariadicArg\": 2}}",
            // ioctl
            "{\"returnType\": \"int\", \"parameterTypes\": [\"int\", \"long\", \"void*\"], \"options\": {\"firstVariadicArg\": 2}}");

    /** The names that dev.aether.ajj.system.posix.Signals uses by reflection. */
    private static final List<String> SIGNALS = List.of(
            "{\"type\": \"sun.misc.Signal\", \"allDeclaredConstructors\": true, \"allDeclaredMethods\": true}",
            "{\"type\": \"sun.misc.SignalHandler\", \"allDeclaredMethods\": true, \"allDeclaredFields\": true}",
            "{\"type\": {\"proxy\": [\"sun.misc.SignalHandler\"]}}");

    private NativeImageMetadata() {}

    /** Returns the expected content of the file. */
    static String generate() {
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
                """.formatted(String.join(",\n    ", SIGNALS), String.join(",\n      ", DOWNCALLS));
    }
}
