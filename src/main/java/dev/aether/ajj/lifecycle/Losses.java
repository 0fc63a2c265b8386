package dev.aether.ajj.lifecycle;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Backend.Resource;
import dev.aether.ajj.spi.Confirmation;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.WorkspaceRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is lost for good when workspaces are forgotten or removed: the data of volumes, and files that jj has not recorded. */
final class Losses {
    private static final int SHOWN = 3;

    private final Repository repository;
    private final WorkspaceRegistry registry;
    private final WorkspaceDirectories places;
    private final StackRemoval stacks;
    private final Confirmation confirmation;

    Losses(
            Repository repository,
            WorkspaceRegistry registry,
            WorkspaceDirectories places,
            StackRemoval stacks,
            Confirmation confirmation) {
        this.repository = repository;
        this.registry = registry;
        this.places = places;
        this.stacks = stacks;
        this.confirmation = confirmation;
    }

    /**
     * Lets jj record what is in directories that are to go, and asks the user when something would be lost and there is
     * somebody to ask.
     *
     * @return the files that jj has not recorded in directories that are to go, by the name of the workspace
     * @throws Failure {@code INTERRUPTED} when the user does not want it; nothing has been changed then
     */
    Map<String, List<String>> confirm(ForgetRequest request, List<Target> targets) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        if (request.removal().isPresent()) {
            targets.forEach(target -> files.put(target.name(), places.unrecorded(target)));
        }
        if (!request.confirmed() && confirmation.isPossible()) {
            ask(request, targets, files);
        }
        return files;
    }

    private void ask(ForgetRequest request, List<Target> targets, Map<String, List<String>> files) {
        List<String> losses = new ArrayList<>();
        files.forEach((name, unrecorded) -> losses.addAll(sentence(name, unrecorded)));
        losses.addAll(volumes(targets));
        if (!losses.isEmpty() && !confirmation.confirm("This will be lost:", losses, "Go on?")) {
            throw new Failure(new Problem.Declined(request.command()));
        }
    }

    private static List<String> sentence(String name, List<String> unrecorded) {
        if (unrecorded.isEmpty()) {
            return List.of();
        }
        String more = unrecorded.size() > SHOWN ? " and " + (unrecorded.size() - SHOWN) + " more" : "";
        return List.of(name + ": files that jj has not recorded: "
                + unrecorded.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more);
    }

    private List<String> volumes(List<Target> targets) {
        List<Resource> volumes = stacks.resources(targets).stream()
                .filter(resource -> resource.kind() == Backend.Kind.VOLUME)
                .filter(resource -> resource.stack().repository().equals(repository.id()))
                .toList();
        List<WorkspaceEntry> entries = registry.entries(repository);
        List<String> losses = new ArrayList<>();
        for (Target target : targets) {
            String namespace = target.entry()
                    .map(WorkspaceEntry::namespace)
                    .orElseGet(() -> Namespaces.free(repository, target.name(), entries));
            List<String> own = volumes.stream()
                    .filter(volume -> volume.stack().namespace().equals(namespace))
                    .map(Resource::name)
                    .sorted()
                    .toList();
            if (!own.isEmpty()) {
                losses.add(target.name() + ": the data in " + (own.size() == 1 ? "the volume " : "the volumes ")
                        + String.join(", ", own));
            }
        }
        return losses;
    }
}
