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
    /**
     * The password of {@code ://user:password@}. Text with a slash that could be a port and a path is not a password.
     */
    private static final Pattern PASSWORD =
            Pattern.compile("(?<=://)([^/@:\\s]*):([^/\\s]+(?=@)|(?!\\d+/)[^@\\s]+(?=@))");

    /** A password that may contain {@code @}. */
    private static final Pattern LONGEST_PASSWORD = Pattern.compile("(?<=://)([^/@:\\s]*):((?!\\d+/)\\S+)(?=@)");

    /** An address in which {@link #PASSWORD} finds every password. */
    private static final Pattern ADDRESS = Pattern.compile("\\w+://[^/@:?]*(:[^/@?]*)?@[^@?]*");

    /**
     * A pair {@code name=value} within a value, such as the options of a mount; {@link #LONGEST_PAIR} is for values
     * with separators.
     */
    private static final Pattern PAIR = Pattern.compile("([\\w.-]+)=([^,;&\\s]+)");

    private static final Pattern LONGEST_PAIR = Pattern.compile("([\\w.-]+)=([^,]+)");

    private static final int SHORTEST = 4;

    private Secrets() {}

    /** Whether a value with this name may be secret. */
    public static boolean looksSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return WORDS.stream().anyMatch(upper::contains);
    }

    /**
     * Masks the secrets among some values, and the passwords of addresses.
     *
     * @param values with their names, such as an environment. Secrets are values with secret-looking names and their
     *     lines, and in other values passwords of addresses and pairs such as {@code password=x}. Those with less than
     *     4 characters are not masked, because they occur in any text
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
        // Before redactAddress, which would mask only a part of a password with an @.
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

    /** Escapes a secret as programs print it between quotes. */
    static String quoted(String secret) {
        return secret.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    /**
     * Masks a secret-looking value in a command line argument, from its last equals sign:
     * {@code --config=forge.token=x}.
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
     * Masks the secrets of a value for the text of a permission.
     *
     * @param value such as {@code username=u,password=p}, or an address
     */
    public static String masked(String value) {
        return Stream.of(value.split(",", -1)).map(Secrets::redactArgument).collect(Collectors.joining(","));
    }

    /** Masks the passwords of addresses in a text: {@code tcp://me:x@host}. */
    public static String redactAddress(String text) {
        return PASSWORD.matcher(text).replaceAll("$1:" + MASK);
    }

    /**
     * Masks everything in a presumed address that may be a password. In an invalid address that is all before the last
     * {@code @} and after the first question mark.
     */
    public static String redactInvalidAddress(String address) {
        return ADDRESS.matcher(address).matches()
                ? redactAddress(address)
                : address.replaceFirst("^(\\w+:/{0,2})?.*@", "$1" + MASK + "@").replaceFirst("\\?.*", "?" + MASK);
    }
}
