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
     * Makes sure that {@code file} can be injected, leaving an empty file (mode 0600) where there is none, so that the
     * version control system can be asked about it before it holds anything.
     *
     * @param file relative to {@code root}
     * @return whether the file was made by this call
     */
    boolean prepare(Path root, String file);

    /** Writes the content into ajj's block of the file, atomically, mode 0600; text outside the block stays. */
    void inject(Path root, String file, String content);

    /** Whether {@link #inject} would leave the file as it is. Writes nothing; false when there is no such file. */
    boolean isUpToDate(Path root, String file, String content);

    /** Whether there is nothing in the file that ajj did not write. Writes nothing; false when there is no such file. */
    boolean hasOnlyAjjText(Path root, String file);

    /**
     * Removes ajj's block; the file goes too when nothing else is in it, with the directories that are
     * empty then. Not an error when there is neither block nor
     * file nor workspace. A file of a kind that has no comments (JSON) stays when it is no longer as ajj wrote it.
     */
    void withdraw(Path root, String file);

    /**
     * The variables of an injected file in dotenv syntax, ajj's and the user's, in the order of the file.
     *
     * @param references what references such as <code>${NAME}</code> in values stand for
     * @throws dev.aether.ajj.error.Failure {@code CONTEXT_INJECTION_FAILED} when there is no such file, or with the line of
     *     ajj's block that cannot be read
     */
    Variables variables(Path root, String file, References references);

    /**
     * What a file holds.
     *
     * @param ignored for each line of the user's that cannot be read a sentence that says which it is, without its text
     */
    record Variables(SequencedMap<String, String> values, List<String> ignored) {}

    /** What a reference to a variable stands for. */
    @FunctionalInterface
    interface References {

        /**
         * The value; empty when there is no such variable.
         *
         * @param inFile what the lines above say
         */
        Optional<String> find(String name, Optional<String> inFile);
    }
}
