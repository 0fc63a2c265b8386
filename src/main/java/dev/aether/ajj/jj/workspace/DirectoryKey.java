package dev.aether.ajj.jj.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the file system calls a directory. A move keeps it; a copy has another.
 *
 * @param device number of the file system; may change when the machine is restarted
 * @param inode number within it; may be used again after the directory was deleted
 * @param born when the directory was created; empty when the file system does not record it
 */
public record DirectoryKey(String device, String inode, String born) {
    private static final DirectoryKey UNKNOWN = new DirectoryKey("", "", "");

    /** The key of a directory; of one that cannot be read, one that is no other one's. */
    public static DirectoryKey of(Path directory) {
        try {
            Map<String, Object> found = Files.readAttributes(
                    directory, "unix:dev,ino,creationTime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            // Java reports the time of the last change where there is no time of creation.
            String created = String.valueOf(found.get("creationTime"));
            boolean isKnown = !created.equals(String.valueOf(found.get("lastModifiedTime")));
            return new DirectoryKey(
                    String.valueOf(found.get("dev")), String.valueOf(found.get("ino")), isKnown ? created : "");
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    /**
     * What identifies the directory of a workspace wherever it is moved on its file system, for as long as it is there: the key of its
     * {@code .jj}, without the device.
     *
     * @return empty when there is no such directory
     */
    public static Optional<String> ofWorkspace(Path root) {
        DirectoryKey key = of(root.resolve(".jj"));
        return key.inode.isEmpty() ? Optional.empty() : Optional.of((key.inode + " " + key.born).strip());
    }

    /**
     * Lets the time of creation be known, and stay. A directory that was filled within one tick of the clock has not changed since it
     * was created; on an overlay, a directory of the layer below gets another time of creation when something in it changes first.
     */
    public static void settle(Path directory) {
        try {
            boolean isUnknown = of(directory).born().isEmpty();
            Files.setLastModifiedTime(
                    directory, isUnknown ? FileTime.from(Instant.now()) : Files.getLastModifiedTime(directory));
        } catch (IOException readOnly) {
            // it never changes
        }
    }

    /** As {@link #write} has written it; parts that are missing are empty. */
    public static DirectoryKey read(JsonNode node) {
        return new DirectoryKey(
                node.path("device").asText(),
                node.path("inode").asText(),
                node.path("born").asText());
    }

    /** Writes the key into a node, for {@link #read}. */
    public void write(ObjectNode node) {
        node.put("device", device).put("inode", inode).put("born", born);
    }

    /** Whether it is the same directory, wherever it is now. */
    public boolean isSame(DirectoryKey other) {
        return device.equals(other.device) && isSameInode(other);
    }

    /** Whether it is the same directory, provided that it is in the same place: devices may be numbered anew at a restart. */
    public boolean isSameInode(DirectoryKey other) {
        return !inode.isEmpty()
                && inode.equals(other.inode)
                && (born.equals(other.born) || born.isEmpty() || other.born.isEmpty());
    }

    /** Whether both were created in the same moment. No program can set that time. */
    public boolean isBornWith(DirectoryKey other) {
        return !born.isEmpty() && born.equals(other.born);
    }
}
