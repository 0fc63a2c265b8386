package dev.aether.ajj.forward;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts the background process: this program with a hidden option. */
final class ForwardLauncher {
    /** Variable that is set when the process has a session of its own already. */
    static final String SESSION = "AJJ_HAS_SESSION";

    /** Uses {@code setsid} where it exists: calling the C library from the JVM takes 0.1 s of processor time. */
    private static final String SHELL = "if command -v setsid >/dev/null; then " + SESSION
            + "=yes setsid \"$@\" >/dev/null & else \"$@\" >/dev/null & fi; echo $!";

    private static final long LARGEST_LOG = 1L << 20;
    private static final String MAIN = "dev.aether.ajj.Main";
    /** Little memory and a quick start: the process waits most of the time. */
    private static final List<String> JVM = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx16m",
            "-Xms2m",
            "-Xss256k",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Xlog:aot*=off:stderr",
            "--enable-native-access=ALL-UNNAMED");

    private ForwardLauncher() {}

    /**
     * Starts the process through a shell that exits at once: for a direct child, Java would wait 0.3 s when it exits.
     *
     * @param state ajj's directory for state, which also holds the log
     * @return the process id
     * @throws IOException when it cannot be started
     */
    static long start(Map<String, String> environment, Path state) throws IOException {
        Path log = ForwardProcess.log(state);
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.delete(log);
        }
        if (Files.notExists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "sh"));
        shell.addAll(command(state));
        ProcessBuilder builder = new ProcessBuilder(shell);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process started = builder.directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (BufferedReader output = started.inputReader()) {
            return Long.parseLong(String.valueOf(output.readLine()));
        } catch (NumberFormatException none) {
            throw new IOException("the shell has not started it", none);
        }
    }

    private static List<String> command(Path state) throws IOException {
        String program = ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new IOException("the system does not report the path of this program"));
        if ("runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))) {
            return List.of(program, ForwardProcess.OPTION, state.toString());
        }
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(JVM);
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        // Without the class archive, with which it starts 0.1 s faster but takes 25 MB more.
        command.addAll(List.of("-cp", classes, MAIN, ForwardProcess.OPTION, state.toString()));
        return command;
    }
}
