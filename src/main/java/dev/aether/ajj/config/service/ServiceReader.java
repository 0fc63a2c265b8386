package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.ChoiceSyntax;
import dev.aether.ajj.config.syntax.ImageSyntax;
import dev.aether.ajj.config.syntax.ScalarText;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.ServiceSpec.Pull;
import dev.aether.ajj.model.service.ServiceTemplates;
import dev.aether.ajj.model.template.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the tables {@code [services.<name>]}. */
public final class ServiceReader {
    private static final int MAX_NAME = 40;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private static final Map<String, String> OTHER_NAMES = Map.of(
            "environment",
            "did you mean \"env\"?",
            "mem_limit",
            "did you mean \"memory\"?",
            "pull_policy",
            "did you mean \"pull\"?",
            "build",
            "build the image first, and set image = \"...\"",
            "container_name",
            "ajj names containers itself, so that workspaces do not collide",
            "aliases",
            "did you mean \"network_aliases\"?",
            "networks",
            "every workspace has its own private network: remove it",
            "expose",
            "services of a workspace can reach each other on all ports: remove it");

    private ServiceReader() {}

    /** Returns all services by name, in order. Adds the names of services with faults to {@code incomplete}. */
    public static SequencedMap<String, ServiceSpec> readAll(TomlSection top, PortRange range, Set<String> incomplete) {
        SequencedMap<String, ServiceDraft> drafts = new LinkedHashMap<>();
        top.section("services").ifPresent(services -> {
            for (String name : services.keys()) {
                boolean valid = services.reportsNothing(() ->
                        services.section(name).ifPresent(section -> drafts.put(name, read(name, section))));
                if (!valid) {
                    incomplete.add(name);
                }
            }
        });
        ServiceRules.check(drafts, range);
        SequencedMap<String, ServiceSpec> services = new LinkedHashMap<>();
        drafts.forEach((name, draft) -> services.put(name, draft.spec()));
        return services;
    }

    private static ServiceDraft read(String name, TomlSection section) {
        checkName(name, section);
        Map<String, Template> env = new LinkedHashMap<>();
        Map<Integer, Template> command = new LinkedHashMap<>();
        String image = image(section);
        List<Located<PortSpec>> ports = NetworkReader.ports(section);
        ContainerSpec container = new ContainerSpec(
                image,
                section.text("platform", ImageSyntax::platform),
                ScalarText.table(section, "labels", ServiceReader::checkLabel),
                ProcessReader.read(section, env, command),
                NetworkReader.read(section, ports),
                StorageReader.read(section),
                LimitsReader.read(section),
                PrivilegesReader.read(section));
        List<Located<Dependency>> dependsOn = DependenciesReader.read(section);
        ServiceSpec spec = new ServiceSpec(
                name,
                section.position(),
                container,
                section.any("pull", ChoiceSyntax.of(Pull.values())).orElse(Pull.MISSING),
                DependenciesReader.conditions(dependsOn),
                section.template("connection"),
                new ServiceTemplates(env, command),
                HealthcheckReader.read(section, container.network().ports()));
        section.rejectUnknownKeys(OTHER_NAMES);
        return new ServiceDraft(spec, section, ports, dependsOn);
    }

    private static void checkName(String name, TomlSection section) {
        if (!NAME.matcher(name).matches()) {
            section.report(
                    "has a name that is not a valid host name",
                    "names consist of letters, digits, \"_\" and \"-\", and begin with a letter or digit");
        } else if (name.length() > MAX_NAME) {
            section.report("has a name of " + name.length() + " characters", "use at most " + MAX_NAME);
        }
    }

    private static String image(TomlSection section) {
        section.require("image", "write image = \"postgres:15\" below " + section.label());
        return section.text("image", ImageSyntax::parse).orElse("");
    }

    private static void checkLabel(String name) {
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw new BadValue("this is not a valid label name", "write a name such as \"com.example.team\"");
        }
        if (ContainerSpec.isReservedLabel(name)) {
            throw new BadValue(
                    "this label name is reserved for " + (name.startsWith("aether.") ? "ajj" : "Docker"),
                    "choose a name with another prefix");
        }
    }
}
