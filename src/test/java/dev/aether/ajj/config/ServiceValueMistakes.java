package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Other invalid values of a service. */
final class ServiceValueMistakes {

    private ServiceValueMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.inService(
                """
                command = "sh -c 'x"
                """,
                """
                3:1 command in [services.web]: a quotation mark is not closed
                    write an array: ["program", "argument"]
                """,
                """
                command = "a | b"
                """,
                """
                3:1 command in [services.web]: "|" needs a shell, and ajj does not run one
                    write ["sh", "-c", "..."]
                """,
                """
                command = "a && b"
                """,
                """
                3:1 command in [services.web]: "&&" needs a shell, and ajj does not run one
                    write ["sh", "-c", "..."]
                """,
                """
                command = []
                """,
                """
                3:1 command in [services.web]: it has no program
                    write an array: ["program", "argument"], or remove the key
                """,
                """
                entrypoint = ""
                """,
                """
                3:1 entrypoint in [services.web]: it has no program
                    write an array: ["program", "argument"], or remove the key
                """,
                """
                memory = "5m"
                """,
                """
                3:1 memory in [services.web]: a container needs at least 6 MiB of memory
                    write "6m" or more
                """,
                """
                memory = "lots"
                """,
                """
                3:1 memory in [services.web]: "lots" is not a valid amount of memory
                    write it like "512m" or "2g", or as a number of bytes
                """,
                """
                memory = 1024
                """,
                """
                3:1 memory in [services.web]: a container needs at least 6 MiB of memory
                    write "6m" or more
                """,
                """
                memory = "999999999999t"
                """,
                """
                3:1 memory in [services.web]: "999999999999t" is too large
                    write it like "512m" or "2g", or as a number of bytes
                """,
                """
                memory = true
                """,
                """
                3:1 memory in [services.web]: expected a string or an integer, found a boolean
                    write it like "512m" or "2g", or as a number of bytes
                """,
                """
                cpus = 0
                """,
                """
                3:1 cpus in [services.web]: it must be positive
                    write a number of cores, such as cpus = 1.5, at least 0.01
                """,
                """
                cpus = -1.5
                """,
                """
                3:1 cpus in [services.web]: it must be positive
                    write a number of cores, such as cpus = 1.5, at least 0.01
                """,
                """
                cpus = "1"
                """,
                """
                3:1 cpus in [services.web]: expected a number, found a string
                    write a number of cores, such as cpus = 1.5
                """,
                """
                cpus = nan
                """,
                """
                3:1 cpus in [services.web]: it is out of range
                    write a number of cores, such as cpus = 1.5, at least 0.01
                """,
                """
                cpus = 0.001
                """,
                """
                3:1 cpus in [services.web]: it is out of range
                    write a number of cores, such as cpus = 1.5, at least 0.01
                """,
                """
                platform = "Linux AMD64"
                """,
                """
                3:1 platform in [services.web]: "Linux AMD64" is not a valid platform
                    write it like "linux/amd64"
                """,
                """
                restart = "on-failure:3"
                """,
                """
                3:1 restart in [services.web]: "on-failure:3" is not a valid value
                    did you mean "on-failure"?
                """,
                """
                restart = "sometimes"
                """,
                """
                3:1 restart in [services.web]: "sometimes" is not a valid value
                    write one of no, always, on-failure, unless-stopped
                """,
                """
                pull = "allways"
                """,
                """
                3:1 pull in [services.web]: "allways" is not a valid value
                    did you mean "always"?
                """,
                """
                user = "a b"
                """,
                """
                3:1 user in [services.web]: "a b" is not a valid user
                    write user = "1000:1000" or a name that exists in the image
                """,
                """
                user = ""
                """,
                """
                3:1 user in [services.web]: "" is not a valid user
                    write user = "1000:1000" or a name that exists in the image
                """,
                """
                healthcheck.timeout = 60
                """,
                """
                3:1 timeout in [services.web.healthcheck]: expected a string, found an integer
                    write it like "500ms", "60s", "2m" or "1m30s"
                """,
                """
                healthcheck.timeout = "60"
                """,
                """
                3:1 timeout in [services.web.healthcheck]: "60" is not a positive duration
                    write it like "500ms", "60s", "2m" or "1m30s"
                """,
                """
                healthcheck.timeout = "0s"
                """,
                """
                3:1 timeout in [services.web.healthcheck]: "0s" is not a positive duration
                    write it like "500ms", "60s", "2m" or "1m30s"
                """,
                """
                healthcheck.timeout = "1s 2m"
                """,
                """
                3:1 timeout in [services.web.healthcheck]: "1s 2m" is not a positive duration
                    write it like "500ms", "60s", "2m" or "1m30s"
                """,
                """
                healthcheck = { command = ["CMD", "x"] }
                """,
                """
                3:17 command in [services.web.healthcheck]: it begins with "CMD"
                    remove "CMD"
                """,
                """
                healthcheck = { command = ["CMD-SHELL", "x"] }
                """,
                """
                3:17 command in [services.web.healthcheck]: it begins with "CMD-SHELL"
                    write ["sh", "-c", "..."] for a shell
                """,
                """
                healthcheck = { tcp = 80 }
                """,
                """
                3:17 tcp in [services.web.healthcheck]: the service does not publish TCP port 80, so ajj cannot check it
                    add ports = ["80"] to the service
                """,
                """
                ports = ["8080", "53/udp"]
                healthcheck = { tcp = 53 }
                """,
                """
                4:17 tcp in [services.web.healthcheck]: the service does not publish TCP port 53, so ajj cannot check it
                    its TCP ports: 8080
                """,
                """
                ports = ["8080"]
                healthcheck = { tcp = 808, command = "x" }
                """,
                """
                4:17 tcp in [services.web.healthcheck]: a service can have only one check, and it also has command
                    keep one of command, tcp
                4:17 tcp in [services.web.healthcheck]: the service does not publish TCP port 808, so ajj cannot check it
                    did you mean "8080"?
                """,
                """
                ports = ["8080"]
                healthcheck.http = "https://:8080/"
                """,
                """
                4:1 http in [services.web.healthcheck]: only http is supported
                    write http = "http://:8080/healthz"
                """,
                """
                ports = ["8080"]
                healthcheck.http = "http://example.com:8080/"
                """,
                """
                4:1 http in [services.web.healthcheck]: this is not a valid address of the service
                    write http = "http://:8080/healthz"
                """,
                """
                ports = ["8080"]
                healthcheck.http = "http:///healthz"
                """,
                """
                4:1 http in [services.web.healthcheck]: the service does not publish TCP port 80, so ajj cannot check it
                    did you mean "8080"?
                """,
                """
                healthcheck.tcp = "80"
                """,
                """
                3:1 tcp in [services.web.healthcheck]: expected an integer, found a string
                    write tcp = 5432
                """);
    }
}
