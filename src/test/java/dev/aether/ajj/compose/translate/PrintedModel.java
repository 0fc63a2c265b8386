package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.text.Toml;
import dev.aether.ajj.compose.text.YamlValue;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse.LeftOut;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.testing.NoCompose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A model that Compose printed, with its translation. */
public final class PrintedModel extends NoCompose {
    static final Path ROOT = Path.of("/repository");
    static final Path FILE = ROOT.resolve("compose.yaml");

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private final Translation translation;

    private PrintedModel(String json, Request request, Set<String> unset) {
        Path file = request.files().getFirst();
        translation = new Translation(
                request,
                new ComposeModel(
                        parse(json),
                        Optional.of(parse(json)),
                        unset,
                        ComposeLines.of(file, text(file), YamlValue.documents(file, text(file)))));
    }

    /** Parses a model; single quotes and names without quotes are accepted too. */
    public static ObjectNode parse(String json) {
        try {
            return ComposeModel.parse(LENIENT.readTree(json).toString()).orElseThrow();
        } catch (JsonProcessingException mistake) {
            throw new IllegalArgumentException(json, mistake);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Creates the model of one compose file.
     *
     * @param json the model; single quotes and names without quotes are accepted too
     */
    public static PrintedModel of(String json) {
        return of(json, FILE);
    }

    public static PrintedModel of(String json, Path file) {
        return new PrintedModel(
                json, new Request(List.of(file), file.resolveSibling(""), List.of(), List.of(), false), Set.of());
    }

    /** @param services that aether.toml names */
    static PrintedModel ofNamed(String json, String... services) {
        return new PrintedModel(json, new Request(List.of(FILE), ROOT, List.of(services), List.of(), false), Set.of());
    }

    static PrintedModel withUnset(String json, Path file, String... unset) {
        return new PrintedModel(
                json,
                new Request(List.of(file), file.resolveSibling(""), List.of(), List.of(), false),
                new LinkedHashSet<>(List.of(unset)));
    }

    /** Creates a model with one service, {@code web}. */
    static PrintedModel web(String keys) {
        return of("{services: {web: {image: 'web', " + keys + "}}}");
    }

    public Translation translation() {
        return translation;
    }

    String toml() {
        return Toml.services(translation.composed(List.of()).services().plain());
    }

    /** The tables as ajj reads them. */
    AetherConfig config() {
        return new ConfigReader(new QuteTemplates(), this).loadWithTemplates(Optional.empty(), ROOT, ROOT);
    }

    ServiceSpec service(String name) {
        return Optional.ofNullable(config().services().get(name)).orElseThrow();
    }

    ServiceSpec service() {
        return service("web");
    }

    /** The service with rendered templates. */
    ServiceSpec rendered() {
        QuteTemplates templates = new QuteTemplates();
        return service().rendered(template -> templates.render(template, Map.of("services", Map.of())));
    }

    /** Each as {@code service key: message}. */
    List<String> notes() {
        return translation.composed(List.of()).use().notes().stream()
                .map(note ->
                        (note.service().isEmpty() ? "" : note.service() + " ") + note.key() + ": " + note.message())
                .toList();
    }

    /** Reasons for services that are left out, by name. */
    Map<String, String> leftOut() {
        return translation.composed(List.of()).use().leftOut().stream()
                .collect(Collectors.toMap(LeftOut::service, LeftOut::reason));
    }

    @Override
    public Found find(Path directory, Path root, Optional<CommittedFiles> committed) {
        return new Found(List.of(FILE), false);
    }

    @Override
    public Composed read(Request request) {
        return translation.composed(List.of());
    }
}
