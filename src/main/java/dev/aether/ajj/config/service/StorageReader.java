package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.TmpfsSyntax;
import dev.aether.ajj.config.syntax.VolumeSyntax;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.model.service.StorageSpec;
import dev.aether.ajj.model.service.StorageSpec.Tmpfs;
import dev.aether.ajj.model.service.VolumeSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the volumes, mounts and files of a service. */
final class StorageReader {

    private StorageReader() {}

    static StorageSpec read(TomlSection section) {
        List<Located<VolumeSpec>> volumes = section.list("volumes", VolumeSyntax::parse);
        List<Located<Tmpfs>> tmpfs = section.list("tmpfs", TmpfsSyntax::parse);
        checkTargets(section, volumes, tmpfs);
        List<String> targets = Stream.concat(
                        volumes.stream().map(volume -> volume.value().target()),
                        tmpfs.stream().map(directory -> directory.value().path()))
                .toList();
        return new StorageSpec(
                Located.values(volumes),
                Located.values(tmpfs),
                section.flag("read_only"),
                TextFileReader.read(section, targets));
    }

    private static void checkTargets(
            TomlSection section, List<Located<VolumeSpec>> volumes, List<Located<Tmpfs>> tmpfs) {
        Set<String> seen = new HashSet<>();
        for (Located<VolumeSpec> volume : volumes) {
            checkTarget(section, "volumes", volume.value().target(), volume, seen);
        }
        for (Located<Tmpfs> directory : tmpfs) {
            checkTarget(section, "tmpfs", directory.value().path(), directory, seen);
        }
    }

    private static void checkTarget(
            TomlSection section, String key, String target, Located<?> entry, Set<String> seen) {
        if (!seen.add(target)) {
            section.report(key, entry.position(), target + " is mounted twice", "remove one of the two");
        }
    }
}
