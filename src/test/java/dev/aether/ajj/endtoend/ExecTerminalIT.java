package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code ajj exec} on a terminal: the command has one too, and ajj restores the mode of its terminal afterwards. */
@NeedsJj
@NeedsDocker
@EnabledOnOs(OS.LINUX)
class ExecTerminalIT extends RedisWorkspace {
    private static final String CTRL_C = "\u0003";
    private static final String ENTER = "\r";

    @Test
    void theTerminalSizeKeysAndStatusAreForwarded() throws Exception {
        try (PseudoTerminal terminal = terminal("exec redis -- env PS1='inside> ' sh")) {
            String tty = terminal.await("tty ");
            terminal.await("inside> ");
            terminal.type("stty size; echo done" + ENTER);
            terminal.await("33 101");

            Shell.succeed(Map.of(), List.of("stty", "-F", tty, "rows", "25", "cols", "90"));
            terminal.type("until test \"$(stty size)\" = '25 90'; do sleep 0.1; done; echo re''sized" + ENTER);
            terminal.await("resized");

            terminal.type("sleep 1000" + ENTER);
            terminal.await("sleep 1000");
            terminal.type(CTRL_C);
            terminal.await("inside> ");
            terminal.type("echo $? is the st''atus; tty; exit 5" + ENTER);
            assertThat(terminal.await("130 is the status\r\n") + terminal.await("/dev/pts"))
                    .isNotNull();
            assertThat(terminal.await("ended with ")).isEqualTo("5");
            terminal.awaitEnd();
        }
        assertThat(modeAfter()).isEqualTo(modeBefore());
    }

    @Test
    void theTerminalIsRestoredWhenTheCommandDies() throws Exception {
        try (PseudoTerminal terminal = terminal("exec redis -- sh -c 'echo ready; sleep 1000'")) {
            terminal.await("ready");
            PackagedAjj.docker("kill", container("redis"));
            assertThat(terminal.await("ended with ")).isEqualTo("137");
            terminal.awaitEnd();
        }
        assertThat(modeAfter()).isEqualTo(modeBefore());
    }

    @Test
    void theTerminalIsRestoredWhenAjjIsKilled() throws Exception {
        try (PseudoTerminal terminal = terminal("exec redis -- sh -c 'echo ready; sleep 1000'")) {
            String pid = terminal.await("pid ");
            terminal.await("ready");
            Shell.succeed(Map.of(), List.of("kill", "-TERM", pid));
            terminal.await("Error: ");
            assertThat(terminal.await("ended with ")).isEqualTo("130");
            terminal.awaitEnd();
        }
        assertThat(modeAfter()).isEqualTo(modeBefore());
    }

    @Test
    void theTerminalIsRestoredWhenTheCommandDoesNotExist() throws Exception {
        try (PseudoTerminal terminal = terminal("exec redis -- no-such-command")) {
            terminal.await("the command no-such-command was not found in the container of redis");
            assertThat(terminal.await("ended with ")).isEqualTo("127");
            terminal.awaitEnd();
        }
        assertThat(modeAfter()).isEqualTo(modeBefore());
    }

    @Test
    void optionTAllocatesNoTerminal() throws Exception {
        try (PseudoTerminal terminal = terminal("exec -T redis -- sh -c 'test -t 1 || echo no ter''minal'")) {
            terminal.await("no terminal");
            assertThat(terminal.await("ended with ")).isEqualTo("0");
            terminal.awaitEnd();
        }
    }

    private PseudoTerminal terminal(String arguments) throws IOException {
        String script = "stty rows 33 cols 101; stty -g >../before; echo tty $(tty);"
                + " sh -c 'echo pid $$; exec \"$@\"' sh '" + PackagedAjj.binary() + "' " + arguments + ";"
                + " echo ended with $?; stty -g >../after";
        return new PseudoTerminal(ajj.repository.root(), ajj.environment, script);
    }

    private String modeBefore() throws IOException {
        return Files.readString(directory.resolve("before"));
    }

    private String modeAfter() throws IOException {
        return Files.readString(directory.resolve("after"));
    }
}
