package dev.aether.ajj.model.variable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps secret values out of logs and errors. */
public final class Secrets {
    private static final List<String> WORDS = List.of("PASS", "_PWD", "SECRET", "TOKEN", "KEY", "CREDENTIAL");
    private static final String MASK = "******";
    /** {@code ://user:password@}: the password. Text with a slash that could be a port and a path is not a password. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?<=://)([^/@:\\s]*):([^/\\s]+(?=@)|(?!\\d+/)[^@\\s]+(?=@))");

    /** The same with an {@code @} in it. */
    private static final Pattern LONGEST_PASSWORD = Pattern.compile("(?<=://)([^/@:\\s]*):((?!\\d+/)\\S+)(?=@)");

    /** In the form that {@link #PASSWORD} finds everything in. */
    private static final Pattern ADDRESS = Pattern.compile("\\w+://[^/@:?]*(:[^/@?]*)?@[^@?]*");

    /** {@code name=value} within a value, such as the options of a mount; a password may also have such a sign in it. */
    private static final Pattern PAIR = Pattern.compile("([\\w.-]+)=([^,;&\\s]+)");

    private static final Pattern LONGEST_PAIR = Pattern.compile("([\\w.-]+)=([^,]+)");

    private static final int SHORTEST = 4;

    private Secrets() {}

    /** Whether a value under this name is to be kept secret. */
    public static boolean looksSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return WORDS.stream().anyMatch(upper::contains);
    }

    /**
     * The text without the secrets among some values, and without the passwords of addresses.
     *
     * @param values with their names, such as an environment. Secrets are those whose names look secret, the lines of these, and in
     *     the other values the passwords of addresses and pairs such as {@code password=x}; those of less than 4 characters stay,
     *     because they would be found in any word
     */
    public static String redact(String text, Collection<Map.Entry<String, String>> values) {
        List<String> secrets = values.stream()
                .flatMap(entry -> looksSecret(entry.getKey())
                        ? Stream.concat(
                                Stream.of(entry.getValue()),
                                entry.getValue().lines().map(String::strip))
                        : secretsIn(entry.getValue()))
                .flatMap(secret -> Stream.of(secret, quoted(secret)))
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        // First: of a password with an @ an address shows the rest.
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK);
        }
        return redactAddress(redacted);
    }

    private static Stream<String> secretsIn(String value) {
        return Stream.concat(
                        found(PASSWORD, value),
                        Stream.concat(
                                found(LONGEST_PASSWORD, value),
                                Stream.concat(found(PAIR, value), found(LONGEST_PAIR, value))
                                        .filter(pair -> looksSecret(pair.group(1)))))
                .map(found -> found.group(2));
    }

    private static Stream<MatchResult> found(Pattern pattern, String value) {
        return pattern.matcher(value).results();
    }

    /** As programs show it between quotes. */
    static String quoted(String secret) {
        return secret.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    /**
     * A word of a command line without the value that looks secret: {@code --config=forge.token=x} ends behind the last
     * equals sign.
     */
    public static String redactArgument(String word) {
        int start = 0;
        for (int equals = word.indexOf('='); equals >= 0; equals = word.indexOf('=', start)) {
            if (looksSecret(word.substring(start, equals)) && equals < word.length() - 1) {
                return redactAddress(word.substring(0, equals + 1)) + MASK;
            }
            start = equals + 1;
        }
        return redactAddress(word);
    }

    /**
     * A value without its secrets, for a permission.
     *
     * @param value such as {@code username=u,password=p}, or an address
     */
    public static String masked(String value) {
        return Stream.of(value.split(",", -1)).map(Secrets::redactArgument).collect(Collectors.joining(","));
    }

    /** The text without the passwords of addresses in it: {@code tcp://me:x@host}. */
    public static String redactAddress(String text) {
        return PASSWORD.matcher(text).replaceAll("$1:" + MASK);
    }

    /**
     * A word that should be an address, without anything that may be a password: where it is not in the form of one, all
     * before its last {@code @} and behind its first question mark.
     */
    public static String redactInvalidAddress(String address) {
        return ADDRESS.matcher(address).matches()
                ? redactAddress(address)
                : address.replaceFirst("^(\\w+:/{0,2})?.*@", "$1" + MASK + "@").replaceFirst("\\?.*", "?" + MASK);
    }
}
