package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Entry;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.error.ConfigFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The keys {@code env_file} and {@code environment}, as the variables that the container gets. */
final class EnvReader {
    private final Fields service;
    private final ComposeLoader loader;
    private final Variables variables;
    private final ConfigFaults problems;
    private final Notes notes;
    private final SequencedMap<String, Placed<String>> env = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();

    EnvReader(Fields service, ComposeLoader loader, Variables variables, ConfigFaults problems, Notes notes) {
        this.service = service;
        this.loader = loader;
        this.variables = variables;
        this.problems = problems;
        this.notes = notes;
    }

    /** @param lenient whether a file may be missing, because the service is not taken over anyway */
    SequencedMap<String, Placed<String>> read(boolean lenient) {
        envFiles().forEach(item -> readFile(Fields.of(item, "path", "env_file", problems), lenient));
        service.named("environment").map(Mapping::entries).ifPresent(entries -> entries.forEach(this::add));
        return env;
    }

    /** The files that are named, whether they are there or not. */
    List<Path> files() {
        return files;
    }

    private List<Value> envFiles() {
        Optional<Value> value = service.value("env_file");
        return value.isPresent() && value.get() instanceof Value.Sequence sequence
                ? sequence.items()
                : value.stream().toList();
    }

    private void readFile(Fields file, boolean lenient) {
        Optional<Scalar> path = file.scalar("path");
        if (path.isEmpty()) {
            service.report(file.position(), "env_file", "a file has no path", "write path: ./file.env");
            return;
        }
        boolean required =
                !file.scalar("required").map(Scalar::text).orElse("true").equals("false");
        Path resolved = loader.resolve(path.get());
        files.add(resolved);
        if (!Files.exists(resolved) && (lenient || !required)) {
            notes.add(
                    "env_file",
                    path.get().text() + " is not there, and was passed over",
                    path.get().position());
            return;
        }
        Optional<Path> existing = loader.existing(path.get());
        if (existing.isEmpty()) {
            return;
        }
        boolean raw = file.scalar("format").map(Scalar::text).orElse("").equals("raw");
        Collection<Variable> read =
                raw ? loader.rawVariablesOf(existing.get()) : loader.variablesOf(existing.get(), variables);
        read.forEach(variable -> env.put(
                variable.name(), new Placed<>(variable.value(), path.get().position(), Set.of(variable))));
    }

    private void add(String name, Entry entry) {
        if (!(entry.value() instanceof Scalar scalar)) {
            service.report(
                    entry.value().position(),
                    "environment",
                    name + " cannot be " + entry.value().kind(),
                    "write the value in quotation marks");
            return;
        }
        if (!scalar.isNull()) {
            env.put(name, Placed.of(scalar));
            return;
        }
        Optional<Variable> found = variables.find(name);
        if (found.isPresent()) {
            env.put(name, new Placed<>(found.get().value(), scalar.position(), Set.of(found.get())));
        } else {
            env.remove(name);
            notes.add("environment", name + " has no value here, and is left out", entry.key());
        }
    }
}
