package dev.aether.ajj.compose.translate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names that aether.toml takes, for those that compose takes. Each is given once. */
public final class Names {
    private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9_-]+");
    private static final Pattern ODD_START = Pattern.compile("^[^A-Za-z0-9]+");

    private final int longest;
    private final Map<String, String> given = new LinkedHashMap<>();

    private Names(int longest) {
        this.longest = longest;
    }

    /**
     * Names for all of these; those that need no other have theirs for certain.
     *
     * @param longest how many characters a name may have
     */
    static Names of(Collection<String> wanted, int longest) {
        Names names = new Names(longest);
        wanted.stream().filter(name -> names.fit(name).equals(name)).forEach(name -> names.given.put(name, name));
        wanted.forEach(names::of);
        return names;
    }

    /** The name for what is called so elsewhere; the same one each time. */
    String of(String wanted) {
        return of(wanted, wanted);
    }

    /** The name for something else, which would like to be called so. */
    String of(String identity, String wanted) {
        String known = given.get(identity);
        if (known != null) {
            return known;
        }
        String fit = fit(wanted);
        String free = fit;
        for (int number = 2; given.containsValue(free); number++) {
            String suffix = "-" + number;
            free = fit.substring(0, Math.min(fit.length(), longest - suffix.length())) + suffix;
        }
        given.put(identity, free);
        return free;
    }

    private String fit(String name) {
        String plain = ODD_START.matcher(ODD.matcher(name).replaceAll("-")).replaceAll("");
        String whole = plain.isEmpty() ? "x" : plain;
        return whole.length() <= longest ? whole : whole.substring(0, longest);
    }
}
