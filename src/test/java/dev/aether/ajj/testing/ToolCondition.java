package dev.aether.ajj.testing;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The condition of {@link NeedsJj}, {@link NeedsDocker}, {@link NeedsCompose} and {@link NeedsRemoteHost}. A missing
 * tool prints a message; in CI it is an error.
 */
final class ToolCondition implements ExecutionCondition {
    private static final Map<Class<? extends Annotation>, List<String>> QUESTIONS = Map.of(
            NeedsJj.class, List.of("jj", "--version"),
            NeedsDocker.class, List.of("docker", "version", "--format", "{{.Server.Version}}"),
            NeedsCompose.class, List.of("sh", "-c", "docker compose version || docker-compose version"),
            NeedsRemoteHost.class, List.of("sh", "-c", "ssh -V && docker image inspect " + RemoteHost.IMAGE));
    private static final Map<List<String>, Boolean> ANSWERS = new ConcurrentHashMap<>();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        for (var question : QUESTIONS.entrySet()) {
            if (isAnnotated(context, question.getKey()) && !answers(question.getValue())) {
                return missing(String.join(" ", question.getValue()), context.getDisplayName());
            }
        }
        return ConditionEvaluationResult.enabled("the tools are installed");
    }

    private static boolean isAnnotated(ExtensionContext context, Class<? extends Annotation> annotation) {
        Optional<ExtensionContext> current = Optional.of(context);
        while (current.isPresent()) {
            if (AnnotationSupport.isAnnotated(current.get().getElement(), annotation)) {
                return true;
            }
            current = current.get().getParent();
        }
        return false;
    }

    private static ConditionEvaluationResult missing(String question, String test) {
        String reason = "`" + question + "` fails here: run scripts/setup";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(reason);
        }
        System.err.println("SKIPPED: " + test + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean answers(List<String> command) {
        return ANSWERS.computeIfAbsent(command, question -> {
            try {
                return Shell.run(Map.of(), question).status() == 0;
            } catch (IllegalStateException _) {
                return false;
            }
        });
    }
}
