package dev.aether.ajj.lifecycle;

import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Short fingerprints. */
final class Hash {
    private static final int CONFIG_DIGITS = 12;

    private Hash() {}

    /** The first hex digits of a text's SHA-256. */
    static String of(String text, int digits) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Changes exactly when a container made from the declaration would differ; its place in the file does not count. A
     * key that came later is no part of it while it is not set, so that containers of former versions stay.
     *
     * @param service its templates filled in
     * @param root of the workspace, from which the container may mount something
     */
    static String of(ServiceSpec service, Path root) {
        List<Object> parts = new ArrayList<>(List.of(
                service.image(),
                service.ports(),
                service.env(),
                service.volumes().stream().map(volume -> resolved(volume, root)).toList(),
                service.command(),
                service.entrypoint(),
                service.user(),
                service.tmpfs(),
                service.memoryBytes(),
                service.nanoCpus(),
                service.platform(),
                service.restart()));
        service.hostname().ifPresent(hostname -> parts.add("hostname=" + hostname));
        return of(parts.toString(), CONFIG_DIGITS);
    }

    private static Object resolved(VolumeSpec volume, Path root) {
        return switch (volume) {
            case VolumeSpec.Named named -> named;
            case VolumeSpec.Bind bind ->
                "Bind[source=" + bind.path(root) + ", target=" + bind.target() + ", readOnly=" + bind.readOnly() + "]";
        };
    }
}
