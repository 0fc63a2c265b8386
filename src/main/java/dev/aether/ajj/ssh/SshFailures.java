package dev.aether.ajj.ssh;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns messages of ssh into failures with hints. */
final class SshFailures {
    private static final Pattern OPEN_KEY = Pattern.compile("Permissions 0?(\\d+) for '([^']+)' are too open");
    private static final Pattern UNKNOWN_HOST = Pattern.compile("Could not resolve hostname ([^:]+):");
    private static final Pattern REFUSED = Pattern.compile("connect to host (\\S+) port (\\d+): Connection refused");
    private static final Pattern UNREACHABLE = Pattern.compile(
            "connect to host (\\S+) port (\\d+): ((?:Connection|Operation) timed out|No route to host|Network is unreachable)");
    private static final Pattern DENIED = Pattern.compile("Permission denied \\(([^)]*)\\)");
    private static final Pattern NOT_ASKED = Pattern.compile("Permission denied, please try again");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final int MAX_LINES = 3;

    private SshFailures() {}

    /**
     * Checks that the address's key can be used: ssh itself only warns and tries other keys.
     *
     * @throws Failure {@code BACKEND_UNAVAILABLE}
     */
    static void checkKey(SshProgram program) {
        Optional<String> named = program.address().key();
        if (named.isEmpty()) {
            return;
        }
        Path key = Path.of(named.get());
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
            if (!Files.isRegularFile(key) || !Files.isReadable(key)) {
                throw missingKey(program, key);
            }
            if (!PRIVATE.containsAll(permissions)) {
                throw openKey(program, key.toString(), "");
            }
        } catch (IOException | UnsupportedOperationException missing) {
            throw missingKey(program, key);
        }
    }

    private static Failure missingKey(SshProgram program, Path key) {
        return program.unavailable(
                "the private key " + key + " does not exist or cannot be read",
                List.of("correct key_path in [backend], or create a key: ssh-keygen -t ed25519 -f "
                        + ShellWord.quoted(key.toString())),
                "");
    }

    /** Whether the host has answered and refused the login, or its host key was refused. */
    static boolean isDenied(String stderr) {
        return DENIED.matcher(stderr).find()
                || stderr.contains("Too many authentication failures")
                || stderr.contains("Host key verification failed");
    }

    private static Failure openKey(SshProgram program, String key, String stderr) {
        return program.unavailable(
                "other users can read the private key " + key + ", so it is not used",
                List.of("make it private: chmod 600 " + ShellWord.quoted(key)),
                stderr);
    }

    /** Returns the failure of an attempt to connect. */
    static Failure of(SshProgram program, String stderr) {
        SshAddress address = program.address();
        String host = address.host();
        Matcher found = OPEN_KEY.matcher(stderr);
        if (found.find()) {
            return openKey(program, found.group(2), stderr);
        }
        found = UNKNOWN_HOST.matcher(stderr);
        if (found.find()) {
            return program.unavailable(
                    "the host of the engine, " + found.group(1) + ", does not exist",
                    List.of(
                            "check the name: getent hosts " + found.group(1),
                            "if it is an alias, define it in ~/.ssh/config: Host " + host),
                    stderr);
        }
        found = REFUSED.matcher(stderr);
        if (found.find()) {
            return program.unavailable(
                    host + " refuses connections to port " + found.group(2) + ": no SSH server listens there",
                    List.of(
                            "start the SSH server there, or correct the port",
                            "try it: " + program.command("", "true")),
                    stderr);
        }
        found = UNREACHABLE.matcher(stderr);
        if (found.find()) {
            return program.unavailable(
                    "cannot reach " + host + " on port " + found.group(2) + ": " + found.group(3),
                    List.of("check the network, a VPN or a firewall", "try it: " + program.command("", "true")),
                    stderr);
        }
        if (stderr.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
            return program.unavailable(
                    "the host key of " + host + " has changed: the host was reinstalled, or another machine answers"
                            + " in its place",
                    List.of(
                            "if it was reinstalled, remove the old key: ssh-keygen -R " + knownHost(address),
                            "then connect once to check and accept the new key: " + program.command("", "true")),
                    stderr);
        }
        if (stderr.contains("Host key verification failed")) {
            return program.unavailable(
                    "the host key of " + host + " is not known, so the connection was refused",
                    List.of("connect once, compare the fingerprint and accept it: " + program.command("", "true")),
                    stderr);
        }
        found = DENIED.matcher(stderr);
        if (found.find() || NOT_ASKED.matcher(stderr).find() || stderr.contains("Too many authentication failures")) {
            return program.unavailable(
                    address.destination() + " accepts none of your keys"
                            + (stderr.contains("password") ? " or passwords" : ""),
                    List.of(
                            "list the keys that ssh offers: ssh-add -l; ssh asks for a password only on a terminal",
                            "install your key there: ssh-copy-id " + port(address) + address.destination(),
                            "or name the key in aether.toml: [backend] key_path = \"~/.ssh/id_ed25519\""),
                    stderr);
        }
        return program.unavailable(
                "ssh cannot connect to " + address.destination() + reason(stderr),
                List.of("see why: " + program.command("-v", "true")),
                stderr);
    }

    private static String port(SshAddress address) {
        return address.port().isPresent() ? "-p " + address.port().getAsInt() + " " : "";
    }

    private static String knownHost(SshAddress address) {
        return address.port().isPresent()
                ? "'[" + address.host() + "]:" + address.port().getAsInt() + "'"
                : address.host();
    }

    /** Returns the last lines, which give the reason. */
    private static String reason(String stderr) {
        List<String> lines = stderr.strip().lines().map(String::strip).toList();
        String last = String.join(" ", lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size()));
        return last.isEmpty() ? "" : ": " + last;
    }
}
