package dev.aether.ajj.spi.directory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Writes rendered files into a workspace. Failures: {@code CONTEXT_INJECTION_FAILED}. */
public interface Injector {

    /** Refuses a file that cannot be injected. Writes nothing. */
    void check(Path root, String file);

    /**
     * Checks that {@code file} can be injected, and creates it empty (mode 0600) if it is missing, so that jj can be
     * asked to ignore it before it has content.
     *
     * @param file relative to {@code root}
     * @return whether this call created the file
     */
    boolean prepare(Path root, String file);

    /** Writes the content into ajj's block of the file, atomically, mode 0600; text outside the block stays. */
    void inject(Path root, String file, String content);

    /** Whether {@link #inject} would not change the file. Writes nothing; false for a missing file. */
    boolean isUpToDate(Path root, String file, String content);

    /** Whether the file contains nothing that ajj did not write. Writes nothing; false for a missing file. */
    boolean hasOnlyAjjText(Path root, String file);

    /**
     * Removes ajj's block, and the file and its directories if they are then empty. A missing block, file or workspace
     * is no error. A file without comments (JSON) stays if it was changed.
     */
    void withdraw(Path root, String file);

    /**
     * Returns the variables of an injected dotenv file, ajj's and the user's, in the order of the file.
     *
     * @param references resolves references such as <code>${NAME}</code> in values
     * @throws dev.aether.ajj.error.Failure {@code CONTEXT_INJECTION_FAILED} when the file does not exist, or with the
     *     unreadable line of ajj's block
     */
    Variables variables(Path root, String file, References references);

    /**
     * The variables of a file.
     *
     * @param ignored one sentence for each unreadable line of the user's, without its text
     */
    record Variables(SequencedMap<String, String> values, List<String> ignored) {}

    /** Resolves references to variables. */
    @FunctionalInterface
    interface References {

        /**
         * Returns the value; empty when the variable does not exist.
         *
         * @param inFile the value from the lines above
         */
        Optional<String> find(String name, Optional<String> inFile);
    }
}
