package dev.aether.ajj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands of jj in {@link Main} without the launcher script, as in a native executable. */
@EnabledOnOs(OS.LINUX)
class JjPassThroughIT {
    @TempDir
    Path directory;

    @Test
    void jjKeepsBytesDescriptorsAndStatus() throws Exception {
        jj("printf '%s|' \"$@\"; cat <&7; exit 5");
        Files.writeString(directory.resolve("given"), "kept");

        assertThat(run("$AJJ log -Dx -- \"$(printf '\\377')\" '' 7<given; echo \" $?\""))
                .isEqualTo("log|-Dx|--|\u00ff||kept 5\n");
    }

    @Test
    void reportsThatJjIsMissing() throws Exception {
        assertThat(run("$AJJ log; echo $?")).isEqualTo("""
                Error: the command jj was not found on the PATH
                Hint: install Jujutsu: https://docs.jj-vcs.dev/latest/install-and-setup/
                3
                """);
    }

    @Test
    void suggestsACommandAfterJjHasRefusedAWord() throws Exception {
        jj("case $1 in config | help) exit 1 ;; esac; echo refused; exit 2");

        assertThat(run("$AJJ cleanpu; echo $?")).isEqualTo("""
                refused
                Hint: did you mean: ajj cleanup
                2
                """);
    }

    @Test
    void anAliasOfJjWins() throws Exception {
        jj("case $1 in config) exit 0 ;; esac; echo $$; exit 2");

        assertThat(run("(exec sh -c 'echo $$; exec $AJJ ps'); echo $?")).matches("(\\d+)\n\\1\n2\n");
    }

    private void jj(String script) throws IOException {
        Path jj = Files.writeString(directory.resolve("jj"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(jj, PosixFilePermissions.fromString("rwx------"));
    }

    /** Returns one character for each byte. */
    private String run(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", directory + ":/usr/bin:/bin");
        builder.environment().put("AJJ", ajj());
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static String ajj() {
        String given = System.getProperty("ajj.binary", "");
        Path distribution = Path.of(System.getProperty("ajj.distribution", "target/ajj"));
        return given.isEmpty()
                ? Path.of(System.getProperty("java.home"), "bin", "java")
                        + " --enable-native-access=ALL-UNNAMED -cp "
                        + distribution.toAbsolutePath().resolve("lib/quarkus-run.jar") + " dev.aether.ajj.Main"
                : given;
    }
}
