package dev.aether.ajj.cli;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Command lines of ajj and jj, for the tests of {@link CommandWords} and of the launcher script. */
public final class SampleLines {
    /** Words are separated by one blank; two blanks in a row enclose an empty word. */
    private static final String TABLE = """
            ajj: workspace add ../x
            ajj: workspace forget
            ajj: workspace list
            ajj: init
            ajj: init --from compose.yaml --force
            ajj: -c other.toml init
            ajj: up
            ajj: up db web
            ajj: -R ../other up
            ajj: down --volumes
            ajj: run -- make -j2
            ajj: run
            ajj: list
            ajj: status
            ajj: st
            ajj: cleanup
            ajj: cleanup --all --force --json
            ajj: -R ../other cleanup
            ajj: doctor
            ajj: doctor --json -v
            ajj: env --format shell
            ajj: logs -f -n 5 db
            ajj: --json logs
            ajj: exec db psql -U postgres --no-pager
            ajj: exec -u postgres db -- psql --config x
            ajj: -R ../other exec db ls
            jj: log -f
            jj: execute
            ajj: completion bash
            ajj: __complete services -R ../other
            jj: complete
            ajj: status --typo
            ajj: --help
            ajj: -h
            ajj: --version
            ajj: -V
            ajj: --json --version
            ajj: help
            ajj: -q help
            ajj: --json list
            ajj: -o json list
            ajj: --output json list
            ajj: --output=json list
            ajj: -ojson list
            ajj: -c aether.toml status
            ajj: --config aether.toml status
            ajj: --config=aether.toml status
            ajj: -R ../other workspace add ../x
            ajj: -R../other st
            ajj: --repository ../other st
            ajj: --color never st
            ajj: -q -v st
            ajj: -qv st
            ajj: -qRdir st
            ajj: -qo json st
            ajj: workspace -R ../other add ../x
            ajj: workspace --json list
            ajj: -o log status
            ajj: --help status
            jj: log
            jj: log -r @
            jj: log --help
            jj: -R status log
            jj: --config ui.color=never log
            jj: --help log
            jj: help log
            jj: help -k revsets
            jj: help workspace root
            jj: help help
            ajj: help up
            ajj: help workspace
            ajj: help --json
            ajj: --config-file x.toml --debug --at-op=@- list
            ajj: --ignore-immutable --no-pager workspace add ../x
            jj: --at-operation list log
            jj: --no-pager
            jj: --at-op=@-
            jj: --config-file up log
            jj: workspace --typo add
            jj: --typo workspace add
            ajj: help status
            ajj: help workspace add
            jj: -R
            ajj: --json
            ajj: -q
            ajj: -v
            ajj: --verbose
            ajj: -o json
            ajj: -ojson
            ajj: -o
            ajj: --output json
            ajj: --output=json
            ajj: -c aether.toml
            ajj: -caether.toml
            ajj: -R ../other --json
            ajj: --json workspace
            ajj: workspace --json
            ajj: -o json workspace
            jj: -R ../other
            jj: -R../other
            jj: --repository ../other
            ajj: --repository=../other workspace
            jj: --quiet
            jj: --color never
            jj: --config ui.color=never
            ajj: --json --no-pager
            ajj: --json workspace --no-pager
            ajj: --json log
            ajj: -o json log
            ajj: -ojson log -r @
            ajj: --output json workspace root
            ajj: --output=json workspace root
            ajj: -qojson typo
            ajj: workspace --json root
            ajj: --json help log
            ajj: --json -r @
            jj: log --json
            jj: -o human log
            jj: -ohuman log
            jj: --output human log
            jj: --output=human log
            jj: -v log
            jj: -R json log
            jj: workspace root --json
            jj: --json=yes
            ajj: --no-pager status
            ajj: --at-op @- status
            ajj: --ignore-working-copy list
            jj: -r @
            jj: -qx status
            jj: -- status
            jj: - status
            jj: --helpful
            jj: --output-x=json list
            ajj: workspace
            jj: workspace root
            ajj: workspace rename x
            ajj: workspace remove x y
            jj: workspace update-stale
            ajj: workspace --help
            ajj: workspace -h
            jj: workspace --help root
            ajj: workspace --debug add x
            ajj: workspace -R add
            jj: workspaces add
            jj: Status
            jj: runs
            jj: clean
            jj: upgrade
            ajj: --no-pager up
            jj: git push
            jj: git init
            jj: initialise
            jj:  status
            """;

    /** Returns pairs of a command line and jj's arguments. */
    public static Stream<Arguments> forJj() {
        return Stream.of(
                Arguments.of(List.of("-c", "aether.toml", "log", "-c", "x"), List.of("log", "-c", "x")),
                Arguments.of(List.of("-caether.toml", "-q", "log", "-q"), List.of("--quiet", "log", "-q")),
                Arguments.of(List.of("-R", "-c", "-c", "-R", "log"), List.of("-R", "-c", "log")),
                Arguments.of(
                        List.of("--color", "never", "-c", "a b", "--config", "-c", "log", "-c"),
                        List.of("--color", "never", "--config", "-c", "log", "-c")),
                Arguments.of(List.of("--verbose", "log"), List.of("--verbose", "log")),
                Arguments.of(List.of("--no-pager", "", "-q"), List.of("--no-pager", "", "-q")),
                Arguments.of(List.of("-R"), List.of("-R")),
                Arguments.of(List.of("--", "-c", "x"), List.of("--", "-c", "x")));
    }

    private SampleLines() {}

    /** Returns pairs of whether a command line is jj's, and its words. */
    public static Stream<Arguments> all() {
        return TABLE.lines().map(line -> Arguments.of(line.startsWith("jj:"), words(line)));
    }

    private static List<String> words(String line) {
        String words = line.substring(line.indexOf(':') + 1);
        return words.isEmpty() ? List.of() : List.of(words.substring(1).split(" ", -1));
    }
}
