package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Mistakes in keys of a service that are the same as in compose files. */
final class ContainerKeyMistakes {

    private ContainerKeyMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(process(), network(), storage(), files(), limits(), privileges())
                .flatMap(mistakes -> mistakes);
    }

    private static Stream<Mistake> files() {
        return Mistake.inService("""
                files = { "etc/x" = "a", "/y" = 1, "/z" = { mode = "0440" }, "/" = "" }
                """, """
                3:11 "etc/x" in [services.web.files]: "etc/x" is not an absolute path in the container
                    start it with a slash
                3:26 "/y" in [services.web.files]: expected a string, found an integer
                    write "/path" = "text", or { content = "text", mode = "0440" }
                3:36 [services.web.files."/z"] has no content
                    write "/path" = "text", or { content = "text", mode = "0440" }
                3:62 "/" in [services.web.files]: the path cannot be the root of a container
                    use a path below it
                """, """
                files = { "/z" = { content = "", mode = "rw", uid = -1, gid = "mail", owner = 1 } }
                """, """
                3:34 mode in [services.web.files."/z"]: "rw" is not a valid file mode
                    write mode = "0440"
                3:47 uid in [services.web.files."/z"]: this is not a valid user or group id
                    write a number such as 1000
                3:57 gid in [services.web.files."/z"]: this is not a valid user or group id
                    write a number such as 1000
                3:71 unknown key "owner" in [services.web.files."/z"]
                    known keys: content, mode, uid, gid
                """, """
                volumes = ["data:/data"]
                tmpfs = ["/run"]
                files = { "/data/x" = "", "/run" = "" }
                """, """
                5:11 "/data/x" in [services.web.files]: /data/x is in the volume or mount at /data
                    choose another path
                5:27 "/run" in [services.web.files]: /run is in the volume or mount at /run
                    choose another path
                """, """
                read_only = true
                files = { "/x" = "" }
                """, """
                4:1 files in [services.web]: ajj cannot copy files into a read-only container
                    remove files or read_only
                """, """
                volumes = [{ source = "a", target = "/a", external = true, driver = "nfs" }, { source = "./b", target = "/b" }]
                """, """
                3:12 volumes in [services.web]: an external volume already exists
                    remove driver and driver_opts
                3:78 volumes in [services.web]: "./b" is neither a volume name nor a path
                    for a path of the workspace write "././b"
                """, """
                volumes = [{ source = "a", target = "/a", external = "yes" }, { source = "b", target = "/b", driver_opt = 1 }]
                """, """
                3:12 volumes in [services.web]: external: expected a boolean, found a string
                    write external = true
                3:63 volumes in [services.web]: unknown key "driver_opt"
                    did you mean "driver_opts"?
                """, """
                external_networks = ["a b"]
                gpus = 0
                """, """
                3:22 external_networks in [services.web]: "a b" is not a valid network name
                    list the networks: docker network ls
                4:1 gpus in [services.web]: this is not a valid number of GPUs
                    write gpus = "all", or a number such as 1
                """, """
                healthcheck = { disable = true, command = "true" }
                """, """
                3:17 disable in [services.web.healthcheck]: a service can have only one check, and it also has command
                    keep one of command, disable
                """);
    }

    private static Stream<Mistake> process() {
        return Mistake.inService(
                """
                working_dir = "src"
                """, """
                3:1 working_dir in [services.web]: "src" is not an absolute path in the container
                    start it with a slash
                """, """
                init = "yes"
                read_only = 1
                privileged = "true"
                """, """
                3:1 init in [services.web]: expected a boolean, found a string
                    write init = true
                4:1 read_only in [services.web]: expected a boolean, found an integer
                    write read_only = true
                5:1 privileged in [services.web]: expected a boolean, found a string
                    write privileged = true
                """, """
                group_add = ["audio", 44, "", 1.5]
                """, """
                3:27 group_add in [services.web]: "" is not a valid group
                    write a number, or a name that exists in the image
                3:31 group_add in [services.web]: expected a string, found a float
                    write a number, or a name that exists in the image
                """, """
                stop_signal = "SIGTREM"
                """, """
                3:1 stop_signal in [services.web]: "SIGTREM" is not a valid signal
                    did you mean "SIGTERM"?
                """, """
                stop_signal = "65"
                """, """
                3:1 stop_signal in [services.web]: "65" is not a valid signal
                    write a name such as "SIGINT", or a number
                """, """
                stop_signal = 15
                """, """
                3:1 stop_signal in [services.web]: expected a string, found an integer
                    write stop_signal = "..."
                """, """
                stop_grace_period = "2h"
                """, """
                3:1 stop_grace_period in [services.web]: it is longer than 1 hour
                    write "1h" or less
                """, """
                stop_grace_period = 30
                """, """
                3:1 stop_grace_period in [services.web]: expected a string, found an integer
                    write it like "500ms", "60s", "2m" or "1m30s"
                """, """
                labels = { "aether.managed" = "false", "com.docker.compose.project" = "shop", "" = "x", a.b = "c" }
                """, """
                3:12 "aether.managed" in [services.web.labels]: this label name is reserved for ajj
                    choose a name with another prefix
                3:40 "com.docker.compose.project" in [services.web.labels]: this label name is reserved for Docker
                    choose a name with another prefix
                3:79 "" in [services.web.labels]: this is not a valid label name
                    write a name such as "com.example.team"
                3:89 a in [services.web.labels]: expected a string, found a table
                    put a name with a dot in quotation marks: "a.NAME" = "..."
                """);
    }

    private static Stream<Mistake> network() {
        return Mistake.inService("""
                network_aliases = ["db.internal", "-x", 1]
                """, """
                3:35 network_aliases in [services.web]: "-x" is not a valid host name
                    host names consist of letters, digits, "-", "_" and ".", and begin and end with a letter or digit
                3:41 network_aliases in [services.web]: expected a string, found an integer
                    host names consist of letters, digits, "-", "_" and ".", and begin and end with a letter or digit
                """, """
                extra_hosts = ["db"]
                """, """
                3:16 extra_hosts in [services.web]: "db" has no address
                    write "name:address", such as "db.example.com:192.0.2.7" or "host.docker.internal:host-gateway"
                """, """
                extra_hosts = ["db:host", "a b:192.0.2.7", "c:192.0.2.256", "d:192.0.2"]
                """, """
                3:16 extra_hosts in [services.web]: "host" is not an IP address
                    write "name:address", such as "db.example.com:192.0.2.7" or "host.docker.internal:host-gateway"
                3:27 extra_hosts in [services.web]: "a b" is not a valid host name
                    host names consist of letters, digits, "-", "_" and ".", and begin and end with a letter or digit
                3:44 extra_hosts in [services.web]: "192.0.2.256" is not an IP address
                    write "name:address", such as "db.example.com:192.0.2.7" or "host.docker.internal:host-gateway"
                3:61 extra_hosts in [services.web]: "192.0.2" is not an IP address
                    write "name:address", such as "db.example.com:192.0.2.7" or "host.docker.internal:host-gateway"
                """, """
                dns = ["dns.example.com", "fe80::1%eth0"]
                """, """
                3:8 dns in [services.web]: "dns.example.com" is not an IP address
                    write an IP address, such as "192.0.2.53"
                3:27 dns in [services.web]: "fe80::1%eth0" is not an IP address
                    write an IP address, such as "192.0.2.53"
                """);
    }

    private static Stream<Mistake> storage() {
        return Mistake.inService("""
                tmpfs = ["/a:sise=64m", "/b:size", "/c:ro=1", "/d:", "/e:size=1 m", "f:ro"]
                """, """
                3:10 tmpfs in [services.web]: "sise" is not a valid tmpfs option
                    did you mean "size"?
                3:25 tmpfs in [services.web]: the option "size" needs a value
                    write it like "/data:size=64m,mode=1777"
                3:36 tmpfs in [services.web]: the option "ro" takes no value
                    write it like "/data:size=64m,mode=1777"
                3:47 tmpfs in [services.web]: "" is not a valid tmpfs option
                    write it like "/data:size=64m,mode=1777"
                3:54 tmpfs in [services.web]: "size=1 m" is not a valid tmpfs option
                    write it like "/data:size=64m,mode=1777"
                3:69 tmpfs in [services.web]: "f" is not an absolute path in the container
                    start it with a slash
                """, """
                tmpfs = ["/a", "/a:ro"]
                """, """
                3:16 tmpfs in [services.web]: /a is mounted twice
                    remove one of the two
                """);
    }

    private static Stream<Mistake> limits() {
        return Mistake.inService("""
                shm_size = "big"
                """, """
                3:1 shm_size in [services.web]: "big" is not a valid amount of memory
                    write it like "512m" or "2g", or as a number of bytes
                """, """
                shm_size = 0
                """, """
                3:1 shm_size in [services.web]: it must be positive
                    write it like "512m" or "2g", or as a number of bytes
                """, """
                ulimits = { nofiles = 1024, nproc = "many", core = -2, stack = { soft = 2 } }
                """, """
                3:13 nofiles in [services.web.ulimits]: unknown limit
                    did you mean "nofile"?
                3:29 nproc in [services.web.ulimits]: expected an integer, found a string
                    write a number, or { soft = 20000, hard = 40000 }; -1 is no limit
                3:45 core in [services.web.ulimits]: it is out of range
                    write a number, or { soft = 20000, hard = 40000 }; -1 is no limit
                3:56 [services.web.ulimits.stack] has no hard
                    write a number, or { soft = 20000, hard = 40000 }; -1 is no limit
                """, """
                ulimits.nofile = { soft = 3, hard = 2 }
                ulimits.nproc = { soft = -1, hard = 2 }
                ulimits.rss = { soft = 1, hard = 2, max = 3 }
                """, """
                3:30 hard in [services.web.ulimits.nofile]: the hard limit is below the soft limit
                    set soft to at most hard
                4:30 hard in [services.web.ulimits.nproc]: the hard limit is below the soft limit
                    set soft to at most hard
                5:37 unknown key "max" in [services.web.ulimits.rss]
                    known keys: soft, hard
                """, """
                sysctls = { "kernel.panic" = 1, net.core.somaxconn = 1024 }
                """, """
                3:13 "kernel.panic" in [services.web.sysctls]: a container cannot set this kernel parameter
                    a container can set net.*, fs.mqueue.*, kernel.sem, kernel.msg* and kernel.shm*
                3:33 net in [services.web.sysctls]: expected a string, found a table
                    put a name with a dot in quotation marks: "net.NAME" = "..."
                """);
    }

    private static Stream<Mistake> privileges() {
        return Mistake.inService("""
                cap_add = ["NET_ADMINN", 1]
                cap_drop = "ALL"
                """, """
                3:12 cap_add in [services.web]: "NET_ADMINN" is not a capability
                    did you mean "NET_ADMIN"?
                3:26 cap_add in [services.web]: expected a string, found an integer
                    write a name such as "NET_ADMIN", or "ALL"
                4:1 cap_drop in [services.web]: expected an array, found a string
                    write cap_drop = ["..."]
                """, """
                security_opt = ["no-new-privilege", "seccomp=profile.json", "apparmor", "no-new-privileges=1"]
                """, """
                3:17 security_opt in [services.web]: "no-new-privilege" is not a valid security option
                    did you mean "no-new-privileges"?
                3:37 security_opt in [services.web]: seccomp profiles in files are not supported
                    write "seccomp=unconfined"
                3:61 security_opt in [services.web]: "apparmor" is not a valid security option
                    write one of no-new-privileges, apparmor=PROFILE, label=OPTION, seccomp=unconfined, systempaths=unconfined
                3:73 security_opt in [services.web]: "no-new-privileges=1" is not a valid security option
                    write one of no-new-privileges, apparmor=PROFILE, label=OPTION, seccomp=unconfined, systempaths=unconfined
                """, """
                devices = ["./disk", "/dev/../etc/x", "/dev/kvm:rx", "/dev/kvm:kvm:rw", "/dev/kvm:/kvm:rr", "/dev/a:"]
                """, """
                3:12 devices in [services.web]: "./disk" is not below /dev
                    write "/dev/name", or "/dev/name:/dev/name:rwm"
                3:22 devices in [services.web]: "/dev/../etc/x" is not below /dev
                    write "/dev/name", or "/dev/name:/dev/name:rwm"
                3:39 devices in [services.web]: "rx" is not a valid device permission
                    write one or more of r (read), w (write) and m (create), such as "rw"
                3:54 devices in [services.web]: "/dev/kvm:kvm:rw" is not a valid device
                    write "/dev/name", or "/dev/name:/dev/name:rwm"
                3:73 devices in [services.web]: "rr" is not a valid device permission
                    write one or more of r (read), w (write) and m (create), such as "rw"
                3:93 devices in [services.web]: "/dev/a:" is not a valid device
                    write "/dev/name", or "/dev/name:/dev/name:rwm"
                """);
    }
}
