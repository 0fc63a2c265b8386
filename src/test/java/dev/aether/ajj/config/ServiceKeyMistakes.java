package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Unknown or mistyped keys of a service. */
final class ServiceKeyMistakes {

    private ServiceKeyMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.inService(
                """
                imag = "x"
                """,
                """
                3:1 unknown key "imag" in [services.web]
                    did you mean "image"?
                """,
                """
                environment = { A = "1" }
                """,
                """
                3:1 unknown key "environment" in [services.web]
                    did you mean "env"?
                """,
                """
                build = "."
                """,
                """
                3:1 unknown key "build" in [services.web]
                    build the image first, and set image = "..."
                """,
                """
                zzz = 1
                healthcheck.tset = "x"
                """,
                """
                3:1 unknown key "zzz" in [services.web]
                    known keys: image, ports, platform, labels, command, entrypoint, env, working_dir, user, group_add, init, restart, stop_signal, stop_grace_period, healthcheck, hostname, network_aliases, extra_hosts, dns, external_networks, volumes, tmpfs, read_only, files, memory, cpus, shm_size, ulimits, sysctls, privileged, cap_add, cap_drop, security_opt, devices, gpus, depends_on, pull, connection
                4:1 unknown key "tset" in [services.web.healthcheck]
                    known keys: command, tcp, http, disable, timeout
                """,
                """
                env = ["A=1"]
                """,
                """
                3:1 env in [services.web]: expected a table, found an array
                    write it as a table: [services.web.env]
                """,
                """
                env = { A = "1", B = ["x"], C = { D = "x" }, "" = "1" }
                """,
                """
                3:18 B in [services.web.env]: expected a string, found an array
                    put the value in quotation marks
                3:29 C in [services.web.env]: expected a string, found a table
                    put a name with a dot in quotation marks: "C.NAME" = "..."
                3:46 "" in [services.web.env]: this is not a valid name of a variable
                    names are not empty and have no "="
                """,
                """
                env.A.B = "secret"
                """,
                """
                3:1 A in [services.web.env]: expected a string, found a table
                    put a name with a dot in quotation marks: "A.NAME" = "..."
                """,
                """
                [services.web.env]
                TOKEN = 2020-01-01
                "a=b" = "1"
                """,
                """
                4:1 TOKEN in [services.web.env]: expected a string, found a date or time
                    put the value in quotation marks
                5:1 "a=b" in [services.web.env]: this is not a valid name of a variable
                    names are not empty and have no "="
                """,
                """
                ports = "80"
                """,
                """
                3:1 ports in [services.web]: expected an array, found a string
                    write ports = ["..."]
                """,
                """
                command = 3
                """,
                """
                3:1 command in [services.web]: expected an array of strings or a string, found an integer
                    write an array: ["program", "argument"]
                """,
                """
                command = ["a", 1]
                """,
                """
                3:1 command in [services.web]: one of its entries is an integer, not a string
                    put each argument in quotation marks
                """,
                """
                depends_on = "redis"
                """,
                """
                3:1 depends_on in [services.web]: expected an array, found a string
                    write depends_on = ["..."]
                """,
                """
                restart = false
                """,
                """
                3:1 restart in [services.web]: expected a string, found a boolean
                    write one of no, always, on-failure, unless-stopped
                """,
                """
                connection = 3
                """,
                """
                3:1 connection in [services.web]: expected a string, found an integer
                    write connection = "..."
                """,
                """
                healthcheck = "x"
                """,
                """
                3:1 healthcheck in [services.web]: expected a table, found a string
                    write it as a table: [services.web.healthcheck]
                """,
                """
                user = 1.5
                """,
                """
                3:1 user in [services.web]: expected a string, found a float
                    write user = "1000:1000" or a name that exists in the image
                """,
                """
                platform = 1
                """,
                """
                3:1 platform in [services.web]: expected a string, found an integer
                    write platform = "..."
                """,
                """
                tmpfs = [1]
                """,
                """
                3:10 tmpfs in [services.web]: expected a string, found an integer
                    write an absolute path, such as "/run"
                """,
                """
                volumes = [{ source = "x" }]
                """,
                """
                3:12 volumes in [services.web]: it has no target
                    write { source = "name", target = "/path", external = true }
                """,
                """
                ports = [80.5]
                """,
                """
                3:10 ports in [services.web]: expected a string, found a float
                    write "5432", "5432/udp", or "15432:5432" for a fixed host port
                """);
    }
}
