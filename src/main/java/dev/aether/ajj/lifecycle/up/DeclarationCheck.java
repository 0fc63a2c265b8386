package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the file which {@code ajj up} reads is the one that declared the existing services. A repository can
 * have several compose files, and their volumes often have the same names.
 *
 * @param file aether.toml or the compose file; absolute
 * @param root of the workspace
 */
record DeclarationCheck(Path file, Path root) {

    /**
     * Refuses a declaration that would replace the services and use their volumes.
     *
     * @throws Failure {@code USAGE}
     */
    void refuse(Observation found) {
        Optional<String> before = found.declaredIn();
        Optional<String> now = found.diff().environment().declaredIn();
        boolean restored =
                found.target().entry().filter(WorkspaceEntry::isRestored).isPresent();
        if (before.isEmpty() && restored && found.diff().hasOtherDeclarations()) {
            throw new Failure(new Problem.Usage(
                    "the services of this workspace are known only from labels and do not match " + file
                            + ": ajj would replace them and use their volumes",
                    List.of("if this file declares them: " + up())));
        }
        if (before.isPresent() && now.isPresent() && !before.equals(now)) {
            Path directory = root.resolve(before.get());
            throw new Failure(new Problem.Usage(
                    "the services of this workspace are declared in " + directory + ", and " + file
                            + " would replace them and use their volumes",
                    List.of(
                            "to use them: cd " + ShellWord.quoted(directory.toString()) + " && ajj up",
                            "to replace them: " + up())));
        }
    }

    private String up() {
        return "ajj up --config " + ShellWord.quoted(file.toString());
    }
}
