package dev.aether.ajj.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.spi.forward.ForwardReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The messages between commands and the background process: one line of JSON in each direction. */
final class ForwardMessage {
    /** What ssh needs from a command's environment: that of the process may be days old. */
    private static final List<String> VARIABLES = List.of("PATH", "SSH_AUTH_SOCK", "SSH_AGENT_PID");

    private ForwardMessage() {}

    /**
     * A command's request.
     *
     * @param apply whether to apply the table; else only to report
     * @param millis how long to wait for the connection
     * @param needed the engine to wait for
     * @param environment for new connections
     */
    record Request(boolean apply, long millis, ForwardProcess.Target needed, Map<String, String> environment) {

        static Request apply(long millis, ForwardProcess.Target needed, Map<String, String> environment) {
            Map<String, String> variables = new TreeMap<>(environment);
            variables.keySet().retainAll(VARIABLES);
            return new Request(true, millis, needed, variables);
        }

        static Request report() {
            return new Request(false, 0, ForwardProcess.Target.NONE, Map.of());
        }

        String line() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("apply", apply)
                    .put("millis", millis)
                    .put("address", needed.address())
                    .put("engine", needed.engine());
            ObjectNode variables = node.putObject("environment");
            environment.forEach(variables::put);
            return node.toString();
        }

        static Request read(String line) throws IOException {
            JsonNode node = new ObjectMapper().readTree(line);
            Map<String, String> environment = new TreeMap<>();
            node.path("environment").properties().stream()
                    .filter(variable -> VARIABLES.contains(variable.getKey()))
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText()));
            return new Request(
                    node.path("apply").asBoolean(),
                    node.path("millis").asLong(),
                    new ForwardProcess.Target(
                            node.path("address").asText(), node.path("engine").asText()),
                    environment);
        }
    }

    static String line(ForwardReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pid", report.pid())
                .put("started", report.started().toString())
                .put("log", report.log().toString());
        ArrayNode hosts = node.putArray("hosts");
        for (ForwardReport.Host host : report.hosts()) {
            ObjectNode each = hosts.addObject()
                    .put("address", host.address())
                    .put("engine", host.engine())
                    .put("connected", host.connected())
                    .put("reason", host.reason())
                    .put("since", host.since().toString())
                    .put("reconnects", host.reconnects());
            ObjectNode ports = each.putObject("ports");
            host.ports().forEach((port, reason) -> ports.put(Integer.toString(port), reason));
        }
        return node.toString();
    }

    /** @throws IOException when it is not a report, such as that of another version of ajj */
    static ForwardReport report(String line) throws IOException {
        try {
            return read(line);
        } catch (DateTimeException | IllegalArgumentException other) {
            throw new IOException(other);
        }
    }

    private static ForwardReport read(String line) throws IOException {
        JsonNode node = new ObjectMapper().readTree(line);
        List<ForwardReport.Host> hosts = new ArrayList<>();
        for (JsonNode host : node.path("hosts")) {
            Map<Integer, String> ports = new TreeMap<>();
            host.path("ports")
                    .properties()
                    .forEach(port -> ports.put(
                            Integer.valueOf(port.getKey()), port.getValue().asText()));
            hosts.add(new ForwardReport.Host(
                    host.path("address").asText(),
                    host.path("engine").asText(),
                    host.path("connected").asBoolean(),
                    host.path("reason").asText(),
                    Instant.parse(host.path("since").asText()),
                    host.path("reconnects").asInt(),
                    ports));
        }
        return new ForwardReport(
                node.path("pid").asLong(),
                Instant.parse(node.path("started").asText()),
                Path.of(node.path("log").asText()),
                hosts);
    }
}
