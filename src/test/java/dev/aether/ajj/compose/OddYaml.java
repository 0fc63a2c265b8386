package dev.aether.ajj.compose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compose files that nobody would write: known keys with values of any type, and texts with any characters. */
final class OddYaml {
    private static final List<String> TOP = List.of(
            "services",
            "services",
            "services",
            "volumes",
            "networks",
            "secrets",
            "configs",
            "include",
            "name",
            "version",
            "models",
            "x-any");
    private static final List<String> KEYS = List.of(
            "image",
            "build",
            "command",
            "entrypoint",
            "environment",
            "env_file",
            "ports",
            "expose",
            "volumes",
            "tmpfs",
            "depends_on",
            "links",
            "network_mode",
            "volumes_from",
            "healthcheck",
            "profiles",
            "extends",
            "restart",
            "user",
            "platform",
            "mem_limit",
            "cpus",
            "deploy",
            "scale",
            "pull_policy",
            "secrets",
            "configs",
            "networks",
            "container_name",
            "hostname",
            "labels",
            "logging",
            "privileged",
            "working_dir",
            "ulimits",
            "extra_hosts",
            "x-any",
            "no_such_key");
    private static final List<String> BELOW = List.of(
            "test",
            "interval",
            "timeout",
            "retries",
            "start_period",
            "disable",
            "target",
            "published",
            "protocol",
            "source",
            "type",
            "read_only",
            "bind",
            "condition",
            "required",
            "path",
            "format",
            "service",
            "file",
            "context",
            "resources",
            "limits",
            "memory",
            "cpus",
            "replicas",
            "mode",
            "restart_policy",
            "external",
            "driver_opts",
            "aliases",
            "project_directory",
            "env_file");
    private static final List<String> TEXTS = List.of(
            "postgres:15",
            "redis:7",
            "a",
            "b",
            "5432",
            "5432:5432",
            "127.0.0.1:80-82:80-82/udp",
            "99999999999",
            "-1",
            "1.5",
            "0",
            "00",
            "07",
            "1e400",
            ".inf",
            ".NaN",
            "true",
            "null",
            "~",
            "no",
            "512m",
            "1g",
            "30s",
            "1m30s",
            "CMD",
            "CMD-SHELL",
            "NONE",
            "always",
            "on-failure:3",
            "data:/data",
            "./dir:/dir:ro",
            ".:/",
            "/",
            "~",
            "~/x:/x",
            "../up:/up",
            "other.yaml",
            "compose.yaml",
            ".env",
            "a.env",
            "service:a",
            "service_healthy",
            "service_completed_successfully",
            "bind",
            "volume",
            "tmpfs",
            "file",
            "localhost:5432",
            "http://a:5432/x",
            "postgres://u:p@a:5432/b",
            "${A}",
            "${A:-x}",
            "${B:?no}",
            "$$",
            "$",
            "${",
            "$A$B",
            "{{ host }}",
            "{{",
            "}}",
            "{{ '{{' }}",
            "\"\"\"",
            "'''",
            "'",
            "\"",
            "\\",
            "\\n",
            "`",
            "a b",
            " a",
            "a ",
            "#",
            "# a",
            "a=b",
            "=",
            "A=",
            "A==B",
            ":",
            "::",
            "[",
            "]",
            "{",
            "é",
            "漢字",
            "\ud83d\ude00",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\u00a0",
            "\u202e",
            "a\nb",
            "\n",
            "\n\n",
            "a\r\nb",
            "\r",
            "\t",
            "a\tb",
            "\u0000",
            "\u0001",
            "\u001b[31m",
            "\u007f",
            "`a\nb`",
            "--",
            "*",
            "&a",
            "!x",
            "%",
            "@",
            "|",
            ">",
            "",
            " ");

    private final Random random;

    OddYaml(long seed) {
        random = new Random(seed);
    }

    /** A whole file. */
    String file() {
        Map<String, String> top = new LinkedHashMap<>();
        top.put("services", random.nextInt(10) == 0 ? any(2) : services());
        for (int index = random.nextInt(3); index > 0; index--) {
            top.putIfAbsent(one(TOP), any(3));
        }
        String file = block(top);
        return random.nextInt(4) == 0 ? mutated(file) : file;
    }

    private String services() {
        return mapping(
                1 + random.nextInt(3),
                () -> random.nextInt(20) == 0 ? quoted(text()) : one(List.of("a", "b", "db", "a.b")),
                this::service);
    }

    private String service() {
        if (random.nextInt(30) == 0) {
            return any(2);
        }
        String rest = mapping(random.nextInt(5), () -> one(KEYS), () -> any(random.nextInt(4)));
        return random.nextInt(8) == 0
                ? rest
                : "{image: postgres:15" + (rest.equals("{}") ? "}" : ", " + rest.substring(1));
    }

    /** A value of any type. */
    private String any(int depth) {
        return switch (depth <= 0 ? random.nextInt(4) : random.nextInt(10)) {
            case 0, 1, 2 -> quoted(text());
            case 3 ->
                one(List.of(
                        "null",
                        "~",
                        "true",
                        "12",
                        "1.50",
                        "0x1F",
                        "-3",
                        "1e3",
                        "2001-01-01",
                        "",
                        "!!str 5",
                        "!reset null"));
            case 4, 5, 6 -> list(random.nextInt(4), () -> any(depth - 1));
            default -> mapping(random.nextInt(4), this::name, () -> any(depth - 1));
        };
    }

    private String name() {
        return switch (random.nextInt(4)) {
            case 0 -> one(KEYS);
            case 1 -> quoted(text());
            default -> one(BELOW);
        };
    }

    /** A text with any characters. */
    String text() {
        return random.nextInt(4) > 0
                ? one(TEXTS)
                : IntStream.range(0, 1 + random.nextInt(4))
                        .mapToObj(_ -> one(TEXTS))
                        .collect(Collectors.joining());
    }

    private String block(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String mapping(int size, Supplier<String> key, Supplier<String> value) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int index = 0; index < size; index++) {
            entries.putIfAbsent(key.get(), value.get());
        }
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String list(int size, Supplier<String> item) {
        List<String> items = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            items.add(item.get());
        }
        return "[" + String.join(", ", items) + "]";
    }

    /** As a text in double quotes, which takes every character. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            boolean plain = each >= ' ' && each < '\u007f' && each != '"' && each != '\\';
            if (plain || Character.isSurrogate(each)) {
                quoted.append(each);
            } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) each));
            }
        }
        return quoted.append('"').toString();
    }

    /** The same file with a few characters or lines other than they were. */
    String mutated(String file) {
        StringBuilder text = new StringBuilder(file);
        for (int times = 1 + random.nextInt(3); times > 0 && !text.isEmpty(); times--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, one(TEXTS));
                case 2 -> text.insert(at, text.substring(at, end));
                case 3 ->
                    text.replace(at, at + 1, one(List.of("\n", " ", ":", "-", "\"", "$", "\t", "{", "[", "*", "&")));
                default -> changeLine(text, at);
            }
        }
        // What was cut in two is no character any more.
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void changeLine(StringBuilder text, int at) {
        int start = text.lastIndexOf("\n", at) + 1;
        int end = text.indexOf("\n", start) < 0 ? text.length() : text.indexOf("\n", start);
        int colon = text.indexOf(":", start);
        if (colon >= start && colon < end) {
            text.replace(colon + 1, end, " " + any(2));
        } else {
            text.replace(start, end, "    " + one(KEYS) + ": " + any(2));
        }
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
