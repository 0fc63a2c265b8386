package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Unknown, missing or mistyped keys outside services. */
final class FileKeyMistakes {

    private FileKeyMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.pairs(
                """
                [service.web]
                image = "x"
                """,
                """
                1:1 unknown key "service"
                    did you mean "services"?
                """,
                """
                version = "3"
                volumes = { data = {} }
                qqq = 1
                """,
                """
                1:1 unknown key "version"
                    aether.toml has no version: remove it
                2:1 unknown key "volumes"
                    declare volumes where they are used: volumes = ["data:/path"] in [services.NAME]
                3:1 unknown key "qqq"
                    known keys: compose, injection, backend, ports, services
                """,
                """
                services = 3
                """,
                """
                1:1 services: expected a table, found an integer
                    write it as a table: [services]
                """,
                """
                services.web = "postgres"
                """,
                """
                1:1 web in [services]: expected a table, found a string
                    write it as a table: [services.web]
                """,
                """
                [[services.web]]
                image = "x"
                """,
                """
                1:1 web in [services]: expected a table, found an array
                    write it as a table: [services.web]
                """,
                """
                [services.web]
                ports = ["80"]
                """,
                """
                1:1 [services.web] has no image
                    write image = "postgres:15" below [services.web]
                """,
                """
                [services.web]
                build = "."
                """,
                """
                2:1 unknown key "build" in [services.web]
                    build the image first, and set image = "..."
                """,
                """
                [services.web]
                zzz = 1
                """,
                """
                1:1 [services.web] has no image
                    write image = "postgres:15" below [services.web]
                2:1 unknown key "zzz" in [services.web]
                    known keys: image, ports, platform, labels, command, entrypoint, env, working_dir, user, group_add, init, restart, stop_signal, stop_grace_period, healthcheck, hostname, network_aliases, extra_hosts, dns, external_networks, volumes, tmpfs, read_only, files, memory, cpus, shm_size, ulimits, sysctls, privileged, cap_add, cap_drop, security_opt, devices, gpus, depends_on, pull, connection
                """,
                """
                backend = "docker"
                """,
                """
                1:1 backend: expected a table, found a string
                    write it as a table: [backend]
                """,
                """
                [backend]
                type = "dokcer"
                """,
                """
                2:1 type in [backend]: there is no backend "dokcer"
                    did you mean "docker"?
                """,
                """
                [backend]
                type = "aws"
                """,
                """
                2:1 type in [backend]: there is no backend "aws"
                    known backends: docker, ssh, kubernetes
                """,
                """
                [backend]
                type = 3
                host = "x"
                """,
                """
                2:1 type in [backend]: expected a string, found an integer
                    write type = "..."
                """,
                """
                [backend]
                host = "x"
                """,
                """
                2:1 unknown key "host" in [backend]
                    it belongs to type = "ssh", and this backend is "docker"
                """,
                """
                [backend]
                socket = "/var/run/docker.sock"
                """,
                """
                2:1 socket in [backend]: "/var/run/docker.sock" is not the address of an engine
                    write it like "unix:///var/run/docker.sock"
                """,
                """
                [backend]
                socket = "ssh://me@there"
                """,
                """
                2:1 socket in [backend]: "ssh://me@there" is not the address of an engine
                    for an engine on another machine write type = "ssh"
                """,
                """
                [backend]
                type = "kubernetes"
                namespace_prefix = "Aether_"
                context = ""
                """,
                """
                3:1 namespace_prefix in [backend]: "Aether_" is not a valid prefix for a namespace
                    write at most 20 lower-case letters, digits and "-", a letter first
                4:1 context in [backend]: it is empty
                    remove the key to use the default
                """,
                """
                [ports]
                rang = "1-2"
                """,
                """
                2:1 unknown key "rang" in [ports]
                    did you mean "range"?
                """,
                """
                [ports]
                range = "20000"
                """,
                """
                2:1 range in [ports]: "20000" is not a valid port range
                    write range = "20000-29999"
                """,
                """
                [ports]
                range = "30000-20000"
                """,
                """
                2:1 range in [ports]: the first port is higher than the last
                    write range = "20000-30000"
                """,
                """
                [ports]
                range = "0-70000"
                """,
                """
                2:1 range in [ports]: 0 is not a valid port
                    ports range from 1 to 65535
                """,
                """
                [ports]
                range = [20000, 29999]
                """,
                """
                2:1 range in [ports]: expected a string, found an array
                    write range = "..."
                """,
                """
                [injection]
                path = ".env"
                """,
                """
                1:1 [injection] has no template
                    write template = \"""...\"""
                2:1 unknown key "path" in [injection]
                    did you mean "file"?
                """,
                """
                [[injection]]
                file = 1
                template = 2
                """,
                """
                2:1 file in [injection]: expected a string, found an integer
                    write file = "..."
                3:1 template in [injection]: expected a string, found an integer
                    write template = "..."
                """,
                """
                injection = [1]
                """,
                """
                1:14 injection: expected a table, found an integer
                    write it as [[injection]]
                """,
                """
                [services."my db"]
                image = "x"
                """,
                """
                1:1 [services."my db"] has a name that is not a valid host name
                    names consist of letters, digits, "_" and "-", and begin with a letter or digit
                """,
                """
                [services.a-name-that-is-far-too-long-for-a-host-name]
                image = "x"
                """,
                """
                1:1 [services.a-name-that-is-far-too-long-for-a-host-name] has a name of 43 characters
                    use at most 40
                """,
                """
                [services."my.db"]
                image = 3
                """,
                """
                1:1 [services."my.db"] has a name that is not a valid host name
                    names consist of letters, digits, "_" and "-", and begin with a letter or digit
                2:1 image in [services."my.db"]: expected a string, found an integer
                    write image = "..."
                """);
    }
}
