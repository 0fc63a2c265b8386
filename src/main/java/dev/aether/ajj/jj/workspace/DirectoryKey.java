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
 * The file system's identity of a directory. A moved directory keeps it; a copy has another.
 *
 * @param device number of the file system; may change when the machine restarts
 * @param inode number of the directory; may be reused after it is deleted
 * @param born creation time; empty when the file system does not record it
 */
public record DirectoryKey(String device, String inode, String born) {
    private static final DirectoryKey UNKNOWN = new DirectoryKey("", "", "");

    /** Returns the key of a directory; of an unreadable one, a key that is not the same as any other. */
    public static DirectoryKey of(Path directory) {
        try {
            Map<String, Object> found = Files.readAttributes(
                    directory, "unix:dev,ino,creationTime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            // Without a creation time, Java returns the time of the last change.
            String created = String.valueOf(found.get("creationTime"));
            boolean isKnown = !created.equals(String.valueOf(found.get("lastModifiedTime")));
            return new DirectoryKey(
                    String.valueOf(found.get("dev")), String.valueOf(found.get("ino")), isKnown ? created : "");
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    /** Returns the key of a workspace's {@code .jj} without the device, which survives moves; empty without a {@code .jj}. */
    public static Optional<String> ofWorkspace(Path root) {
        DirectoryKey key = of(root.resolve(".jj"));
        return key.inode.isEmpty() ? Optional.empty() : Optional.of((key.inode + " " + key.born).strip());
    }

    /**
     * Makes a directory's creation time known and permanent, by setting the time of its last change. If that equals the creation
     * time, {@link #of} cannot tell them apart. On an overlay, a directory of a lower layer gets a new creation time at its
     * first change.
     */
    public static void stabilize(Path directory) {
        try {
            boolean isUnknown = of(directory).born().isEmpty();
            Files.setLastModifiedTime(
                    directory, isUnknown ? FileTime.from(Instant.now()) : Files.getLastModifiedTime(directory));
        } catch (IOException readOnly) {
            // on a read-only file system the key never changes
        }
    }

    /** Reads a key that {@link #write} has written; missing parts are empty. */
    public static DirectoryKey read(JsonNode node) {
        return new DirectoryKey(
                node.path("device").asText(),
                node.path("inode").asText(),
                node.path("born").asText());
    }

    /** Writes the key into a JSON object, for {@link #read}. */
    public void write(ObjectNode node) {
        node.put("device", device).put("inode", inode).put("born", born);
    }

    /** Whether it is the same directory, even if it was moved. */
    public boolean isSame(DirectoryKey other) {
        return device.equals(other.device) && isSameInode(other);
    }

    /** Whether it is the same directory, given that its path is the same. Ignores the device, which may change at a restart. */
    public boolean isSameInode(DirectoryKey other) {
        return !inode.isEmpty()
                && inode.equals(other.inode)
                && (born.equals(other.born) || born.isEmpty() || other.born.isEmpty());
    }

    /** Whether both have the same known creation time, which programs cannot set. */
    public boolean isSameBirth(DirectoryKey other) {
        return !born.isEmpty() && born.equals(other.born);
    }
}
