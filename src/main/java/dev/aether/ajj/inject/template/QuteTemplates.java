package dev.aether.ajj.inject.template;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.inject.dotenv.DotEnvTemplate;
import dev.aether.ajj.inject.dotenv.RenderedText;
import dev.aether.ajj.inject.syntax.Sections;
import dev.aether.ajj.inject.syntax.Segment;
import dev.aether.ajj.inject.syntax.TemplateScanner;
import dev.aether.ajj.inject.syntax.TemplateToken;
import dev.aether.ajj.inject.syntax.TemplateToken.Tag;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.directory.Templates;
import io.quarkus.qute.Expression;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks and renders templates with Qute. Messages quote names from the template, never values. */
public class QuteTemplates implements Templates {

    @Override
    public void check(AetherConfig config, Set<String> incomplete, ConfigFaults problems) {
        SampleValues samples = new SampleValues(config, incomplete);
        config.services().values().forEach(service -> {
            service.connection().ifPresent(template -> fill(template, samples.forConnection(service), problems));
            service.templates().all().forEach(template -> fill(template, samples.forContainer(service), problems));
        });
        config.injections().forEach(injection -> fill(injection, samples.forInjections(), problems));
    }

    @Override
    public String render(Injection injection, Map<String, Object> values) {
        ConfigFaults problems = new ConfigFaults();
        String rendered = fill(injection, values, problems);
        problems.throwIfAny();
        return rendered;
    }

    @Override
    public String render(Template template, Map<String, Object> values) {
        ConfigFaults problems = new ConfigFaults();
        List<Segment> rendered = fill(template, values, problems);
        problems.throwIfAny();
        return text(rendered);
    }

    private static String fill(Injection injection, Map<String, Object> values, ConfigFaults problems) {
        int before = problems.size();
        List<Segment> rendered = fill(injection.template(), values, problems);
        if (problems.size() > before || !Injection.isDotEnv(injection.file())) {
            return text(rendered);
        }
        return new DotEnvTemplate(new RenderedText(injection.template(), rendered), problems).write();
    }

    private static String text(List<Segment> segments) {
        return segments.stream().map(Segment::text).collect(Collectors.joining());
    }

    /** Checks the whole template first; renders it only if it is valid and all its values are known. */
    private static List<Segment> fill(Template template, Map<String, Object> values, ConfigFaults problems) {
        int before = problems.size();
        List<TemplateToken> tokens = TemplateScanner.scan(template, problems);
        Set<String> variables = Sections.check(template, tokens, problems);
        if (problems.size() > before && tokens.stream().anyMatch(QuteTemplates::isSection)) {
            return List.of();
        }
        PreparedTemplate prepared = new PreparedTemplate(template, tokens, variables);
        LimitedEngine engine = new LimitedEngine();
        try {
            io.quarkus.qute.Template parsed = engine.parse(prepared.engineText());
            PathCheck check = new PathCheck(prepared, values, problems);
            for (Expression expression : parsed.getExpressions()) {
                check.check(expression);
            }
            return problems.size() > before || check.metIncomplete()
                    ? List.of()
                    : prepared.segments(engine.render(parsed, data(prepared, values)));
        } catch (LimitedEngine.Refused refused) {
            problems.report(position(prepared, refused.origin()), refused.reason(), refused.hint());
            return List.of();
        } catch (TemplateException exception) {
            // Hides the engine's own message, which may quote a value.
            problems.report(
                    position(prepared, exception.getOrigin()),
                    "this part of the template is invalid, or names a value that does not exist",
                    "write {{ name }} or {{ name ?: 'default' }}, with a name from the reference of aether.toml");
            return List.of();
        }
    }

    private static Map<String, Object> data(PreparedTemplate prepared, Map<String, Object> values) {
        Map<String, Object> data = new LinkedHashMap<>(values);
        data.put(PreparedTemplate.TEXTS, prepared.texts());
        return data;
    }

    private static SourcePosition position(PreparedTemplate prepared, TemplateNode.@Nullable Origin origin) {
        return prepared.position(origin == null ? new Tag(0, "") : prepared.tagAt(origin));
    }

    private static boolean isSection(TemplateToken token) {
        return token instanceof Tag tag && tag.isSection();
    }
}
