package dev.aether.ajj.compose;

import dev.aether.ajj.spi.ConfigDraft;
import dev.aether.ajj.model.ComposeUse.LeftOut;
import dev.aether.ajj.model.ComposeUse.Note;
import dev.aether.ajj.spi.ConfigDraft.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the whole file. */
final class DraftText {
    private final Path root;
    private final List<Path> sources;
    private final ComposeLoader loader;
    private final Notes notes;
    private final Provenance provenance;
    private final Set<String> unset;
    private final List<ServiceDraft> services;
    private final Optional<InjectionDraft> injection;

    DraftText(
            Path root,
            List<Path> sources,
            ComposeLoader loader,
            Notes notes,
            Provenance provenance,
            Set<String> unset,
            List<ServiceDraft> services,
            Optional<InjectionDraft> injection) {
        this.root = root;
        this.sources = sources;
        this.loader = loader;
        this.notes = notes;
        this.provenance = provenance;
        this.unset = unset;
        this.services = services;
        this.injection = injection;
    }

    ConfigDraft draft() {
        Page page = new Page();
        writeHead(page);
        Set<String> leftOut = services.stream()
                .filter(service -> !service.isTaken())
                .map(ServiceDraft::name)
                .collect(Collectors.toSet());
        services.forEach(service -> ServiceText.write(service, leftOut, provenance, page));
        writeInjection(page);
        return new ConfigDraft(
                page.text(),
                sources,
                loader.files().stream().filter(file -> !sources.contains(file)).toList(),
                loader.variableFiles(),
                taken(),
                leftOut(),
                allNotes(),
                unset,
                injection.map(InjectionDraft::file),
                page.origins());
    }

    private void writeHead(Page page) {
        String names = sources.stream()
                .map(source -> source.startsWith(root) ? root.relativize(source) : source)
                .map(Path::toString)
                .collect(Collectors.joining(" and "));
        page.comment(
                "What every workspace gets for itself: made by `ajj init` from " + names + ", and yours to change.");
        notes.all().forEach(note -> page.comment(note.key() + ": " + note.message()));
    }

    private void writeInjection(Page page) {
        page.blank();
        if (injection.isEmpty()) {
            page.comment(
                    "There is no [injection]: nothing has an address that programs of this machine could be told.");
            return;
        }
        page.comment("Where the services are, for programs of this machine: `ajj run -- COMMAND` has these variables.");
        page.line("[injection]");
        page.line("file = " + Toml.text(injection.get().file()));
        String lines = injection.get().lines().stream().collect(Collectors.joining("\n", "", "\n"));
        page.line("template = " + Toml.lines(lines));
    }

    private List<Service> taken() {
        return services.stream()
                .filter(ServiceDraft::isTaken)
                .map(service -> new Service(
                        service.name(),
                        service.image().value(),
                        service.ports().stream().map(Placed::value).toList()))
                .toList();
    }

    private List<LeftOut> leftOut() {
        return services.stream()
                .filter(service -> !service.isTaken())
                .map(service -> new LeftOut(service.source().name(), service.reason()))
                .toList();
    }

    /** Of services that are left out only that they are: the rest is of interest to those who want them after all. */
    private List<Note> allNotes() {
        List<Note> all = new ArrayList<>(notes.all());
        services.stream()
                .filter(ServiceDraft::isTaken)
                .forEach(service -> all.addAll(service.source().notes().all()));
        return all;
    }
}
