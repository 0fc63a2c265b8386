package dev.aether.ajj.inject;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.inject.TemplateToken.Tag;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.Template;
import dev.aether.ajj.spi.Templates;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolver;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Templates on top of Qute, in an engine of its own that knows maps and nothing else: no beans, no methods, no other
 * templates. Messages name what a template names and never show a value.
 */
@ApplicationScoped
public class QuteTemplates implements Templates {
    private volatile @Nullable Engine engine;

    @Override
    public void check(AetherConfig config) {
        ConfigFaults problems = new ConfigFaults();
        config.services()
                .values()
                .forEach(service -> service.connection()
                        .ifPresent(connection -> fill(connection, SampleValues.forConnection(service), problems)));
        Map<String, Object> values = SampleValues.forInjections(config);
        config.injections().forEach(injection -> fill(injection, values, problems));
        problems.throwIfAny();
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

    private String fill(Injection injection, Map<String, Object> values, ConfigFaults problems) {
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

    /** Checks first, to report everything; renders then, which also finds what only rendering can find. */
    private List<Segment> fill(Template template, Map<String, Object> values, ConfigFaults problems) {
        int before = problems.size();
        List<TemplateToken> tokens = TemplateScanner.scan(template, problems);
        Set<String> variables = Sections.check(template, tokens, problems);
        if (problems.size() > before && tokens.stream().anyMatch(QuteTemplates::isSection)) {
            return List.of();
        }
        PreparedTemplate prepared = new PreparedTemplate(template, tokens, variables);
        try {
            io.quarkus.qute.Template parsed = engine().parse(prepared.engineText());
            PathCheck check = new PathCheck(prepared, values, problems);
            for (Expression expression : parsed.getExpressions()) {
                check.check(expression);
            }
            return problems.size() > before ? List.of() : render(parsed, prepared, values);
        } catch (TemplateException exception) {
            reportRefusal(prepared, exception, problems);
            return List.of();
        }
    }

    private static List<Segment> render(
            io.quarkus.qute.Template parsed, PreparedTemplate prepared, Map<String, Object> values) {
        Map<String, Object> data = new LinkedHashMap<>(values);
        data.put(PreparedTemplate.TEXTS, prepared.texts());
        return prepared.segments(parsed.render(data));
    }

    /** The engine's own message is not shown: it may quote a value. */
    private static void reportRefusal(PreparedTemplate prepared, TemplateException exception, ConfigFaults problems) {
        Tag tag = exception.getOrigin() == null ? new Tag(0, "") : prepared.tagAt(exception.getOrigin());
        problems.report(
                prepared.position(tag),
                "this part of the template cannot be understood, or names something that does not exist",
                "write {{ name }}, or {{ name ?: 'default' }}, with the names that the reference of aether.toml lists");
    }

    private static boolean isSection(TemplateToken token) {
        return token instanceof Tag tag && tag.isSection();
    }

    /** Built on first use: most commands render nothing. Two threads may build two, which does no harm. */
    private Engine engine() {
        Engine built = engine;
        if (built == null) {
            built = Engine.builder()
                    .addDefaultValueResolvers()
                    .addValueResolver(new KeysFirst())
                    .addSectionHelpers(new IfSectionHelper.Factory(), new LoopSectionHelper.Factory())
                    .strictRendering(true)
                    .removeStandaloneLines(false)
                    .build();
            engine = built;
        }
        return built;
    }

    /** Qute reads {@code map.size} as the number of entries; here an entry of that name comes first. */
    private static final class KeysFirst implements ValueResolver {
        @Override
        public int getPriority() {
            return 10;
        }

        @Override
        public boolean appliesTo(EvalContext context) {
            return context.getParams().isEmpty()
                    && context.getBase() instanceof Map<?, ?> map
                    && map.containsKey(context.getName());
        }

        @Override
        public CompletionStage<Object> resolve(EvalContext context) {
            Object value = ((Map<?, ?>) context.getBase()).get(context.getName());
            return CompletableFuture.completedFuture(value);
        }
    }
}
