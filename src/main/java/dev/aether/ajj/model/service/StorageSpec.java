package dev.aether.ajj.model.service;

import java.util.List;

/**
 * The files of a container.
 *
 * @param readOnly whether the files of the image are read-only; volumes and tmpfs are not affected
 * @param files written into the container before it starts, in the order written
 */
public record StorageSpec(List<VolumeSpec> volumes, List<Tmpfs> tmpfs, boolean readOnly, List<TextFile> files) {

    /**
     * A file with a declared text.
     *
     * @param content may be secret
     * @param mode 0 to 0777
     */
    public record TextFile(String path, String content, int mode, long user, long group) {}

    /**
     * A directory in memory.
     *
     * @param options of the mount, such as {@code size=64m,mode=1777}; may be empty
     */
    public record Tmpfs(String path, String options) {

        /** Returns the value in aether.toml. */
        public String word() {
            return options.isEmpty() ? path : path + ":" + options;
        }
    }
}
