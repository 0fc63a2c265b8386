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

/** The {@code connection} of a well-known server: its address with user, password and database, as a template. */
public final class Connection {
    /** Others would have to be encoded in an address, and a template cannot do that. */
    private static final Pattern FIT_FOR_ADDRESS = Pattern.compile("[A-Za-z0-9._~-]*");

    private static final String REDIS_PASSWORD = "--requirepass";
    private static final Pattern IN_A_SHELL = Pattern.compile(REDIS_PASSWORD + "[\\s=]+(\\S+)");

    private final KnownImage image;
    private final Map<String, String> env;
    private final List<String> command;

    private Connection(KnownImage image, Map<String, String> env, List<String> command) {
        this.image = image;
        this.env = env;
        this.command = command;
    }

    /**
     * The template.
     *
     * @param port the port of the container, as declared
     */
    public static String of(KnownImage image, String port, Map<String, String> env, List<String> command) {
        return new Connection(image, env, command).template(port);
    }

    private String template(String port) {
        Address address = image.address();
        String place = "{{ host }}:{{ ports." + port + " }}";
        if (address.scheme().isEmpty()) {
            return place;
        }
        String login = address.scheme().equals("redis") ? redisLogin() : login(address.accounts());
        String database = value(address.database())
                .filter(name -> !name.equals("/"))
                .map(name -> "/" + name)
                .orElse("");
        String suffix =
                login.isEmpty() || address.suffix().isEmpty() ? "" : (database.isEmpty() ? "/" : "") + address.suffix();
        return address.scheme() + "://" + login + place + database + suffix;
    }

    /** The first account that has a user. */
    private String login(List<Account> accounts) {
        for (Account account : accounts) {
            Optional<String> user = value(account.user());
            Optional<String> password = value(account.password());
            // A name that nothing but the image knows is of no use without its password.
            boolean named = isSet(account.user())
                    || password.isPresent()
                    || image.server().equals("postgres");
            if (user.isPresent() && named) {
                return user.get() + password.map(secret -> ":" + secret).orElse("") + "@";
            }
        }
        return "";
    }

    /** The official image takes its password from the command line, and no variable. */
    private String redisLogin() {
        String password = redisPassword();
        if (!password.startsWith("$")) {
            return password.isEmpty() ? "" : ":" + encoded(password) + "@";
        }
        String name = password.replaceAll("[${}]", "");
        return env.containsKey(name) ? ":" + variable(name) + "@" : "";
    }

    /** A word of the command, or of the line that a shell is given; a variable's name with its dollar. */
    private String redisPassword() {
        int option = command.indexOf(REDIS_PASSWORD);
        if (option >= 0 && option + 1 < command.size()) {
            return command.get(option + 1);
        }
        Matcher said = IN_A_SHELL.matcher(String.join(" ", command));
        return said.find() ? said.group(1).replaceAll("^[\"']|[\"']$", "") : "";
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
        return FIT_FOR_ADDRESS.matcher(value).matches() ? "{{ env." + name + " }}" : encoded(value);
    }

    /** The text as a part of an address. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
