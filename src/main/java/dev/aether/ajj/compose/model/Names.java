package dev.aether.ajj.compose.model;

import dev.aether.ajj.model.text.Hash;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Converts Compose's names to names that are valid in aether.toml. */
public final class Names {
    private static final int MAX_SERVICE = 40;
    private static final int MAX_VOLUME = 100;
    private static final int DIGITS = 6;
    private static final Pattern INVALID = Pattern.compile("[^A-Za-z0-9_-]+");
    private static final Pattern INVALID_START = Pattern.compile("^[^A-Za-z0-9]+");

    private Names() {}

    /** Returns names by those in the compose file. A hash is appended if two services would have the same name. */
    static Map<String, String> ofServices(Collection<String> services) {
        List<String> valid =
                services.stream().map(name -> valid(name, MAX_SERVICE)).toList();
        return services.stream().collect(Collectors.toMap(Function.identity(), name -> {
            String plain = valid(name, MAX_SERVICE);
            return plain.equals(name) || Collections.frequency(valid, plain) == 1
                    ? plain
                    : withHash(name, plain, MAX_SERVICE);
        }));
    }

    /** Returns a volume's name. It never depends on other volumes: a change of the compose file must not move data. */
    public static String ofVolume(String volume) {
        String plain = valid(volume, MAX_VOLUME);
        return plain.equals(volume) ? plain : withHash(volume, plain, MAX_VOLUME);
    }

    /** Returns a name for an anonymous volume. */
    public static String ofVolume(String service, String target) {
        String wanted = service + "-" + target.replaceFirst(".*/", "");
        return withHash(service + ":" + target, valid(wanted, MAX_VOLUME), MAX_VOLUME);
    }

    private static String withHash(String identity, String plain, int maxLength) {
        String head = plain.substring(0, Math.min(plain.length(), maxLength - DIGITS - 1));
        return head + "-" + Hash.of(identity, DIGITS);
    }

    private static String valid(String name, int maxLength) {
        String plain =
                INVALID_START.matcher(INVALID.matcher(name).replaceAll("-")).replaceAll("");
        String whole = plain.isEmpty() ? "x" : plain;
        return whole.length() <= maxLength ? whole : whole.substring(0, maxLength);
    }
}
