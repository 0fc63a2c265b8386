package dev.aether.ajj.compose;

import dev.aether.ajj.model.workspace.RealPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that the model of some compose files depends on: the files, every file that a word in them names, and the
 * environment variables that a word in them names. It takes words for names rather than parse YAML, so it may hold more than
 * Compose reads, but not less. Of a large file that is mounted or read for its variables, the first MiB counts.
 */
final class ComposeInputs {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_FILES = 200;
    private static final int LONGEST_WORD = 300;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'\\[\\]{},:=|>]+");
    private static final Pattern BETWEEN_NAMES = Pattern.compile("\\W+");
    private static final Pattern FILE_KEY = Pattern.compile("\\b(?:include|extends|file|env_file|label_file|path)\\b");
    private static final Pattern FILE_NAME = Pattern.compile("\\.(?:env|ya?ml)\\b");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\[xuU/]|!!binary");
    /** For names that have blanks. */
    private static final Pattern BETWEEN_PHRASES = Pattern.compile("[\\n\\r\"'\\[\\]{},]+|:\\s|-\\s");

    private static final Pattern COMPOSE_FILE = Pattern.compile("(?i).*\\.(?:ya?ml|json)");

    private final Path directory;
    private final Set<Path> composeFiles;
    private final Map<String, String> environment;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private final Set<Path> seen = new LinkedHashSet<>();
    private final Map<String, String> variables = new TreeMap<>();
    private final MessageDigest digest;

    private ComposeInputs(List<Path> files, Map<String, String> environment) {
        this.directory = files.getFirst().resolveSibling("");
        this.composeFiles = Set.copyOf(files);
        this.environment = environment;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Returns a fingerprint that changes whenever the model may.
     *
     * @param files absolute, at least one
     * @param others what else the model depends on
     * @return hex digits; empty when it cannot be known
     */
    static Optional<String> fingerprint(List<Path> files, List<String> others, Map<String, String> environment) {
        ComposeInputs inputs = new ComposeInputs(files, environment);
        others.forEach(inputs::add);
        files.forEach(inputs::enqueue);
        for (String name : environment.getOrDefault("COMPOSE_ENV_FILES", "").split(",", -1)) {
            inputs.enqueueNamed(inputs.directory, name);
        }
        environment.keySet().stream()
                .filter(name -> name.startsWith("COMPOSE_"))
                .forEach(inputs::use);
        inputs.use("HOME");
        return inputs.readAll() ? Optional.of(HexFormat.of().formatHex(inputs.digest.digest())) : Optional.empty();
    }

    /**
     * The {@code .env} beside each compose file that these may include, when both are in a directory. Compose reads such a file for
     * the variables of the included one.
     *
     * @param root real path of the directory
     */
    static List<Path> includedVariableFiles(List<Path> files, Path root) {
        ComposeInputs inputs = new ComposeInputs(files, Map.of());
        files.forEach(inputs::enqueue);
        boolean _ = inputs.readAll();
        return inputs.seen.stream()
                .filter(file -> COMPOSE_FILE.matcher(file.toString()).matches())
                .map(file -> file.resolveSibling(".env"))
                .filter(file -> !file.resolveSibling("").equals(inputs.directory))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && RealPath.of(file).startsWith(root))
                .distinct()
                .toList();
    }

    /** The texts of the compose files that these may include, as far as they can be found. */
    static List<String> texts(List<Path> files) {
        ComposeInputs inputs = new ComposeInputs(files, Map.of());
        files.forEach(inputs::enqueue);
        boolean _ = inputs.readAll();
        return inputs.seen.stream()
                .map(file -> new String(read(file), StandardCharsets.UTF_8))
                .toList();
    }

    private boolean readAll() {
        boolean known = true;
        while (!waiting.isEmpty()) {
            Path file = waiting.remove();
            byte[] content = read(file);
            boolean compose = composeFiles.contains(file)
                    || COMPOSE_FILE.matcher(file.toString()).matches();
            if ((compose && content.length >= LARGEST) || seen.size() > MOST_FILES) {
                return false;
            }
            String text = new String(content, StandardCharsets.UTF_8);
            known &= !compose || !hasUnknowableNames(text);
            add(file + "\0" + HexFormat.of().formatHex(content));
            if (compose) {
                enqueue(file.resolveSibling(".env"));
                BETWEEN_WORDS.splitAsStream(text).distinct().forEach(word -> enqueueNamed(file, word));
                BETWEEN_PHRASES
                        .splitAsStream(text)
                        .map(String::strip)
                        .distinct()
                        .forEach(name -> enqueueNamed(file, name));
            }
            BETWEEN_NAMES.splitAsStream(text).distinct().forEach(this::use);
        }
        variables.forEach((name, value) -> add(name + "=" + value));
        return known;
    }

    /** A file whose name is made from variables or escapes, or starts in a directory of its own, cannot be found without Compose. */
    private static boolean hasUnknowableNames(String text) {
        boolean inFiles = false;
        for (String line : text.lines().toList()) {
            String content = COMMENT.matcher(line).replaceFirst("");
            int variable = content.lastIndexOf('$');
            Matcher key = FILE_KEY.matcher(content);
            boolean named = key.find();
            inFiles = named || (inFiles && content.strip().startsWith("-"));
            boolean fileByVariable = inFiles && variable > (named ? key.start() : -1);
            if (ESCAPED.matcher(content).find()) {
                return true;
            }
            boolean fileName = variable >= 0
                    && FILE_NAME.matcher(content.substring(variable)).find();
            if (fileByVariable || fileName || content.contains("project_directory")) {
                return true;
            }
        }
        return false;
    }

    private void use(String name) {
        String value = environment.get(name);
        if (value != null) {
            variables.put(name, value);
        }
    }

    private void add(String part) {
        digest.update((part + "\0\0").getBytes(StandardCharsets.UTF_8));
    }

    /** Compose resolves paths from the project directory or from the file that names them. */
    private void enqueueNamed(Path file, String word) {
        if (word.isEmpty() || word.length() > LONGEST_WORD) {
            return;
        }
        String home = environment.getOrDefault("HOME", "");
        String path = word.startsWith("~/") ? home + word.substring(1) : word;
        try {
            enqueue(directory.resolve(path));
            enqueue(file.resolveSibling(path));
        } catch (InvalidPathException notAPath) {
            // a word that cannot name a file
        }
    }

    private void enqueue(Path file) {
        Path normal = file.normalize();
        if (!seen.contains(normal) && Files.isRegularFile(normal)) {
            seen.add(normal);
            waiting.add(normal);
        }
    }

    private static byte[] read(Path file) {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(LARGEST);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }
}
