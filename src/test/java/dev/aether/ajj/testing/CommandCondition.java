package dev.aether.ajj.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The condition of {@link NeedsCommand}. Prints a message if a command is missing. */
final class CommandCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsCommand.class)
                .map(NeedsCommand::value)
                .filter(command -> !isOnPath(command))
                .map(command -> missing(command, context.getDisplayName()))
                .orElse(ConditionEvaluationResult.enabled("the command is installed"));
    }

    private static ConditionEvaluationResult missing(String command, String test) {
        System.err.println("SKIPPED: " + test + ": " + command + " is not installed");
        return ConditionEvaluationResult.disabled(command + " is not installed");
    }

    private static boolean isOnPath(String command) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(":", -1))
                .map(directory -> Path.of(directory).resolve(command))
                .anyMatch(Files::isExecutable);
    }
}
