package dev.aether.ajj.compose;

import dev.aether.ajj.compose.InputFiles.Mention;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Converts Compose's message about a file that it cannot read to a problem with a position. */
final class ComposeRefusal {
    private static final Pattern LINE = Pattern.compile("\\bline (\\d{1,7})\\b");
    private static final Pattern SERVICE_PATH = Pattern.compile("\\bservices\\.([\\w-]+)(?:\\.(\\w+))?");
    private static final Pattern SERVICE = Pattern.compile("\\bservice \"([\\w.-]+)\"");
    private static final Pattern REQUIRED = Pattern.compile("\\brequired variable (\\w+) is missing a value\\b");
    private static final Pattern QUOTED_LINE = Pattern.compile(
            "(?s)(\\bnear|\\bunterminated quoted value|\\bvariable name) (?:\"(?:[^\"\\\\]|\\\\.)*\"|.*)");

    /** The quoted beginning of a value, which may be secret: a compose file may be a link to any file of the user. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("(?s)(\\bcannot unmarshal !!\\w+) `.*?`(?= into )");

    private static final Pattern NO_MAPPING = Pattern.compile(
            "(?s)yaml: unmarshal errors:\\s*line (\\d+): cannot unmarshal !!\\w+(?: `.*?`)? into cli\\.named");

    private static final String REFERENCE =
            "see the reference of compose files: https://docs.docker.com/reference/compose-file";

    private final ComposeInputs inputs;
    private final String error;
    private final Optional<Map.Entry<Path, Mention>> missing;

    /** @param error what Compose has printed, without lines of a log */
    ComposeRefusal(ComposeInputs inputs, String error) {
        this.inputs = inputs;
        this.error = shown(error);
        this.missing = inputs.files().missing().entrySet().stream()
                .filter(file -> this.error.contains(file.getKey() + " "))
                .findFirst();
    }

    private static String shown(String error) {
        String shown = error.strip().replaceFirst(": invalid compose project$", "");
        shown = QUOTED_LINE.matcher(shown).replaceAll("$1 ******");
        shown = NO_MAPPING
                .matcher(shown)
                .replaceAll("line $1: this is not a compose file, which is a mapping such as `services: ...`");
        return QUOTED_VALUE.matcher(shown).replaceAll("$1");
    }

    /**
     * Returns the problem.
     *
     * @param unset variables that are not set
     * @param status of Compose
     */
    ConfigProblem problem(Set<String> unset, int status) {
        if (missing.isPresent()) {
            return missing(missing.get().getKey(), missing.get().getValue());
        }
        List<String> hints = new ArrayList<>();
        Matcher required = REQUIRED.matcher(error);
        // A name in a value of .env may be a part of a secret.
        if (required.find() && !inputs.lines().named(Set.of(required.group(1))).isEmpty()) {
            hints.add("set it in .env: " + required.group(1) + "=VALUE");
        }
        List<String> empty = inputs.lines().named(unset);
        if (!empty.isEmpty()) {
            hints.add("set variables that are empty now, in .env: " + String.join(", ", empty));
        }
        hints.add(REFERENCE);
        String message = error.isEmpty() ? "it failed with status " + status : error;
        return invalid(position(), message.lines().collect(Collectors.joining("; ")), hints);
    }

    private ConfigProblem missing(Path file, Mention mention) {
        Path root = inputs.request().root();
        boolean isInside = file.startsWith(root);
        boolean isCommitted = isInside && inputs.request().committed().isPresent();
        List<String> hints = new ArrayList<>();
        hints.add(
                isCommitted
                        ? "commit it, or add the workspace with --no-services, create it there, and run: ajj up"
                        : "create it: " + ShellWord.quoted(file.toString()));
        if (mention.subject().startsWith("env_file ")) {
            hints.add("or make it optional: { path: ..., required: false }");
        }
        String fault = isCommitted
                ? " is not in the revision"
                : " " + RegularFile.unusable(file).orElse("does not exist");
        return invalid(
                mention.position(),
                mention.subject() + ": " + (isInside ? root.relativize(file) : file) + fault,
                hints);
    }

    /** Returns the position of the line, or the service and key, that the message names. */
    private SourcePosition position() {
        Matcher line = LINE.matcher(error);
        if (line.find()) {
            String before = error.substring(0, line.start());
            Path file = inputs.files().contents().keySet().stream()
                    .filter(known -> before.contains(known.toString()))
                    .findFirst()
                    .orElse(inputs.request().files().getFirst());
            return new SourcePosition(file, Math.max(1, Integer.parseInt(line.group(1))), 1);
        }
        Matcher path = SERVICE_PATH.matcher(error);
        if (path.find()) {
            return inputs.lines().of(path.group(1), String.valueOf(path.group(2)));
        }
        Matcher service = SERVICE.matcher(error);
        return service.find()
                ? inputs.lines().of(service.group(1))
                : inputs.lines().start();
    }

    private static ConfigProblem invalid(SourcePosition position, String message, List<String> hints) {
        return new ConfigProblem.Invalid(position, "Docker Compose cannot read this: " + message, hints);
    }
}
