package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import java.util.List;

/** Text from a command line that becomes a name: which text is refused. */
final class WorkspaceName {
    /** What Java makes of bytes that are not valid UTF-8. jj refuses such arguments. */
    private static final String UNDECODABLE = "\uFFFD";

    private WorkspaceName() {}

    /**
     * Refuses a name that jj would accept and that no list could show.
     *
     * @throws Failure {@code USAGE}
     */
    static void check(String name) {
        checkText("the name of the workspace", name);
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    "the name of a workspace must not contain control characters", "choose another name: --name NAME");
        }
        if (name.isEmpty()) {
            throw refused("the name of a workspace must not be empty", "leave out --name: DEST has a name too");
        }
    }

    /**
     * Refuses bytes that are not text.
     *
     * @param what the argument, as a noun phrase
     * @throws Failure {@code USAGE}
     */
    static void checkText(String what, String argument) {
        if (argument.contains(UNDECODABLE)) {
            throw refused(what + " is not valid UTF-8", "use letters of a UTF-8 locale");
        }
    }

    private static Failure refused(String reason, String hint) {
        return new Failure(new Problem.Usage(reason, List.of(hint)));
    }
}
