package dev.aether.ajj.model.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an engine that is reached by the program {@code ssh}. Contains no secret: a key is named by its path.
 *
 * @param host as given to {@code ssh}: a host name, an address, or an alias of the user's ssh configuration
 * @param user empty: as the ssh configuration says
 * @param port 1 to 65535; empty: as the ssh configuration says
 * @param key absolute path of a private key on this machine; empty: as the ssh configuration says
 * @param socket absolute path of the engine's socket on that machine; empty: the default
 */
public record SshAddress(
        String host, Optional<String> user, OptionalInt port, Optional<String> key, Optional<String> socket) {
    /** The prefix of every such address. */
    public static final String SCHEME = "ssh://";

    private static final String DEFAULT_SOCKET = "/var/run/docker.sock";
    private static final String KEY = "?key_path=";
    private static final int LAST_PORT = 65535;
    /** Excludes options of ssh and characters with a meaning in a shell. */
    private static final String WORD = "[A-Za-z0-9_.][A-Za-z0-9_.-]*";

    private static final Pattern HOST = Pattern.compile(WORD + "|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:%\\w+)?");
    private static final Pattern USER = Pattern.compile(WORD);
    private static final Pattern ADDRESS = Pattern.compile(
            SCHEME + "(?:(?<user>[^@/?#]*)@)?(?:\\[(?<address>[^]/?#]*:[^]/?#]*)]|(?<name>[^:@/?#\\[\\]]*))"
                    + "(?::(?<port>\\d{1,5}))?(?<socket>/[^?#]*)?(?:" + Pattern.quote(KEY) + "(?<key>[^?#]+))?");

    /** Whether the text is a host name that ssh can be given. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** Whether the text is a user name that ssh can be given. */
    public static boolean isUser(String text) {
        return USER.matcher(text).matches();
    }

    /** Whether the text is a path for a key or a socket. */
    public static boolean isPath(String text) {
        return text.startsWith("/") && text.length() > 1 && text.chars().noneMatch(Character::isISOControl);
    }

    /** Parses {@link #text}, and addresses of {@code DOCKER_HOST}; empty when invalid. */
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

    /** Returns an empty text when the encoding is invalid. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** Returns the path of the engine's socket on that machine. */
    public String engineSocket() {
        return socket.orElse(DEFAULT_SOCKET);
    }

    /** Returns the destination for ssh: {@code dev@build.example.com}. */
    public String destination() {
        return user.map(name -> name + "@").orElse("") + host;
    }

    /**
     * Returns the full address: {@code ssh://dev@build.example.com:2222/run/docker.sock?key_path=%2Fhome%2Fdev%2Fkey}.
     */
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
