package dev.aether.ajj.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Suggests corrections of misspelled words. */
public final class Suggestions {
    /** Found by experiment: misspellings score above, different words of a file below. */
    private static final double NEAR_ENOUGH = 0.82;

    private Suggestions() {}

    /** Returns the word of {@code known} that is most similar to {@code word}; empty when none is similar enough. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> similarity(word, candidate) >= NEAR_ENOUGH)
                .max(Comparator.<String>comparingDouble(candidate -> similarity(word, candidate))
                        .thenComparing(Comparator.reverseOrder()));
    }

    /** Returns the hint {@code did you mean "..."?}, or {@code otherwise} when no word is similar enough. */
    public static String hint(String word, Collection<String> known, String otherwise) {
        return nearest(word, known)
                .map(nearest -> "did you mean \"" + nearest + "\"?")
                .orElse(otherwise);
    }

    private static double similarity(String left, String right) {
        return new JaroWinklerSimilarity().apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
    }
}
