package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Invalid keys for an engine over SSH. */
final class SshKeyMistakes {

    private SshKeyMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.pairs("""
                [backend]
                type = "ssh"
                socket = "unix:///x"
                port = 70000
                """, """
                1:1 [backend] has no host
                    write host = "build.example.com"
                3:1 socket in [backend]: "unix:///x" is not the path of a socket on that machine
                    write it like "/run/user/1000/docker.sock", or remove it to use /var/run/docker.sock
                4:1 port in [backend]: 70000 is not a valid port
                    ports range from 1 to 65535
                """, """
                [backend]
                type = "ssh"
                host = "me@there"
                port = "22"
                """, """
                3:1 host in [backend]: "******@there" is not a valid host name
                    write the part before the @ as user = "..."
                4:1 port in [backend]: expected an integer, found a string
                    write port = 22
                """, """
                [backend]
                type = "ssh"
                host = "-oProxyCommand=id"
                user = "-lroot"
                port = 0
                """, """
                3:1 host in [backend]: "-oProxyCommand=id" is not a valid host name
                    write only the name
                4:1 user in [backend]: "-lroot" is not a valid user name
                    write only the name
                5:1 port in [backend]: 0 is not a valid port
                    ports range from 1 to 65535
                """, """
                [backend]
                type = "ssh"
                host = "[::1"
                user = "dev ops"
                """, """
                3:1 host in [backend]: "[::1" is not a valid host name
                    write only the name
                4:1 user in [backend]: "dev ops" is not a valid user name
                    write only the name
                """, """
                [backend]
                type = "ssh"
                host = "build:22"
                key_path = "keys/id"
                socket = "docker.sock"
                """, """
                3:1 host in [backend]: "build:22" is not a valid host name
                    write only the name
                4:1 key_path in [backend]: "keys/id" is not the absolute path of a private key
                    write it like "~/.ssh/id_ed25519", or remove it: ssh finds its default keys
                5:1 socket in [backend]: "docker.sock" is not the path of a socket on that machine
                    write it like "/run/user/1000/docker.sock", or remove it to use /var/run/docker.sock
                """, """
                [backend]
                type = "ssh"
                host = "build"
                socket = "/"
                context = "x"
                """, """
                4:1 socket in [backend]: "/" is not the path of a socket on that machine
                    write it like "/run/user/1000/docker.sock", or remove it to use /var/run/docker.sock
                5:1 unknown key "context" in [backend]
                    it belongs to type = "kubernetes", and this backend is "ssh"
                """, """
                [backend]
                user = "dev"
                key_path = "/key"
                """, """
                2:1 unknown key "user" in [backend]
                    it belongs to type = "ssh", and this backend is "docker"
                3:1 unknown key "key_path" in [backend]
                    it belongs to type = "ssh", and this backend is "docker"
                """, """
                [backend]
                type = "kubernetes"
                socket = "/x"
                host = "build"
                """, """
                3:1 unknown key "socket" in [backend]
                    it belongs to type = "docker", and this backend is "kubernetes"
                4:1 unknown key "host" in [backend]
                    it belongs to type = "ssh", and this backend is "kubernetes"
                """);
    }
}
