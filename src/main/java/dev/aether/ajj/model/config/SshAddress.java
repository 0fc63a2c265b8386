package dev.aether.ajj.model.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine on another machine, reached by the program {@code ssh}. Holds no secret: a key is named by its path.
 *
 * @param host as given to {@code ssh}: a host name, an address, or an alias of the user's ssh configuration
 * @param user empty: as the ssh configuration says
 * @param port 1 to 65535; empty: as the ssh configuration says
 * @param key absolute path of a private key on this machine; empty: as the ssh configuration says
 * @param socket absolute path of the engine's socket on that machine; empty: the usual one
 */
public record SshAddress(
        String host, Optional<String> user, OptionalInt port, Optional<String> key, Optional<String> socket) {
    /** What every such address begins with. */
    public static final String SCHEME = "ssh://";

    private static final String USUAL_SOCKET = "/var/run/docker.sock";
    private static final String KEY = "?key_path=";
    private static final int LAST_PORT = 65535;
    /** Neither a host nor a user may look like an option of ssh, or hold what a shell understands. */
    private static final String WORD = "[A-Za-z0-9_.][A-Za-z0-9_.-]*";

    private static final Pattern HOST = Pattern.compile(WORD + "|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:%\\w+)?");
    private static final Pattern USER = Pattern.compile(WORD);
    private static final Pattern ADDRESS = Pattern.compile(
            SCHEME + "(?:(?<user>[^@/?#]*)@)?(?:\\[(?<address>[^]/?#]*:[^]/?#]*)]|(?<name>[^:@/?#\\[\\]]*))"
                    + "(?::(?<port>\\d{1,5}))?(?<socket>/[^?#]*)?(?:" + Pattern.quote(KEY) + "(?<key>[^?#]+))?");

    /** Whether ssh can be given this name of a host. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** Whether ssh can be given this name of a user. */
    public static boolean isUser(String text) {
        return USER.matcher(text).matches();
    }

    /** Whether a key or a socket can have this path. */
    public static boolean isPath(String text) {
        return text.startsWith("/") && text.length() > 1 && text.chars().noneMatch(Character::isISOControl);
    }

    /** Reads {@link #text}, and addresses as {@code DOCKER_HOST} has them; empty when it is not a valid one. */
    public static Optional<SshAddress> parse(String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<String> user = Optional.ofNullable(parts.group("user"));
        Optional<Integer> port = Optional.ofNullable(parts.group("port")).map(Integer::valueOf);
        String host = Optional.ofNullable(parts.group("address")).orElseGet(() -> parts.group("name"));
        Optional<String> key = Optional.ofNullable(parts.group("key")).map(SshAddress::decoded);
        Optional<String> socket = Optional.ofNullable(parts.group("socket"))
                .filter(path -> path.length() > 1)
                .map(path -> decoded(path.replace("+", "%2B")));
        if (!isHost(host)
                || !user.map(SshAddress::isUser).orElse(true)
                || port.filter(number -> number == 0 || number > LAST_PORT).isPresent()
                || !key.map(SshAddress::isPath).orElse(true)
                || !socket.map(SshAddress::isPath).orElse(true)) {
            return Optional.empty();
        }
        return Optional.of(
                new SshAddress(host, user, port.map(OptionalInt::of).orElse(OptionalInt.empty()), key, socket));
    }

    /** Empty when it cannot be decoded. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** Where the engine listens on that machine. */
    public String engineSocket() {
        return socket.orElse(USUAL_SOCKET);
    }

    /** As the user would write it for ssh: {@code dev@build.example.com}. */
    public String destination() {
        return user.map(name -> name + "@").orElse("") + host;
    }

    /** The whole of it: {@code ssh://dev@build.example.com:2222/run/docker.sock?key_path=%2Fhome%2Fdev%2Fkey}. */
    public String text() {
        return SCHEME
                + user.map(name -> name + "@").orElse("")
                + (host.contains(":") ? "[" + host + "]" : host)
                + (port.isPresent() ? ":" + port.getAsInt() : "")
                + socket.map(path -> encoded(path).replace("+", "%20").replace("%2F", "/"))
                        .orElse("")
                + key.map(path -> KEY + encoded(path)).orElse("");
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }
}
