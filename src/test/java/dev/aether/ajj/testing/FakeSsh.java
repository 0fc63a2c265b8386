package dev.aether.ajj.testing;

import dev.aether.ajj.ssh.SshFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A script that replaces {@code ssh}. It connects to a {@link FakeMaster}, and records its calls. */
public final class FakeSsh implements AutoCloseable {
    private static final String SCRIPT = """
            #!/bin/sh
            here='HERE'
            { for word in "$@"; do printf '%s\\n' "$word"; done; echo; } >>"$here/calls"
            kind=connect
            for word in "$@"; do
              case $word in
                -G) kind=config ;;
                -T) kind=command ;;
                ControlPath=*) control=${word#ControlPath=?}; control=${control%?} ;;
              esac
            done
            if [ $kind = config ]; then exec cat "$here/config"; fi
            if [ $kind = command ]; then exec cat "$here/output"; fi
            if [ -e "$here/slow" ]; then exec sleep 60; fi
            if [ -e "$here/refusal" ]; then cat "$here/refusal" >&2; exit 255; fi
            exec ln "$here/master" "$control"
            """;

    private final Path directory;
    /** The fake connection. */
    public final FakeMaster master;

    /** @param directory empty, and with a short path */
    public FakeSsh(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectory(directory.resolve("bin"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Path _ = Scripts.write(directory.resolve("bin/ssh"), SCRIPT.replace("HERE", directory.toString()));
        sharedAt("none");
        prints("");
        this.master = new FakeMaster(directory.resolve("master"));
    }

    /** Returns an environment whose PATH contains the script. */
    public Map<String, String> environment() {
        return Map.of("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
    }

    /** Returns the files of its connections. */
    public SshFiles files() {
        return new SshFiles(directory.resolve("s"));
    }

    /** Makes connecting fail with this text on stderr. */
    public FakeSsh refusing(String stderr) {
        return write("refusal", stderr);
    }

    /** Makes connecting take too long. */
    public FakeSsh slow() {
        return write("slow", "");
    }

    /** Sets the output of commands on the host. */
    public FakeSsh prints(String output) {
        return write("output", output);
    }

    /** Sets the path at which the user's configuration shares connections. */
    public FakeSsh sharedAt(String control) {
        return write("config", "host build\ncontrolpath " + control + "\n");
    }

    private FakeSsh write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Returns the arguments of all calls so far. */
    public List<List<String>> calls() {
        if (Files.notExists(directory.resolve("calls"))) {
            return List.of();
        }
        List<List<String>> calls = new ArrayList<>(List.of(new ArrayList<>()));
        try (Stream<String> lines = Files.lines(directory.resolve("calls"))) {
            lines.forEach(line -> {
                if (line.isEmpty()) {
                    calls.add(new ArrayList<>());
                } else {
                    calls.getLast().add(line);
                }
            });
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        calls.removeLast();
        return calls;
    }

    /** Returns the number of attempts to connect. */
    public long connections() {
        return calls().stream().filter(call -> call.contains("-N")).count();
    }

    @Override
    public void close() {
        master.close();
    }
}
