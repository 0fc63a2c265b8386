package dev.aether.ajj.model.config;

import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.text.Word;
import java.util.List;
import java.util.Locale;

/**
 * Something beyond private services that a repository asks for, and that its user has to allow.
 *
 * @param parts what distinguishes it from others of its kind, the same in every workspace of the repository. First the
 *     values of the kind's sentence, then hidden ones: a hash of a value with secrets, which the sentence masks, and
 *     the directory of the file if that is not the workspace's root
 */
public record Grant(Kind kind, List<String> parts, SourcePosition position) {

    /** The kinds of grants, each with a sentence for its parts, and its effect. */
    public enum Kind implements Word {
        ENGINE_SOCKET(Kind.MOUNT, "it controls the container engine, and through it everything on this machine"),
        MOUNT_WRITE(Kind.MOUNT, "it can read and change these files of this machine"),
        MOUNT_READ(Kind.MOUNT, "it can read these files of this machine"),
        MOUNT_SPECIAL(Kind.MOUNT, "it can use the socket or device of this machine"),
        MOUNT_REPOSITORY(
                Kind.MOUNT,
                "it can change .jj and .git, and with them the commands that jj and git run on this machine"),
        MOUNT_ENVIRONMENT(
                Kind.MOUNT,
                "it can write variables such as PATH or LD_PRELOAD into an injected file, for the commands of `ajj run`, or have"
                        + " jj record the file"),
        MOUNT_CONFIGURATION(
                Kind.MOUNT, "it can change the declared services, and so use permissions of other services"),

        MOUNT_REPLACEABLE(
                Kind.MOUNT,
                "a container can write to a directory above it, and replace it by a link to any file of this machine"),
        MOUNT_UNKNOWN(Kind.MOUNT, "it may be any file of this machine: you lack permission to follow the path"),
        BUILD_READ("service %s is built from %s", "its image can hold these files of this machine"),
        BUILD_REPLACEABLE(
                "service %s is built from %s",
                "a container can write to files that the image is made from, and replace them by links to any file of this"
                        + " machine"),
        PRIVILEGED(
                "service %s runs privileged",
                "it can use every device and change the kernel: it controls everything on this machine"),
        DEVICE("service %s gets the device %s at %s (%s)", "it can use this device of this machine directly"),
        GPUS("service %s gets GPUs (%s)", "it can use these devices of this machine directly"),
        SHARED_VOLUME(
                "service %s uses the volume %s at %s (%s)",
                "everything that uses this volume reads and changes the same data"),
        SHARED_NETWORK("service %s joins the network %s", "it and the containers there can reach each other"),
        VOLUME_DRIVER(
                "service %s has the volume %s created by %s",
                "a driver can mount directories and servers that this machine can reach"),
        CAPABILITY(
                "service %s gets the capability %s",
                "it gets rights that containers usually lack; some capabilities control everything on this machine"),
        SECURITY_OPTION(
                "service %s has the security option %s", "it is less isolated from this machine than other containers"),
        ENGINE("services run on the engine %s", "this engine gets the environment and the data of all services"),
        SUBNETS(
                "networks use addresses in %s",
                "this machine may reach containers instead of servers at these addresses");

        private static final String MOUNT = "service %s mounts %s at %s (%s)";

        private final String sentence;
        private final String effect;

        Kind(String sentence, String effect) {
            this.sentence = sentence;
            this.effect = effect;
        }
    }

    /**
     * Returns what is asked for, such as {@code service db mounts /srv at /data (read-only)}. Not escaped for a
     * terminal.
     */
    public String what() {
        return String.format(Locale.ROOT, kind.sentence, parts.toArray());
    }

    /** Returns what it enables. */
    public String effect() {
        return kind.effect;
    }

    /** Returns 64 hex digits, equal for grants that differ in their position only. */
    public String digest() {
        String canonical = kind.word() + '\0' + String.join("\0", parts);
        return Hash.of(canonical, 64);
    }
}
