package dev.aether.ajj.config;

import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.ContainerSpec;
import dev.aether.ajj.model.ContainerSpec.Restart;
import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.ServiceSpec.Pull;
import dev.aether.ajj.model.ServiceTemplates;
import dev.aether.ajj.model.Template;
import dev.aether.ajj.model.VolumeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One table {@code [services.<name>]}. */
final class ServiceReader {
    private static final int LONGEST_NAME = 40;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    /** The kernel takes no longer one. */
    private static final int LONGEST_LABEL = 63;

    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,64}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
    static final List<String> KEYS = List.of(
            "image",
            "ports",
            "env",
            "volumes",
            "command",
            "entrypoint",
            "user",
            "tmpfs",
            "memory",
            "cpus",
            "platform",
            "restart",
            "pull",
            "depends_on",
            "connection",
            "hostname",
            "healthcheck");
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "environment", "did you mean \"env\"?",
            "mem_limit", "did you mean \"memory\"?",
            "pull_policy", "did you mean \"pull\"?",
            "build", "build the image first, and name it with image = \"...\"",
            "container_name", "ajj names containers itself, so that workspaces do not collide",
            "networks", "every workspace has a private network of its own: leave it out",
            "expose", "services of a workspace reach each other on all ports: leave it out");

    private ServiceReader() {}

    static ServiceDraft read(String name, TomlSection section) {
        checkName(name, section);
        section.rejectUnknownKeys(KEYS, OTHER_NAMES);
        List<Located<PortSpec>> ports = ports(section);
        List<PortSpec> portSpecs = values(ports);
        List<Located<Dependency>> dependsOn = DependenciesReader.read(section);
        Map<String, Template> env = new LinkedHashMap<>();
        Map<Integer, Template> command = new LinkedHashMap<>();
        List<Located<VolumeSpec>> volumes = section.list("volumes", VolumeSyntax::parse);
        List<Located<String>> tmpfs = section.list("tmpfs", VolumeSyntax::target);
        checkTargets(section, volumes, tmpfs);
        ContainerSpec container = new ContainerSpec(
                image(section),
                portSpecs,
                EnvironmentReader.read(section, env),
                values(volumes),
                CommandReader.read(section, command),
                section.any("entrypoint", CommandSyntax::parse).orElse(List.of()),
                section.any("user", ServiceReader::user),
                values(tmpfs),
                limit(section.any("memory", LimitSyntax::memory)),
                limit(section.any("cpus", LimitSyntax::nanoCpus)),
                section.text("platform", ImageSyntax::platform),
                choice(section, "restart", Restart.values(), Restart::word).orElse(Restart.NO),
                section.text("hostname", ServiceReader::hostname));
        ServiceSpec spec = new ServiceSpec(
                name,
                section.position(),
                container,
                choice(section, "pull", Pull.values(), Pull::word).orElse(Pull.MISSING),
                DependenciesReader.conditions(dependsOn),
                section.template("connection"),
                new ServiceTemplates(env, command),
                HealthcheckReader.read(section, portSpecs));
        return new ServiceDraft(spec, section, ports, dependsOn);
    }

    private static void checkName(String name, TomlSection section) {
        if (!NAME.matcher(name).matches()) {
            section.report(
                    "has a name that cannot be a host name",
                    "names consist of letters, digits, \"_\" and \"-\", and begin with a letter or digit");
        } else if (name.length() > LONGEST_NAME) {
            section.report("has a name of " + name.length() + " characters", "use at most " + LONGEST_NAME);
        }
    }

    private static String image(TomlSection section) {
        section.require("image", "write image = \"postgres:15\" below " + section.label());
        return section.text("image", ImageSyntax::parse).orElse("");
    }

    private static List<Located<PortSpec>> ports(TomlSection section) {
        List<Located<PortSpec>> ports = section.list("ports", PortSyntax::parse);
        Set<String> seen = new HashSet<>();
        for (Located<PortSpec> port : ports) {
            String key = port.value().key();
            if (!seen.add(key)) {
                section.report("ports", port.position(), "port " + key + " is listed twice", "remove one of the two");
            }
        }
        return ports;
    }

    private static void checkTargets(
            TomlSection section, List<Located<VolumeSpec>> volumes, List<Located<String>> tmpfs) {
        Set<String> seen = new HashSet<>();
        for (Located<VolumeSpec> volume : volumes) {
            checkTarget(section, "volumes", volume.value().target(), volume, seen);
        }
        for (Located<String> path : tmpfs) {
            checkTarget(section, "tmpfs", path.value(), path, seen);
        }
    }

    private static void checkTarget(
            TomlSection section, String key, String target, Located<?> entry, Set<String> seen) {
        if (!seen.add(target)) {
            section.report(key, entry.position(), target + " is mounted twice", "remove one of the two");
        }
    }

    private static String hostname(String text) {
        boolean valid = HOST_NAME.matcher(text).matches()
                && Arrays.stream(text.split("\\.")).allMatch(label -> label.length() <= LONGEST_LABEL);
        if (!valid) {
            throw new BadValue(
                    "\"" + text + "\" is not a host name",
                    "host names consist of letters, digits, \"-\" and \".\", and begin and end with a letter or digit");
        }
        return text;
    }

    private static String user(Object value) {
        String hint = "write user = \"1000:1000\" or a name that the image knows";
        if (!(value instanceof String) && !(value instanceof Long)) {
            throw new BadValue(TypeNames.mismatch("a string", value), hint);
        }
        String text = value.toString();
        if (text.isEmpty() || text.startsWith("-") || text.chars().anyMatch(Character::isWhitespace)) {
            throw new BadValue("\"" + text + "\" is not a user", hint);
        }
        return text;
    }

    private static <T> Optional<T> choice(TomlSection section, String key, T[] choices, Function<T, String> word) {
        List<String> words = Arrays.stream(choices).map(word).toList();
        String known = "write one of " + String.join(", ", words);
        return section.any(key, value -> {
            if (!(value instanceof String text)) {
                throw new BadValue(TypeNames.mismatch("a string", value), known);
            }
            int index = words.indexOf(text);
            if (index < 0) {
                throw new BadValue("\"" + text + "\" is not possible", Suggestions.hint(text, words, known));
            }
            return choices[index];
        });
    }

    private static OptionalLong limit(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static <T> List<T> values(List<Located<T>> located) {
        List<T> values = new ArrayList<>();
        located.forEach(each -> values.add(each.value()));
        return List.copyOf(values);
    }
}
