package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.CommandSyntax;
import dev.aether.ajj.config.syntax.DurationSyntax;
import dev.aether.ajj.config.syntax.PortSyntax;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.PortSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the table {@code healthcheck} of a service. */
final class HealthcheckReader {
    private static final String DISABLE = "disable";
    private static final List<String> CHECKS = List.of("command", "tcp", "http", DISABLE);
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "test",
            "did you mean \"command\"?",
            "cmd",
            "did you mean \"command\"?",
            "interval",
            "ajj checks frequently: remove it",
            "retries",
            "ajj retries until the timeout: remove it",
            "start_period",
            "ajj retries until the timeout: write timeout = \"60s\"");
    private static final Pattern HTTP =
            Pattern.compile("http://(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0)?(?::(\\d+))?(/[^\\s#]*)?");
    private static final String HTTP_HINT = "write http = \"http://:8080/healthz\"";

    private HealthcheckReader() {}

    /** @param ports published by the service; other ports cannot be checked */
    static Healthcheck read(TomlSection service, List<PortSpec> ports) {
        return service.section("healthcheck")
                .map(section -> healthcheck(section, tcpPorts(ports)))
                .orElse(new Healthcheck(new Healthcheck.Default(), Healthcheck.DEFAULT_TIMEOUT));
    }

    /** Whether the container must be created without the image's healthcheck. */
    static boolean isDisabled(TomlSection service) {
        return service.isTable("healthcheck")
                && service.section("healthcheck")
                        .filter(section -> given(section).equals(List.of(DISABLE)))
                        .flatMap(section -> section.value(DISABLE))
                        .filter(Boolean.TRUE::equals)
                        .isPresent();
    }

    /** Returns the names of the checks; those in aether.toml override those in the compose file. */
    private static List<String> given(TomlSection section) {
        List<String> own = CHECKS.stream().filter(section::hasItself).toList();
        return own.isEmpty() ? CHECKS.stream().filter(section::has).toList() : own;
    }

    private static Healthcheck healthcheck(TomlSection section, List<String> ports) {
        List<String> given = given(section);
        if (given.size() > 1) {
            section.report(
                    given.getLast(),
                    "a service can have only one check, and it also has " + given.getFirst(),
                    "keep one of " + String.join(", ", given));
        }
        Optional<Healthcheck.Check> command =
                section.any("command", CommandSyntax::healthcheck).map(Healthcheck.Command::new);
        Optional<Healthcheck.Check> tcp = section.any("tcp", value -> tcp(value, ports));
        Optional<Healthcheck.Check> http = section.any("http", value -> http(value, ports));
        Optional<Healthcheck.Check> disabled =
                section.flag(DISABLE) ? Optional.of(new Healthcheck.Disabled()) : Optional.empty();
        Duration timeout = section.any("timeout", DurationSyntax::parse).orElse(Healthcheck.DEFAULT_TIMEOUT);
        section.rejectUnknownKeys(OTHER_NAMES);
        Map<String, Optional<Healthcheck.Check>> checks =
                Map.of("command", command, "tcp", tcp, "http", http, DISABLE, disabled);
        return new Healthcheck(
                given.stream()
                        .flatMap(name -> checks.getOrDefault(name, Optional.empty()).stream())
                        .findFirst()
                        .orElse(new Healthcheck.Default()),
                timeout);
    }

    private static Healthcheck.Check tcp(Object value, List<String> ports) {
        String port = Long.toString(TypeNames.integer(value, "write tcp = 5432"));
        return new Healthcheck.Tcp(published(port, ports));
    }

    private static Healthcheck.Check http(Object value, List<String> ports) {
        String text = TypeNames.string(value, HTTP_HINT);
        Matcher matcher = HTTP.matcher(text);
        if (!matcher.matches()) {
            throw new BadValue(
                    text.startsWith("https:") ? "only http is supported" : "this is not a valid address of the service",
                    HTTP_HINT);
        }
        String port = matcher.group(1) == null ? "80" : matcher.group(1);
        String path = matcher.group(2) == null ? "/" : matcher.group(2);
        return new Healthcheck.Http(published(port, ports), path);
    }

    private static int published(String digits, List<String> ports) {
        int port = PortSyntax.port(digits);
        if (!ports.contains(Integer.toString(port))) {
            throw new BadValue(
                    "the service does not publish TCP port " + port + ", so ajj cannot check it",
                    ports.isEmpty()
                            ? "add ports = [\"" + port + "\"] to the service"
                            : Suggestions.hint(digits, ports, "its TCP ports: " + String.join(", ", ports)));
        }
        return port;
    }

    private static List<String> tcpPorts(List<PortSpec> ports) {
        return ports.stream()
                .filter(port -> port.protocol() == PortSpec.Protocol.TCP)
                .map(PortSpec::key)
                .toList();
    }
}
