package dev.aether.ajj.inject.template;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode;
import io.quarkus.qute.ValueResolver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A Qute engine for one rendering, with maps as the only values: no beans, methods or other templates. Steps and output are
 * limited, because aether.toml is not trusted.
 */
final class LimitedEngine {
    private static final int MAX_STEPS = 500_000;
    private static final int MAX_OUTPUT = 1 << 20;

    private final Engine engine = Engine.builder()
            .addDefaultValueResolvers()
            .addValueResolver(new KeysFirst())
            .addSectionHelper(new Counted<>(new IfSectionHelper.Factory()))
            .addSectionHelper(new Counted<>(new LoopSectionHelper.Factory()))
            .strictRendering(true)
            .removeStandaloneLines(false)
            .build();
    private final StringBuilder output = new StringBuilder();
    private int steps;

    /** Thrown for a template that reaches a limit, or iterates over a single value. */
    static final class Refused extends RuntimeException {
        private final transient TemplateNode.@Nullable Origin origin;
        private final String hint;

        Refused(String message, String hint, TemplateNode.@Nullable Origin origin) {
            super(message, null, false, false);
            this.hint = hint;
            this.origin = origin;
        }

        String reason() {
            return String.valueOf(getMessage());
        }

        String hint() {
            return hint;
        }

        /** Returns the origin of the fault; null for the template as a whole. */
        TemplateNode.@Nullable Origin origin() {
            return origin;
        }
    }

    Template parse(String text) {
        return engine.parse(text);
    }

    /**
     * Renders a template that this engine has parsed.
     *
     * @throws Refused when a limit is reached, or when {@code #for} iterates over a single value
     * @throws TemplateException for any other fault in the template
     * @throws Failure {@code INTERRUPTED}
     */
    String render(Template parsed, Map<String, Object> values) {
        try {
            parsed.instance()
                    .data(values)
                    .consume(this::write)
                    .toCompletableFuture()
                    .join();
            return output.toString();
        } catch (CompletionException | TemplateException failed) {
            throw unwrapped(failed);
        }
    }

    /** Returns this class's exception that Qute has wrapped; otherwise Qute's own. */
    private static RuntimeException unwrapped(RuntimeException failed) {
        RuntimeException found = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused || cause instanceof Failure) {
                return (RuntimeException) cause;
            } else if (cause instanceof TemplateException exception) {
                found = exception;
            }
        }
        return found;
    }

    private void write(String part) {
        if (output.length() + part.length() > MAX_OUTPUT) {
            throw new Refused("the template renders more than 1 MiB of text", "write a shorter one", null);
        }
        output.append(part);
    }

    private void step(int count) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Failure(new Problem.Interrupted("the operation"));
        }
        steps += count;
        if (steps > MAX_STEPS) {
            throw new Refused(
                    "the template takes more than " + MAX_STEPS + " steps to render",
                    "use fewer nested {{#for}}",
                    null);
        }
    }

    /** Prefers a map's entry, such as {@code size}, to a property that Qute defines for maps. */
    private final class KeysFirst implements ValueResolver {
        @Override
        public int getPriority() {
            return 10;
        }

        @Override
        public boolean appliesTo(EvalContext context) {
            step(1);
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

    /** An {@code #if} that counts as a step, or a {@code #for} whose iterations do. */
    private final class Counted<T extends SectionHelper> implements SectionHelperFactory<SectionHelper> {
        private final SectionHelperFactory<T> factory;

        Counted(SectionHelperFactory<T> factory) {
            this.factory = factory;
        }

        @Override
        public List<String> getDefaultAliases() {
            return factory.getDefaultAliases();
        }

        @Override
        public ParametersInfo getParameters() {
            return factory.getParameters();
        }

        @Override
        public List<String> getBlockLabels() {
            return factory.getBlockLabels();
        }

        @Override
        public Scope initializeBlock(Scope outerScope, BlockInfo block) {
            return factory.initializeBlock(outerScope, block);
        }

        @Override
        public SectionHelper initialize(SectionInitContext context) {
            T helper = factory.initialize(context);
            if (!(helper instanceof LoopSectionHelper)) {
                return resolution -> {
                    step(1);
                    return helper.resolve(resolution);
                };
            }
            TemplateNode.Origin origin = context.getBlocks().getFirst().origin;
            Expression iterable = context.getExpression("iterable");
            // With a number, Qute would allocate as many results at once.
            return resolution -> resolution
                    .resolutionContext()
                    .evaluate(iterable)
                    .thenCompose(value -> {
                        requireGroup(value, origin);
                        return helper.resolve(resolution);
                    });
        }

        private void requireGroup(Object value, TemplateNode.Origin origin) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new Refused(
                        "{{#for}} needs a group of values, and this is a single value",
                        "write {{#for service in services}}",
                        origin);
            }
            step(map.size());
        }
    }
}
