package dev.aether.ajj.system.process;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The file descriptors that ajj inherited, such as with {@code ajj run cmd 3<file} or from make's jobserver. A command
 * that replaces ajj gets these, but not the descriptors that the runtime has opened.
 */
public final class InheritedDescriptors {
    private static final int FIRST_AFTER_STANDARD = 3;
    private static volatile Set<Integer> captured = Set.of();

    /** Keeps the descriptors of closed standard files occupied while the process runs. */
    private static final List<Closeable> PLACEHOLDERS = new ArrayList<>();

    private InheritedDescriptors() {}

    /**
     * Captures the inherited descriptors. Must be called first in {@code main}: what is open then, other than the
     * runtime's own files, was inherited. A closed standard file is replaced by {@code /dev/null}, opened read-only.
     * Otherwise the next opened file would get its number, and output would be written there.
     */
    public static void capture() {
        for (int descriptor = 0; descriptor < FIRST_AFTER_STANDARD; descriptor++) {
            if (!isOpen(descriptor)) {
                occupyLowest();
            }
        }
        List<Path> ownFiles = ownFiles();
        Set<Integer> inherited = new HashSet<>();
        for (int descriptor : open()) {
            if (!isOwn(descriptor, ownFiles)) {
                inherited.add(descriptor);
            }
        }
        captured = Set.copyOf(inherited);
    }

    private static void occupyLowest() {
        try {
            PLACEHOLDERS.add(new FileInputStream("/dev/null"));
        } catch (FileNotFoundException missing) {
            // no substitute on such a machine
        }
    }

    /** Returns the open descriptors that were not inherited. */
    static Set<Integer> opened() {
        Set<Integer> opened = open();
        opened.removeAll(captured);
        return opened;
    }

    private static Set<Integer> open() {
        Set<Integer> open = new TreeSet<>();
        String[] names = directory().list();
        for (String name : names == null ? new String[0] : names) {
            int descriptor = Integer.parseInt(name);
            // Checked, because the listing itself used a descriptor.
            if (descriptor >= FIRST_AFTER_STANDARD && isOpen(descriptor)) {
                open.add(descriptor);
            }
        }
        return open;
    }

    private static boolean isOpen(int descriptor) {
        return Files.exists(directory().toPath().resolve(Integer.toString(descriptor)), LinkOption.NOFOLLOW_LINKS);
    }

    private static File directory() {
        File linux = new File("/proc/self/fd");
        return linux.exists() ? linux : new File("/dev/fd");
    }

    /** Returns the JDK, the directories of ajj's jars, and this program. */
    private static List<Path> ownFiles() {
        List<Path> own = new ArrayList<>();
        addReal(own, System.getProperty("java.home"));
        addReal(own, "/proc/self/exe");
        String classPath = System.getProperty("java.class.path", "");
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path parent =
                    entry.isEmpty() ? null : Path.of(entry).toAbsolutePath().getParent();
            addReal(own, parent == null ? null : parent.toString());
        }
        return own;
    }

    private static void addReal(List<Path> files, @Nullable String file) {
        if (file == null) {
            return;
        }
        try {
            files.add(Path.of(file).toRealPath());
        } catch (IOException _) {
            // missing, so not open
        }
    }

    private static boolean isOwn(int descriptor, List<Path> ownFiles) {
        try {
            Path target = Files.readSymbolicLink(directory().toPath().resolve(Integer.toString(descriptor)));
            return ownFiles.stream().anyMatch(target::startsWith);
        } catch (IOException _) {
            return false;
        }
    }
}
