package dev.aether.ajj.cli.completion;

import dev.aether.ajj.cli.CommandTree;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A completion script in a directory, with a fake ajj that knows names, and a fake jj that knows three words. */
final class CompletionScene {
    private static final String AJJ = """
            echo "ajj $*" >>"$CALLS"
            case "$1 $2" in
            "__complete services") printf 'postgres\\nredis\\n' ;;
            "__complete workspaces") printf '%s\\n' default feature 'my work' "it's" a:b '$HOME' ;;
            esac
            """;

    /** The real jj's completion script in short: a function, and its registration. */
    private static final String JJ = """
            case "$COMPLETE" in
            bash) cat <<'END'
            _jj_of_the_test() {
                echo "${COMP_WORDS[*]}|$2" >>"$CALLS"
                COMPREPLY=($(compgen -W 'log status --debug' -- "$2"))
            }
            complete -o nospace -F _jj_of_the_test jj
            END
            ;;
            zsh) cat <<'END'
            _jj_of_the_test() {
                echo "${words[*]}|$CURRENT" >>"$CALLS"
                local -a values=('log:jj log' 'status:jj status' '--debug:Much')
                _describe -V values values
            }
            compdef _jj_of_the_test jj
            END
            ;;
            fish) cat <<'END'
            function _jj_of_the_test
                set -l words (commandline -co)
                echo "$words|"(commandline -ct) >>$CALLS
                printf '%s\n' log status --debug
            end
            complete -c jj -f -a '(_jj_of_the_test)'
            END
            ;;
            esac
            """;

    private final Path directory;
    private final Path script;

    /** Creates the scene in an empty directory. */
    CompletionScene(Path directory, Shell shell) {
        this.directory = directory;
        this.script = directory.resolve("script");
        try {
            Files.createDirectory(directory.resolve("bin"));
            Files.writeString(script, shell.script(CommandTree.ajj().getCommandSpec()));
            program("ajj", AJJ);
            program("jj", JJ);
            Files.createFile(directory.resolve("calls"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void program(String name, String body) {
        Scripts.write(directory.resolve("bin").resolve(name), "#!/bin/sh\n" + body);
    }

    /** Runs a shell with the script before the given arguments; returns the lines that it prints. */
    List<String> run(List<String> shell, List<String> arguments) {
        List<String> command = new ArrayList<>(shell);
        command.add(script.toString());
        command.addAll(arguments);
        String output = dev.aether.ajj.testing.Shell.succeed(environment(), command);
        return output.lines().filter(line -> !line.isEmpty()).toList();
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH",
                directory.resolve("bin") + ":" + System.getenv("PATH"),
                "HOME",
                directory.toString(),
                "CALLS",
                directory.resolve("calls").toString(),
                "TERM",
                "dumb",
                "LC_ALL",
                "C.UTF-8");
    }

    Path script() {
        return script;
    }

    /** Returns the calls of the fake programs, and of shell builtins that the test replaces. */
    List<String> calls() {
        try {
            return Files.readAllLines(directory.resolve("calls"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
