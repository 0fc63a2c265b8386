package dev.aether.ajj.compose;

import dev.aether.ajj.model.RealPath;
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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that the model of some compose files depends on: the files, every file that a word in them names, and the
 * environment variables that a word in them names. It takes words for names rather than parse YAML, so it may hold more than
 * Compose reads, but not less. Of a large file that is mounted or read for its variables, the first MiB counts.
 */
final class ComposeInputs {
    private static final int LARGEST = 1 << 20;
    /** A file that is searched for an include. */
    private static final int LARGEST_SEARCHED = 64 << 20;

    private static final int MOST_FILES = 200;
    private static final int LONGEST_WORD = 300;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'\\[\\]{},:=|>]+");
    private static final Pattern BETWEEN_NAMES = Pattern.compile("\\W+");
    private static final Pattern FILE_KEY = Pattern.compile("\\b(?:include|extends|file|env_file|label_file|path)\\b");
    private static final Pattern FILE_NAME = Pattern.compile("\\.(?:env|ya?ml)\\b");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\[xuU/]|!!binary");
    private static final Pattern PROJECT_DIRECTORY =
            Pattern.compile("project_directory[\"']?\\s*:\\s*[\"']?([^\\s\"',{}\\[\\]]+)");
    /** For names that have blanks. */
    private static final Pattern BETWEEN_PHRASES = Pattern.compile("[\\n\\r\"'\\[\\]{},]+|:\\s|-\\s");

    private static final Pattern COMPOSE_FILE = Pattern.compile("(?i).*\\.(?:ya?ml|json)");

    private final Path directory;
    /** Where names are resolved from, beside the directory of the file that has them. */
    private final Set<Path> directories = new LinkedHashSet<>();

    private final Set<Path> composeFiles;
    /** Whether a compose file may have any name. */
    private final boolean anyName;

    private final Map<String, String> environment;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private final Set<Path> seen = new LinkedHashSet<>();
    private final Map<String, String> variables = new TreeMap<>();
    private final MessageDigest digest;

    private ComposeInputs(List<Path> files, Map<String, String> environment, boolean anyName) {
        this.directory = files.getFirst().resolveSibling("");
        this.directories.add(directory);
        this.anyName = anyName;
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
        ComposeInputs inputs = new ComposeInputs(files, environment, false);
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
        ComposeInputs inputs = new ComposeInputs(files, Map.of(), false);
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

    /**
     * All files that Compose may read for the model, and perhaps others, whatever they are named.
     *
     * @return empty when they cannot be known
     */
    static Optional<Set<Path>> all(List<Path> files, Map<String, String> environment) {
        ComposeInputs inputs = new ComposeInputs(files, environment, true);
        files.forEach(inputs::enqueue);
        return inputs.readAll() ? Optional.of(inputs.seen) : Optional.empty();
    }

    private boolean isCompose(Path file, String text) {
        return composeFiles.contains(file)
                || COMPOSE_FILE.matcher(file.toString()).matches()
                || (anyName && IncludedVariables.mayNameFiles(text));
    }

    private boolean readAll() {
        boolean known = true;
        while (!waiting.isEmpty()) {
            Path file = waiting.remove();
            byte[] content = read(file, anyName ? LARGEST_SEARCHED : LARGEST);
            String text = new String(content, StandardCharsets.UTF_8);
            boolean compose = isCompose(file, text);
            if ((compose && content.length >= LARGEST)
                    || content.length >= LARGEST_SEARCHED
                    || seen.size() > MOST_FILES) {
                return false;
            }
            known &= !compose || !hasUnknowableNames(text);
            add(file + "\0" + HexFormat.of().formatHex(content));
            if (compose) {
                enqueue(file.resolveSibling(".env"));
                addDirectories(file, text);
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
            boolean ownDirectory = content.contains("project_directory")
                    && !PROJECT_DIRECTORY.matcher(content).find();
            if (fileByVariable || fileName || ownDirectory) {
                return true;
            }
        }
        return false;
    }

    /** A file that is included may name others from a directory of its own; so may those that were read before. */
    private void addDirectories(Path file, String text) {
        boolean added = false;
        for (MatchResult found : PROJECT_DIRECTORY.matcher(text).results().toList()) {
            try {
                added |= directories.add(directory.resolve(found.group(1)).normalize());
                added |= directories.add(file.resolveSibling(found.group(1)).normalize());
            } catch (InvalidPathException notAPath) {
                // a word that cannot name a directory
            }
        }
        if (added) {
            waiting.addAll(seen);
        }
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
            directories.forEach(from -> enqueue(from.resolve(path)));
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

    private static byte[] read(Path file, int most) {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(most);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }
}
