package dev.aether.ajj.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds what somebody meant who mistyped a word. */
public final class Suggestions {
    /** Found by trying: typing errors score above, other words of the same file below. */
    private static final double NEAR_ENOUGH = 0.82;

    private Suggestions() {}

    /** The word of {@code known} that is nearest to {@code word}, if one is near enough to be worth a question. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> similarity(word, candidate) >= NEAR_ENOUGH)
                .max(Comparator.<String>comparingDouble(candidate -> similarity(word, candidate))
                        .thenComparing(Comparator.reverseOrder()));
    }

    /** A hint for somebody who wrote {@code word}: {@code did you mean "..."?}, or {@code otherwise} when nothing is near. */
    public static String hint(String word, Collection<String> known, String otherwise) {
        return nearest(word, known)
                .map(nearest -> "did you mean \"" + nearest + "\"?")
                .orElse(otherwise);
    }

    private static double similarity(String left, String right) {
        return new JaroWinklerSimilarity().apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }
}
