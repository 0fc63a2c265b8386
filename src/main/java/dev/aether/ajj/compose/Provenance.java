package dev.aether.ajj.compose;

import dev.aether.ajj.model.Secrets;
import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which values come from this machine alone, and now stand in a file that is committed. */
final class Provenance {
    private final Path root;
    private final Set<String> tracked;

    /** @param tracked paths relative to the root that version control has */
    Provenance(Path root, Set<String> tracked) {
        this.root = root;
        this.tracked = tracked;
    }

    /** The files that variables have come from, relative to the root where they are below it. */
    static List<String> questions(Path root, Stream<Definition> definitions) {
        return definitions
                .flatMap(Provenance::placed)
                .flatMap(placed -> placed.from().stream())
                .flatMap(variable -> variable.file().stream())
                .filter(file -> file.startsWith(root))
                .map(file -> root.relativize(file).toString())
                .distinct()
                .toList();
    }

    /** Notes secrets with the service that has them. */
    void noteSecrets(Definition service) {
        SequencedMap<String, List<String>> namesByPlace = new LinkedHashMap<>();
        service.env().forEach((name, placed) -> {
            if (isSecret(name, placed)) {
                String places = placed.from().stream()
                        .filter(this::isPrivate)
                        .map(this::place)
                        .distinct()
                        .collect(Collectors.joining(" and "));
                namesByPlace.computeIfAbsent(places, _ -> new ArrayList<>()).add(name);
            }
        });
        namesByPlace.forEach((places, names) -> service.notes()
                .add(
                        "environment",
                        "from " + places + ", which is not in jj: " + String.join(", ", names)
                                + "; look at it before you commit",
                        service.position()));
        noteSecrets(service, "entrypoint", service.entrypoint());
        noteSecrets(service, "command", service.command());
        noteSecrets(service, "healthcheck", service.healthcheck().flatMap(Definition.Check::command));
    }

    private void noteSecrets(Definition service, String key, Optional<Placed<List<String>>> words) {
        List<Variable> secrets = words.stream().flatMap(this::secrets).toList();
        if (!secrets.isEmpty()) {
            service.notes()
                    .add(
                            key,
                            "from "
                                    + secrets.stream()
                                            .map(this::place)
                                            .distinct()
                                            .collect(Collectors.joining(" and "))
                                    + ", which is not in jj: "
                                    + secrets.stream().map(Variable::name).collect(Collectors.joining(", "))
                                    + "; look at it before you commit",
                            service.position());
        }
    }

    private Stream<Variable> secrets(Placed<?> placed) {
        return placed.from().stream()
                .filter(variable -> variable.looksSecret() && isPrivate(variable))
                .filter(variable -> !variable.value().isEmpty());
    }

    /** Words without the secrets in them. */
    List<String> masked(Placed<List<String>> words) {
        List<String> masked = words.value();
        for (Variable secret : secrets(words).toList()) {
            masked = masked.stream()
                    .map(word -> word.replace(secret.value(), "..."))
                    .toList();
        }
        return masked;
    }

    /** Whether a variable's value looks secret, and is nowhere in version control so far. */
    boolean isSecret(String name, Placed<String> value) {
        return value.from().stream()
                .anyMatch(variable -> isPrivate(variable) && (Secrets.looksSecret(name) || variable.looksSecret()));
    }

    /** Notes, for the file as a whole, what was found in the environment of this process. */
    void noteEnvironment(Stream<Definition> services, Notes notes, SourcePosition position) {
        Set<String> names = services.flatMap(Provenance::placed)
                .flatMap(placed -> placed.from().stream())
                .filter(variable -> variable.file().isEmpty())
                .map(Variable::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!names.isEmpty()) {
            notes.add(
                    "environment",
                    "values of your own environment stand in the file now: " + String.join(", ", names),
                    position);
        }
    }

    private static Stream<Placed<?>> placed(Definition service) {
        return Stream.of(
                        service.image().stream(),
                        service.env().values().stream(),
                        service.tmpfs().stream(),
                        service.command().stream(),
                        service.entrypoint().stream(),
                        service.ports().published().stream(),
                        service.mounts().stream().map(Definition.Mount::name),
                        service.settings().stream().map(Definition.Setting::literal))
                .flatMap(stream -> stream);
    }

    private boolean isPrivate(Variable variable) {
        Optional<Path> file = variable.file();
        return file.isEmpty()
                || !file.get().startsWith(root)
                || !tracked.contains(root.relativize(file.get()).toString());
    }

    private String place(Variable variable) {
        return variable.file()
                .map(file -> file.startsWith(root) ? root.relativize(file).toString() : file.toString())
                .orElse("your environment");
    }
}
