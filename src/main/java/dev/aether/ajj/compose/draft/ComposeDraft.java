package dev.aether.ajj.compose.draft;

import dev.aether.ajj.compose.ComposeServices.Drafted;
import dev.aether.ajj.compose.model.Marks;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.text.Page;
import dev.aether.ajj.compose.text.Toml;
import dev.aether.ajj.compose.translate.ModelInjection;
import dev.aether.ajj.compose.translate.Translation;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.HostVariables;
import dev.aether.ajj.spi.config.ConfigDraft;
import dev.aether.ajj.spi.config.ConfigDraft.Service;
import dev.aether.ajj.spi.config.ConfigDrafts.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A draft of aether.toml that names compose files, or contains a copy of their services. */
final class ComposeDraft {
    /** Candidates for the injected file, in order; {@code ajj run} reads all of them. */
    private static final List<String> FILES = List.of(".env", ".env.local", ".env.ajj");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Request request;
    private final List<Path> files;
    private final Translation translation;
    private final Predicate<String> reveals;

    /** Empty when it is not known which values must not be committed. */
    private final Optional<CopiedServices> copied;

    private final SequencedMap<String, String> variables;

    ComposeDraft(Request request, List<Path> files, Drafted drafted) {
        this.request = request;
        this.files = files;
        this.translation = drafted.translation();
        this.reveals = drafted.reveals();
        this.copied = drafted.marked().map(CopiedServices::new);
        this.variables =
                copied.map(services -> variables(services.translation())).orElseGet(LinkedHashMap::new);
    }

    ConfigDraft draft() {
        ComposeUse use = translation.composed(List.of()).use();
        Optional<String> injected = injectedFile();
        Page page = new Page();
        List<Note> notes = new ArrayList<>(use.notes());
        if (request.compose().copy()) {
            page.comment("The services of every workspace: those of " + names() + ", copied by `ajj init --copy`.");
            notes.addAll(copied.orElseThrow(this::refused).addTo(page));
            if (reveals.test(page.text())) {
                throw refused();
            }
        } else {
            writeSource(page);
        }
        injected.ifPresent(file -> writeInjection(page, file));
        return new ConfigDraft(
                page.text(),
                files,
                translation.selected().stream().map(ComposeDraft::service).toList(),
                use.leftOut(),
                notes,
                injected);
    }

    private Failure refused() {
        return new Failure(new ConfigProblem.Invalid(
                new SourcePosition(files.getFirst(), 1, 1),
                "Docker Compose cannot read this file without the values of its variables, so ajj does not know which"
                        + " values must not be copied",
                List.of("keep the compose file: ajj init --force")));
    }

    private static Service service(ModelService selected) {
        return new Service(selected.name(), selected.text("image").orElse("(built)"), List.copyOf(selected.ports()));
    }

    private void writeSource(Page page) {
        page.comment("The services of every workspace: those of " + names()
                + ", with host ports that ajj chooses and private volumes.");
        page.line("[compose]");
        page.line("file = " + Toml.value(files.size() == 1 ? path(files.getFirst()) : paths()));
        List<String> profiles = request.compose().profiles();
        if (!profiles.isEmpty()) {
            page.line("profiles = " + Toml.value(profiles));
        }
        page.comment("A selection, with its dependencies. Default: all services without `build:`.");
        page.line("# services = "
                + Toml.value(translation.selected().stream()
                        .map(ModelService::declared)
                        .toList()));
        page.blank();
        page.comment("A table overrides keys of a service, or declares another service.");
        page.line("# [services.NAME]");
        page.line("# memory = \"512m\"");
    }

    private void writeInjection(Page page, String file) {
        page.blank();
        page.comment(
                "Addresses of the services for programs on this machine. `ajj run -- COMMAND` sets these variables.");
        page.line("[injection]");
        page.line("file = " + Toml.text(file));
        page.line("template = " + Toml.lines(String.join("\n", new ModelInjection(variables).lines()) + "\n"));
    }

    /** The variables of programs that Compose would build, and the usual variables of services that these do not name. */
    private SequencedMap<String, String> variables(Translation marked) {
        List<ModelService> services = marked.selected().stream()
                .filter(service -> request.compose().copy() || isKept(service))
                .toList();
        AppVariables app = new AppVariables(services);
        marked.built().forEach(program -> app.add(program.environment()));
        Map<String, Map<String, String>> secrets = new LinkedHashMap<>();
        services.forEach(service -> secrets.put(service.name(), fromVariables(service)));
        app.addSecret(marked.built().stream().map(this::fromVariables).toList(), secrets);
        ModelInjection all = new ModelInjection(new LinkedHashMap<>(app.variables()));
        services.stream().filter(service -> !app.mention(service)).forEach(service -> {
            if (service.connection().isPresent()) {
                all.addConnection(service);
            } else {
                all.add(service);
            }
        });
        all.variables().keySet().removeIf(name -> !NAME.matcher(name).matches() || HostVariables.include(name));
        return all.variables();
    }

    /** Returns the variables of a service whose values, but not names, came from other variables or a file. */
    private Map<String, String> fromVariables(ModelService marked) {
        Map<String, String> values = Optional.ofNullable(translation.services().get(marked.declared()))
                .map(ModelService::environment)
                .orElseGet(LinkedHashMap::new);
        values.keySet().removeIf(name -> !Marks.isIn(marked.environment().getOrDefault(name, "")));
        return values;
    }

    /**
     * Whether a service has the same ports in the full model: without a port that comes from a variable, a server would seem to
     * have its usual port.
     */
    private boolean isKept(ModelService marked) {
        return translation.selected().stream()
                .anyMatch(whole -> whole.name().equals(marked.name())
                        && whole.ports().containsAll(marked.ports())
                        && (whole.connection().isPresent()
                                || marked.connection().isEmpty()));
    }

    /** Returns the first file that jj does not track and that the compose file does not use; may be empty. */
    private Optional<String> injectedFile() {
        if (variables.isEmpty()) {
            return Optional.empty();
        }
        Collection<String> tracked = request.tracked().apply(FILES);
        return FILES.stream()
                .filter(file -> !tracked.contains(file))
                .filter(file -> !file.equals(FILES.getFirst()) || !readsOneOf(variables.keySet()))
                .findFirst();
    }

    private boolean readsOneOf(Set<String> names) {
        String text = translation.model().lines().text();
        return names.stream()
                .anyMatch(name ->
                        Pattern.compile("\\$\\{?" + name + "\\b").matcher(text).find());
    }

    private List<String> paths() {
        return files.stream().map(this::path).toList();
    }

    /** Returns the path for aether.toml, relative to its directory if the file is in the workspace. */
    private String path(Path file) {
        Path directory = request.file().resolveSibling("");
        return file.startsWith(request.root()) ? directory.relativize(file).toString() : file.toString();
    }

    private String names() {
        return String.join(" and ", paths());
    }
}
