package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Invalid ports and volumes. */
final class PortAndVolumeMistakes {

    private PortAndVolumeMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.inService(
                """
                ports = ["70000", "0", "x", "", "99999999999"]
                """, """
                3:10 ports in [services.web]: 70000 is not a valid port
                    ports range from 1 to 65535
                3:19 ports in [services.web]: 0 is not a valid port
                    ports range from 1 to 65535
                3:24 ports in [services.web]: "x" is not a valid port
                    write "5432", "5432/udp", or "15432:5432" for a fixed host port
                3:29 ports in [services.web]: "" is not a valid port
                    write "5432", "5432/udp", or "15432:5432" for a fixed host port
                3:33 ports in [services.web]: 99999999999 is not a valid port
                    ports range from 1 to 65535
                """, """
                ports = [0, 65536]
                """, """
                3:10 ports in [services.web]: 0 is not a valid port
                    ports range from 1 to 65535
                3:13 ports in [services.web]: 65536 is not a valid port
                    ports range from 1 to 65535
                """, """
                ports = ["127.0.0.1:80:80", "[::1]:80:8080/udp", "127.0.0.1::80"]
                """, """
                3:10 ports in [services.web]: "127.0.0.1:80:80" has an address, but ajj publishes ports only on 127.0.0.1
                    write "80:80"
                3:29 ports in [services.web]: "[::1]:80:8080/udp" has an address, but ajj publishes ports only on 127.0.0.1
                    write "80:8080/udp"
                3:50 ports in [services.web]: "127.0.0.1::80" has an address, but ajj publishes ports only on 127.0.0.1
                    write "80"
                """, """
                ports = ["8000-8010", "80/sctp", "80:"]
                """, """
                3:10 ports in [services.web]: "8000-8010" is a port range
                    list each port separately
                3:23 ports in [services.web]: "80/sctp" has an unknown protocol
                    known protocols: tcp, udp
                3:34 ports in [services.web]: "80:" is not a valid port
                    write "5432", "5432/udp", or "15432:5432" for a fixed host port
                """, """
                ports = ["80", "81:80"]
                """, """
                3:16 ports in [services.web]: port 80 is listed twice
                    remove one of the two
                """, """
                volumes = ["data", "/data", "a:b:c:d", ":x"]
                """, """
                3:12 volumes in [services.web]: "data" is not a valid volume
                    write "data:/path" for a volume, or "./directory:/path:ro" for a directory
                3:20 volumes in [services.web]: "/data" is not a valid volume
                    give it a name: "data:/data"
                3:29 volumes in [services.web]: "a:b:c:d" is not a valid volume
                    write "data:/path" for a volume, or "./directory:/path:ro" for a directory
                3:40 volumes in [services.web]: ":x" is not a valid volume
                    write "data:/path" for a volume, or "./directory:/path:ro" for a directory
                """, """
                volumes = ["data:data", "data:/", "data:/x:z"]
                """, """
                3:12 volumes in [services.web]: "data" is not an absolute path in the container
                    start it with a slash
                3:25 volumes in [services.web]: the path cannot be the root of a container
                    use a path below it
                3:35 volumes in [services.web]: "z" is not a valid mount option
                    write "ro", "rw", or "create" for a directory
                """, """
                volumes = ["data:/a:create", "./b:/b:ro,rw", "./c:/c:create,"]
                """, """
                3:12 volumes in [services.web]: ajj always creates a volume
                    remove "create"
                3:30 volumes in [services.web]: it is both "ro" and "rw"
                    write one of them
                3:46 volumes in [services.web]: "" is not a valid mount option
                    write "ro", "rw", or "create" for a directory
                """, """
                volumes = ["conf/x:/etc/x", ".hidden:/x", "my data:/x"]
                """, """
                3:12 volumes in [services.web]: "conf/x" is neither a volume name nor a path
                    for a path of the workspace write "./conf/x"
                3:29 volumes in [services.web]: ".hidden" is neither a volume name nor a path
                    for a path of the workspace write "./.hidden"
                3:43 volumes in [services.web]: "my data" is neither a volume name nor a path
                    names consist of letters, digits, "_", "." and "-"
                """, """
                volumes = ["a:/x", "./b:/x/"]
                tmpfs = ["/x", "run"]
                """, """
                3:20 volumes in [services.web]: /x is mounted twice
                    remove one of the two
                4:10 tmpfs in [services.web]: /x is mounted twice
                    remove one of the two
                4:16 tmpfs in [services.web]: "run" is not an absolute path in the container
                    start it with a slash
                """);
    }
}
