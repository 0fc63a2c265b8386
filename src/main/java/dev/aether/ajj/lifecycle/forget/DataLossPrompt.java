package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.StackRemoval;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.spi.vcs.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Finds the data that is lost when workspaces are forgotten or removed, and asks the user. */
public record DataLossPrompt(
        Repository repository,
        WorkspaceRegistry registry,
        WorkspaceDirectories places,
        StackRemoval stacks,
        Confirmation confirmation) {
    private static final int SHOWN = 3;

    /**
     * The losses of one workspace.
     *
     * @param files files in its directory that jj has not recorded, relative to it; empty if the directory stays
     */
    public record Lost(List<String> files, List<String> volumes) {
        static final Lost NOTHING = new Lost(List.of(), List.of());

        boolean includes(Lost other) {
            return Set.copyOf(files).containsAll(other.files())
                    && Set.copyOf(volumes).containsAll(other.volumes());
        }

        /** Returns one phrase for each kind of loss. */
        public List<String> inWords() {
            List<String> words = new ArrayList<>();
            if (!files.isEmpty()) {
                String more = files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "";
                words.add("files that jj has not recorded: "
                        + files.stream().limit(SHOWN).map(Escapes::of).collect(Collectors.joining(", ")) + more);
            }
            if (!volumes.isEmpty()) {
                words.add("the data in " + (volumes.size() == 1 ? "the volume " : "the volumes ")
                        + String.join(", ", volumes));
            }
            return words;
        }
    }

    /**
     * Lets jj record the directories to be deleted, and returns what is lost nevertheless.
     *
     * @return by the workspace's name
     */
    Map<String, Lost> of(ForgetRequest request, List<WorkspaceRef> targets) {
        Map<String, List<String>> volumes = volumes(targets);
        Map<String, Lost> lost = new HashMap<>();
        targets.forEach(target -> lost.put(
                target.name(),
                new Lost(
                        request.removal() ? places.unrecorded(target) : List.of(),
                        volumes.getOrDefault(target.name(), List.of()))));
        return lost;
    }

    /**
     * Asks for confirmation if data would be lost and there is a terminal. Asks again if more is found meanwhile.
     *
     * @return the losses by the workspace's name
     * @throws Failure {@code INTERRUPTED} when the user declines; nothing has been changed then
     */
    Map<String, Lost> confirmed(ForgetRequest request, List<WorkspaceRef> targets) {
        Map<String, Lost> lost = of(request, targets);
        if (request.confirmed()) {
            return lost;
        }
        if (!confirmation.isPossible()) {
            for (WorkspaceRef target : targets) {
                refuseNeverRecorded(target, lost.getOrDefault(target.name(), Lost.NOTHING));
            }
            return lost;
        }
        Map<String, Lost> asked = Map.of();
        while (exceeds(lost, asked)) {
            List<String> losses = inWords(targets, lost);
            if (!confirmation.confirm("This will be lost:", losses, "Continue?")) {
                throw new Failure(new Problem.Declined(request.command()));
            }
            asked = lost;
            lost = of(request, targets);
        }
        return lost;
    }

    /**
     * Refuses volumes that were created since the question.
     *
     * @throws Failure {@code USAGE}
     */
    void refuseNewVolumes(ForgetRequest request, List<WorkspaceRef> targets, Map<String, Lost> confirmed) {
        if (request.confirmed() || !confirmation.isPossible()) {
            return;
        }
        volumes(targets)
                .forEach((name, volumes) -> volumes.stream()
                        .filter(volume -> !confirmed
                                .getOrDefault(name, Lost.NOTHING)
                                .volumes()
                                .contains(volume))
                        .findFirst()
                        .ifPresent(volume -> {
                            throw new Failure(new Problem.Usage(
                                    "the volume " + volume + " of the workspace \"" + name
                                            + "\" was created after the question",
                                    List.of("run the command again, which asks about it")));
                        }));
    }

    /** Refuses unrecorded files in a forgotten workspace without a question: they may be more than ignored files. */
    private static void refuseNeverRecorded(WorkspaceRef target, Lost lost) {
        if (!target.knownToJj() && !lost.files().isEmpty()) {
            throw new Failure(new Problem.Usage(
                    "jj has forgotten the workspace \"" + target.name() + "\", and may not have recorded files in "
                            + target.root().map(Path::toString).orElse("its directory") + ": "
                            + String.join(", ", lost.files()),
                    List.of("save what you need, then remove it: ajj workspace remove --yes "
                            + ShellWord.operand(target.name()))));
        }
    }

    /**
     * Returns the losses after the services have stopped: a service may write files when it stops.
     *
     * @param unknown gets the failure for a workspace whose losses are unknown and whose directory must stay
     */
    Map<String, Lost> afterStop(
            List<WorkspaceRef> targets, Map<String, Lost> confirmed, BiConsumer<WorkspaceRef, Failure> unknown) {
        Map<String, Lost> lost = new HashMap<>(confirmed);
        for (WorkspaceRef target : targets) {
            try {
                List<String> files = places.finalUnrecorded(target);
                lost.merge(target.name(), new Lost(files, List.of()), (known, _) -> new Lost(files, known.volumes()));
            } catch (Failure failure) {
                unknown.accept(target, failure);
            }
        }
        return lost;
    }

    /** Returns the problem of a directory with files that the question did not name. */
    Optional<Problem> unconfirmed(ForgetRequest request, Path root, Lost confirmed, Lost now) {
        List<String> more = now.files().stream()
                .filter(file -> !confirmed.files().contains(file))
                .toList();
        if (more.isEmpty() || request.confirmed() || !confirmation.isPossible()) {
            return Optional.empty();
        }
        return Optional.of(new BackendProblem.DeprovisionFailed(
                "directory " + root,
                "it contains files that were not in the question: " + String.join(", ", more),
                List.of("check them, then delete the directory: rm -r " + ShellWord.quoted(root.toString()))));
    }

    /** Returns the problem of a directory with files that were written after the last snapshot. */
    static Optional<Problem> writtenLate(WorkspaceRef target, List<String> files) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BackendProblem.DeprovisionFailed(
                "directory " + target.root().orElseThrow(),
                "jj has not recorded files that were written during the removal: " + String.join(", ", files),
                List.of("save what you need, then remove the rest: ajj workspace remove --yes "
                        + ShellWord.operand(target.name()))));
    }

    private static boolean exceeds(Map<String, Lost> lost, Map<String, Lost> asked) {
        return lost.entrySet().stream()
                .anyMatch(entry ->
                        !asked.getOrDefault(entry.getKey(), Lost.NOTHING).includes(entry.getValue()));
    }

    private static List<String> inWords(List<WorkspaceRef> targets, Map<String, Lost> lost) {
        return targets.stream()
                .flatMap(target -> lost.getOrDefault(target.name(), Lost.NOTHING).inWords().stream()
                        .map(words -> target.name() + ": " + words))
                .toList();
    }

    private Map<String, List<String>> volumes(List<WorkspaceRef> targets) {
        List<Resource> volumes = stacks.resources(targets).stream()
                .filter(resource -> resource.kind() == Backend.Kind.VOLUME)
                .filter(resource -> resource.stack().repository().equals(repository.id()))
                .toList();
        List<WorkspaceEntry> entries = registry.entries(repository);
        Map<String, List<String>> own = new HashMap<>();
        for (WorkspaceRef target : targets) {
            String namespace = stacks.stack(repository, target, target.root().orElse(repository.mainRoot()), entries)
                    .namespace();
            own.put(
                    target.name(),
                    volumes.stream()
                            .filter(volume -> volume.stack().namespace().equals(namespace))
                            .map(Resource::name)
                            .sorted()
                            .toList());
        }
        return own;
    }
}
