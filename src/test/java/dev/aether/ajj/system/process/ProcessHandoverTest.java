package dev.aether.ajj.system.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts a JVM from a shell, which a command then replaces. */
@DisabledOnOs(OS.WINDOWS)
class ProcessHandoverTest {
    @TempDir
    Path directory;

    @Test
    void keepsTheProcessAndItsExitStatus() throws Exception {
        Process process = start("exec $AJJ sh -c 'echo $$; exit 42'");

        assertThat(output(process).strip()).isEqualTo(Long.toString(process.pid()));
        assertThat(process.waitFor()).isEqualTo(42);
    }

    @Test
    void isKilledByTheSignalThatKillsTheCommand() throws Exception {
        assertThat(run("$AJJ sh -c 'kill -9 $$'; echo $?")).endsWith("137\n");
    }

    @Test
    void passesStandardInput() throws Exception {
        assertThat(run("printf 'one\\ntwo' | $AJJ cat")).isEqualTo("one\ntwo");
    }

    @Test
    void addsVariables() throws Exception {
        assertThat(run("MINE=mine $AJJ sh -c 'echo $ADDED, $MINE'")).isEqualTo("from the file é, mine\n");
    }

    @Test
    void reportsAMissingCommand() throws Exception {
        assertThat(run("$AJJ no-such-command; echo \" $?\""))
                .isEqualTo("the command no-such-command was not found 127\n");
    }

    @Test
    void reportsAFileThatIsNotExecutable() throws Exception {
        Files.createFile(directory.resolve("plain"));

        assertThat(run("$AJJ ./plain; echo \" $?\"")).isEqualTo("the command ./plain is not executable 126\n");
    }

    @Test
    void passesOptionsOfTheJvm() throws Exception {
        assertThat(run("$AJJ echo -DskipTests -Xmx1g -- -XX:+Foo @file"))
                .isEqualTo("-DskipTests -Xmx1g -- -XX:+Foo @file\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsInvalidBytes() throws Exception {
        for (String locale : List.of("C", "C.UTF-8")) {
            byte[] bytes = output(
                            start("export LC_ALL=" + locale + "; $AJJ printf %s \"$(printf 'a\\377\\303\\251')\""))
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThat(bytes).as(locale).containsExactly('a', 0xff, 0xc3, 0xa9);
        }
    }

    @Test
    void passesOnlyInheritedDescriptors() throws Exception {
        Files.writeString(directory.resolve("given"), "kept");
        String list = OS.MAC.isCurrentOs() ? "/dev/fd" : "/proc/self/fd";

        String direct = run("ls " + list + " 7<given | tr '\\n' ' '");
        String through = run("$AJJ ls " + list + " 7<given | tr '\\n' ' '");

        assertThat(through).isEqualTo(direct);
        assertThat(run("$AJJ sh -c 'cat <&7' 7<given")).isEqualTo("kept");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void restoresSignalsAndLimits() throws Exception {
        // The last seven digits are all named signals; the C library reserves two of the others.
        String look = "sh -c 'grep -E ^Sig[BI] /proc/self/status | grep -o .......$; ulimit -Sn; ulimit -Hn'";

        assertThat(run("ulimit -Sn 512; $AJJ " + look)).isEqualTo(run("ulimit -Sn 512; " + look));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void restoresTheUsersLocale() throws Exception {
        assertThat(run("LC_ALL=C.UTF-8 $AJJ_IN_C sh -c 'echo ${LC_ALL-unset}'")).isEqualTo("C\n");
        assertThat(run("LC_ALL=C.UTF-8 $AJJ_UNSET sh -c 'echo ${LC_ALL-unset}'"))
                .isEqualTo("unset\n");
    }

    private String run(String script) throws Exception {
        Process process = start(script);
        String output = new String(output(process).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** Decodes each byte as one character. */
    private static String output(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private Process start(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("LC_"));
        environment.put("LANG", "C.UTF-8");
        environment.put("CLASSPATH", classPath());
        environment.put("AJJ", String.join(" ", java()));
        environment.put("AJJ_IN_C", String.join(" ", java("-Dajj.lc-all=C")));
        environment.put("AJJ_UNSET", String.join(" ", java("-Dajj.lc-all=")));
        return builder.start();
    }

    /** Uses the launcher's flags that matter here. */
    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-MaxFDLimit",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(Arrays.asList(options));
        command.add(HandoverProgram.class.getName());
        return command;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
