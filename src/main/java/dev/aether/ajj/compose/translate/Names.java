package dev.aether.ajj.compose.translate;

import dev.aether.ajj.model.text.Hash;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that aether.toml takes, for those that compose takes. */
final class Names {
    private static final int LONGEST_SERVICE = 40;
    private static final int LONGEST_VOLUME = 100;
    private static final int DIGITS = 6;
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_-]+");
    private static final Pattern ODD_START = Pattern.compile("^[^A-Za-z0-9]+");

    private Names() {}

    /** Each service's name, by that in the compose file. A hash is added where two would have the same name. */
    static Map<String, String> ofServices(Collection<String> services) {
        List<String> fit =
                services.stream().map(name -> fit(name, LONGEST_SERVICE)).toList();
        return services.stream().collect(Collectors.toMap(Function.identity(), name -> {
            String plain = fit(name, LONGEST_SERVICE);
            return plain.equals(name) || Collections.frequency(fit, plain) == 1
                    ? plain
                    : marked(name, plain, LONGEST_SERVICE);
        }));
    }

    /** A volume's name. It depends on no other volume: data must not move to another one when the compose file changes. */
    static String ofVolume(String volume) {
        String plain = fit(volume, LONGEST_VOLUME);
        return plain.equals(volume) ? plain : marked(volume, plain, LONGEST_VOLUME);
    }

    /** The name for a volume that has none. */
    static String ofVolume(String service, String target) {
        String wanted = service + "-" + target.replaceFirst(".*/", "");
        return marked(service + ":" + target, fit(wanted, LONGEST_VOLUME), LONGEST_VOLUME);
    }

    private static String marked(String identity, String plain, int longest) {
        String head = plain.substring(0, Math.min(plain.length(), longest - DIGITS - 1));
        return head + "-" + Hash.of(identity, DIGITS);
    }

    private static String fit(String name, int longest) {
        String plain = ODD_START.matcher(ODD.matcher(name).replaceAll("-")).replaceAll("");
        String whole = plain.isEmpty() ? "x" : plain;
        return whole.length() <= longest ? whole : whole.substring(0, longest);
    }
}
