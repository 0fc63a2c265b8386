package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Violated rules between parts of a file, and invalid injected files. */
final class RuleMistakes {

    private RuleMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.pairs(
                """
                [services.web]
                image = "x"
                hostname = "under_score"
                depends_on = { redsi = "completed", redis = "completed", loop = "completed", job = "done", b = 1, c = "service_healthy" }
                [services.redis]
                image = "x"
                ports = ["6379"]
                [services.loop]
                image = "x"
                restart = "always"
                [services.job]
                image = "x"
                """,
                """
                3:1 hostname in [services.web]: "under_score" is not a valid host name
                    host names consist of letters, digits, "-" and ".", and begin and end with a letter or digit
                4:16 depends_on in [services.web]: there is no service "redsi"
                    did you mean "redis"?
                4:37 depends_on in [services.web]: "redis" publishes ports or is restarted whenever it exits, so it never completes
                    write redis = "ready", or remove its ports and restart
                4:58 depends_on in [services.web]: "loop" publishes ports or is restarted whenever it exits, so it never completes
                    write loop = "ready", or remove its ports and restart
                4:78 job in [services.web.depends_on]: "done" is not a valid condition
                    write one of ready, completed
                4:92 b in [services.web.depends_on]: expected a string, found an integer
                    write one of ready, completed
                4:99 c in [services.web.depends_on]: "service_healthy" is not a valid condition
                    write "ready"
                """,
                """
                [services.web]
                image = "x"
                depends_on = ["redsi", "db", "redis", "redis"]
                [services.redis]
                image = "x"
                """,
                """
                3:15 depends_on in [services.web]: there is no service "redsi"
                    did you mean "redis"?
                3:24 depends_on in [services.web]: there is no service "db"
                    services: web, redis
                3:39 depends_on in [services.web]: "redis" is listed twice
                    remove one of the two
                """,
                """
                [services.a]
                image = "x"
                depends_on = ["b"]
                [services.b]
                image = "x"
                depends_on = ["c"]
                [services.c]
                image = "x"
                depends_on = ["d", "a"]
                [services.d]
                image = "x"
                """,
                """
                9:20 depends_on in [services.c]: services depend on each other in a cycle: a -> b -> c -> a
                    remove one of these dependencies
                """,
                """
                [services.a]
                image = "x"
                depends_on = ["a"]
                """,
                """
                3:15 depends_on in [services.a]: services depend on each other in a cycle: a -> a
                    remove one of these dependencies
                """,
                """
                [services.a]
                image = "x"
                ports = ["8080:80", "8080:53/udp"]
                [services.b]
                image = "x"
                ports = ["81", "8080:80"]
                """,
                """
                6:16 ports in [services.b]: host port 8080 is already used by the service "a"
                    write "80" to let ajj choose the host port
                """,
                """
                [ports]
                range = "20000-20001"
                [services.a]
                image = "x"
                ports = ["1", "2:2"]
                [services.b]
                image = "x"
                ports = ["3", "4", "5"]
                """,
                """
                8:15 ports in [services.b]: the range 20000-20001 has too few ports for all services
                    extend the range in [ports]
                """,
                """
                [injection]
                file = "/etc/passwd"
                template = ""
                """,
                """
                2:1 file in [injection]: "/etc/passwd" is not relative to the workspace
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "../.env"
                template = ""
                """,
                """
                2:1 file in [injection]: "../.env" is outside the workspace
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "a/../../.env"
                template = ""
                """,
                """
                2:1 file in [injection]: "a/../../.env" is outside the workspace
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "~/.env"
                template = ""
                """,
                """
                2:1 file in [injection]: "~/.env" is not relative to the workspace
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = ".git/config"
                template = ""
                """,
                """
                2:1 file in [injection]: ".git/config" is inside .git, which ajj must not write to
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "sub/.JJ/x"
                template = ""
                """,
                """
                2:1 file in [injection]: "sub/.JJ/x" is inside .JJ, which ajj must not write to
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [[injection]]
                file = "sub/.GitIgnore"
                template = "!.env"
                [[injection]]
                file = ".gitmodules"
                template = ""
                """,
                """
                2:1 file in [injection]: "sub/.GitIgnore" controls what jj and Git record, so ajj must not write to it
                    write this file yourself and commit it
                5:1 file in [injection]: ".gitmodules" controls what jj and Git record, so ajj must not write to it
                    write this file yourself and commit it
                """,
                """
                [injection]
                file = ".aether"
                template = ""
                """,
                """
                2:1 file in [injection]: ".aether" is inside .aether, which ajj must not write to
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "aether.toml"
                template = ""
                """,
                """
                2:1 file in [injection]: ajj must not overwrite aether.toml
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "conf/"
                template = ""
                """,
                """
                2:1 file in [injection]: "conf/" is a directory
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "."
                template = ""
                """,
                """
                2:1 file in [injection]: "." is a directory
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = ""
                template = ""
                """,
                """
                2:1 file in [injection]: this is not a valid file name
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [injection]
                file = "a\\nb"
                template = ""
                """,
                """
                2:1 file in [injection]: this is not a valid file name
                    write a path below the workspace, such as file = ".env"
                """,
                """
                [[injection]]
                file = ".env"
                template = ""
                [[injection]]
                file = "./x/../.env"
                template = ""
                [[injection]]
                file = ".env/b"
                template = ""
                """,
                """
                5:1 file in [injection]: ".env" is already the file of another [[injection]]
                    merge the two templates, or choose another file
                8:1 file in [injection]: one of ".env" and ".env/b" would have to be a directory
                    choose another file
                """,
                """
                [backend]
                tpye = "docker"
                [services.web]
                imag = "x"
                ports = ["99999"]
                env = 3
                [injection]
                file = ".env"
                """,
                """
                2:1 unknown key "tpye" in [backend]
                    did you mean "type"?
                4:1 unknown key "imag" in [services.web]
                    did you mean "image"?
                5:10 ports in [services.web]: 99999 is not a valid port
                    ports range from 1 to 65535
                6:1 env in [services.web]: expected a table, found an integer
                    write it as a table: [services.web.env]
                7:1 [injection] has no template
                    write template = \"""...\"""
                """);
    }
}
