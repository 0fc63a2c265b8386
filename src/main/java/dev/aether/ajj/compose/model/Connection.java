package dev.aether.ajj.compose.model;

import dev.aether.ajj.compose.model.KnownImage.Account;
import dev.aether.ajj.compose.model.KnownImage.Address;
import dev.aether.ajj.compose.model.KnownImage.Choice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The template for the {@code connection} of a well-known server: its URL with user, password and database. */
public final class Connection {
    /** Values that need no URL encoding, which a template cannot do. */
    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9._~-]*");

    private static final String REDIS_PASSWORD = "--requirepass";
    private static final Pattern IN_SHELL_LINE = Pattern.compile(REDIS_PASSWORD + "[\\s=]+(\\S+)");

    private final KnownImage image;
    private final Map<String, String> env;
    private final List<String> command;

    private Connection(KnownImage image, Map<String, String> env, List<String> command) {
        this.image = image;
        this.env = env;
        this.command = command;
    }

    /** Returns the template for a declared container port. */
    public static String of(KnownImage image, String port, Map<String, String> env, List<String> command) {
        return new Connection(image, env, command).template(port);
    }

    private String template(String port) {
        Address address = image.address();
        String hostAndPort = "{{ host }}:{{ ports." + port + " }}";
        if (address.scheme().isEmpty()) {
            return hostAndPort;
        }
        String login = address.scheme().equals("redis") ? redisLogin() : login(address.accounts());
        String database = value(address.database())
                .filter(name -> !name.equals("/"))
                .map(name -> "/" + name)
                .orElse("");
        String suffix =
                login.isEmpty() || address.suffix().isEmpty() ? "" : (database.isEmpty() ? "/" : "") + address.suffix();
        return address.scheme() + "://" + login + hostAndPort + database + suffix;
    }

    /** Returns the login of the first account with a user. */
    private String login(List<Account> accounts) {
        for (Account account : accounts) {
            Optional<String> user = value(account.user());
            Optional<String> password = value(account.password());
            // The image's default user is useless without a password, except in postgres.
            boolean named = isSet(account.user())
                    || password.isPresent()
                    || image.server().equals("postgres");
            if (user.isPresent() && named) {
                return user.get() + password.map(secret -> ":" + secret).orElse("") + "@";
            }
        }
        return "";
    }

    /** The official image has no variable for the password, only a command-line option. */
    private String redisLogin() {
        String password = redisPassword();
        if (!password.startsWith("$")) {
            return password.isEmpty() ? "" : ":" + encoded(password) + "@";
        }
        String name = password.replaceAll("[${}]", "");
        return env.containsKey(name) ? ":" + variable(name) + "@" : "";
    }

    /** Finds the password in the command's words, or in a line for a shell; a variable keeps its dollar. */
    private String redisPassword() {
        int option = command.indexOf(REDIS_PASSWORD);
        if (option >= 0 && option + 1 < command.size()) {
            return command.get(option + 1);
        }
        Matcher password = IN_SHELL_LINE.matcher(String.join(" ", command));
        return password.find() ? password.group(1).replaceAll("^[\"']|[\"']$", "") : "";
    }

    private boolean isSet(Choice choice) {
        return choice.variables().stream().anyMatch(this::hasValue);
    }

    private Optional<String> value(Choice choice) {
        return choice.variables().stream()
                .filter(this::hasValue)
                .findFirst()
                .map(this::variable)
                .or(() -> Optional.of(choice.otherwise()))
                .filter(text -> !text.isEmpty());
    }

    private boolean hasValue(String name) {
        return !env.getOrDefault(name, "").isEmpty();
    }

    private String variable(String name) {
        String value = env.getOrDefault(name, "");
        return URL_SAFE.matcher(value).matches() ? "{{ env." + name + " }}" : encoded(value);
    }

    /** Encodes a text for a URL. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
