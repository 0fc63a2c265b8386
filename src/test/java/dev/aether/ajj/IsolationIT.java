package dev.aether.ajj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged ajj in a project that configures the framework of ajj. */
@DisabledOnOs(OS.WINDOWS)
class IsolationIT {
    private static final String SETTINGS = """
            QUARKUS_LOG_LEVEL=ALL
            quarkus.log.level=ALL
            quarkus.banner.enabled=true
            quarkus.log.file.enabled=true
            quarkus.log.file.enable=true
            quarkus.log.console.stderr=false
            quarkus.log.console.level=NONSENSE
            quarkus.http.port=nonsense
            quarkus.profile=evil
            """;
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("QUARKUS_LOG_LEVEL", "ALL"),
            Map.entry("QUARKUS_LOG_MIN_LEVEL", "ALL"),
            Map.entry("QUARKUS_LOG_FILE_ENABLED", "true"),
            Map.entry("QUARKUS_LOG_FILE_ENABLE", "true"),
            Map.entry("QUARKUS_LOG_CONSOLE_STDERR", "false"),
            Map.entry("QUARKUS_LOG_CONSOLE_LEVEL", "NONSENSE"),
            Map.entry("QUARKUS_BANNER_ENABLED", "true"),
            Map.entry("QUARKUS_PROFILE", "evil"),
            Map.entry("QUARKUS_LAUNCH_DEVMODE", "true"),
            Map.entry("QUARKUS_CONFIG_LOCATIONS", "application.properties"),
            Map.entry("SMALLRYE_CONFIG_LOCATIONS", "application.properties"),
            Map.entry("SMALLRYE_CONFIG_PROFILE", "evil"),
            Map.entry("_DEV_QUARKUS_LOG_LEVEL", "ALL"),
            Map.entry("_PROD_QUARKUS_LOG_LEVEL", "ALL"),
            Map.entry("_EVIL_QUARKUS_LOG_LEVEL", "ALL"));

    @TempDir
    Path directory;

    private Path project;

    @BeforeEach
    void createProject() throws IOException {
        project = Files.createDirectory(directory.resolve("project"));
    }

    @Test
    void ignoresTheFrameworksFilesAndVariables() throws Exception {
        Run quiet = ajj(Map.of(), "--help");
        for (String file : List.of(
                ".env",
                ".env-evil",
                "application.properties",
                "config/application.properties",
                "config/application-evil.properties",
                "config/application-prod.properties",
                "config/application.yaml")) {
            Path path = project.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, SETTINGS);
        }
        List<String> before = files();

        assertThat(ajj(VARIABLES, "--help")).isEqualTo(quiet);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void ignoresAnUnreadableConfigDirectory() throws Exception {
        Run quiet = ajj(Map.of(), "--help");
        Files.createDirectory(
                project.resolve("config"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("-wx------")));

        assertThat(ajj(Map.of(), "--help")).isEqualTo(quiet);
    }

    private Run ajj(Map<String, String> variables, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(launcher()), Stream.of(arguments))
                        .toList())
                .directory(project.toFile());
        Path errors = directory.resolve("stderr");
        builder.redirectError(errors.toFile());
        builder.environment().put("AJJ_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output, Files.readString(errors));
    }

    private static String launcher() {
        String given = System.getProperty("ajj.binary", "");
        return given.isEmpty()
                ? Path.of(System.getProperty("ajj.distribution", "target/ajj"), "bin", "ajj")
                        .toAbsolutePath()
                        .toString()
                : given;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toString)
                    .filter(file -> !file.endsWith("stderr"))
                    .sorted()
                    .toList();
        }
    }

    private record Run(int status, String output, String errors) {}
}
