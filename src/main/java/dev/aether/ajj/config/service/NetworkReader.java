package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.HostSyntax;
import dev.aether.ajj.config.syntax.PortSyntax;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.service.NetworkSpec;
import dev.aether.ajj.model.service.PortSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the network settings of a service. */
final class NetworkReader {
    private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private NetworkReader() {}

    static NetworkSpec read(TomlSection section, List<Located<PortSpec>> ports) {
        Optional<String> hostname = section.text("hostname", HostSyntax::hostname);
        return new NetworkSpec(
                Located.values(ports),
                hostname,
                Located.values(section.list("network_aliases", HostSyntax::alias)),
                Located.values(section.list("extra_hosts", HostSyntax::entry)),
                Located.values(section.list("dns", HostSyntax::address)),
                Located.values(section.list("external_networks", NetworkReader::network)));
    }

    private static String network(Object value) {
        String text = TypeNames.string(value, "write external_networks = [\"name\"]");
        if (!NETWORK.matcher(text).matches()) {
            throw new BadValue("\"" + text + "\" is not a valid network name", "list the networks: docker network ls");
        }
        return text;
    }

    static List<Located<PortSpec>> ports(TomlSection section) {
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
}
