package dev.aether.ajj.inject.file;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.inject.file.WorkspaceFile.Refused;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.spi.directory.Injector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes injected files. In a file with comments ajj owns a marked block, and the rest is the user's. Any other file (JSON,
 * XML) is ajj's as a whole, and ajj replaces or deletes it only if ajj wrote it.
 */
public class FileInjector implements Injector {
    private static final String INVALID_HINT = "name another file under [injection] in aether.toml";
    private static final String MISSING_HINT = "rewrite it: ajj up";
    private static final String DISK_HINT =
            "check the file's permissions and the free disk space, then run the command again";

    @Override
    public void check(Path root, String file) {
        WorkspaceFile _ = checked(root, file);
    }

    private static WorkspaceFile checked(Path root, String file) {
        return attempt(file, () -> {
            WorkspaceFile target = WorkspaceFile.writable(root, file);
            if (target.exists()) {
                Optional<CommentStyle> style = CommentStyle.of(file);
                if (style.isPresent()) {
                    refuseProgram(target, file, text(target.read()), style.get());
                } else {
                    refuseForeign(new WrittenFiles(root, file), target.read());
                }
            }
            return target;
        });
    }

    @Override
    public boolean prepare(Path root, String file) {
        WorkspaceFile target = checked(root, file);
        return attempt(file, () -> {
            boolean missing = !target.exists();
            if (missing) {
                target.create();
            }
            return missing;
        });
    }

    @Override
    public void inject(Path root, String file, String content) {
        boolean _ = attempt(file, () -> {
            WorkspaceFile target = WorkspaceFile.writable(root, file);
            byte[] wanted = content.getBytes(StandardCharsets.UTF_8);
            Optional<CommentStyle> style = CommentStyle.of(file);
            if (style.isPresent()) {
                String before = text(target.read());
                refuseProgram(target, file, before, style.get());
                target.write(bytes(new MarkedBlock(style.get()).put(before, text(wanted))));
            } else {
                writeWhole(target, new WrittenFiles(root, file), wanted);
            }
            return true;
        });
    }

    @Override
    public boolean isUpToDate(Path root, String file, String content) {
        return attempt(file, () -> {
            WorkspaceFile target = WorkspaceFile.writable(root, file);
            byte[] wanted = content.getBytes(StandardCharsets.UTF_8);
            Optional<CommentStyle> style = CommentStyle.of(file);
            if (style.isEmpty()) {
                return target.isAs(wanted);
            }
            String now = text(target.read());
            return target.isAs(bytes(new MarkedBlock(style.get()).put(now, text(wanted))));
        });
    }

    @Override
    public boolean hasOnlyAjjText(Path root, String file) {
        try {
            WorkspaceFile target = WorkspaceFile.of(root, file);
            Optional<CommentStyle> style = CommentStyle.of(file);
            if (!target.exists()) {
                return false;
            }
            byte[] content = target.read();
            return style.isPresent()
                    ? new MarkedBlock(style.get()).remove(text(content)).isEmpty()
                    : content.length == 0 || new WrittenFiles(root, file).includes(content);
        } catch (IOException | Refused | Failure unreadable) {
            return false;
        }
    }

    @Override
    public void withdraw(Path root, String file) {
        if (!Files.isDirectory(root) || Files.isDirectory(root.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            return; // a directory at this path is the user's
        }
        boolean _ = attempt(file, () -> {
            WorkspaceFile target = WorkspaceFile.of(root, file);
            Optional<CommentStyle> style = CommentStyle.of(file);
            if (target.exists() && style.isPresent()) {
                withdrawBlock(target, style.get());
            } else if (target.exists()) {
                withdrawWhole(target, new WrittenFiles(root, file));
            }
            target.deleteEmptyParents(); // also without the file: ajj may have been killed after it deleted it
            return true;
        });
    }

    @Override
    public Variables variables(Path root, String file, References references) {
        return attempt(file, () -> {
            WorkspaceFile source = WorkspaceFile.of(root, file);
            if (!source.exists()) {
                throw failure(file, "it does not exist", null, MISSING_HINT);
            }
            return new VariablesFile(root.resolve(file), references).read(text(source.read()));
        });
    }

    private static void writeWhole(WorkspaceFile target, WrittenFiles written, byte[] wanted)
            throws IOException, Refused {
        refuseForeign(written, target.read());
        written.add(wanted);
        target.write(wanted);
        written.setOnly(wanted);
    }

    private static void withdrawBlock(WorkspaceFile target, CommentStyle style) throws IOException, Refused {
        byte[] rest = bytes(new MarkedBlock(style).remove(text(target.read())));
        if (rest.length == 0) {
            target.delete();
        } else {
            target.write(rest);
        }
    }

    /** Keeps a file that another program has changed since ajj wrote it. */
    private static void withdrawWhole(WorkspaceFile target, WrittenFiles written) throws IOException, Refused {
        byte[] content = target.read();
        if (content.length == 0 || written.includes(content)) {
            target.delete();
        }
        written.forget();
    }

    /** Refuses the user's own files that may be programs: the repository could add commands to them. Allows files with ajj's block. */
    private static void refuseProgram(WorkspaceFile target, String file, String content, CommentStyle style)
            throws IOException, Refused {
        boolean isForeign =
                !content.isEmpty() && new MarkedBlock(style).remove(content).equals(content);
        if (isForeign && (!Injection.isDotEnv(file) || content.startsWith("#!") || target.isExecutable())) {
            throw new Refused(
                    "ajj did not create it, and it may contain commands; ajj adds lines to your own files only if they are dotenv files",
                    "move it away, or name another file under [injection] in aether.toml");
        }
    }

    private static void refuseForeign(WrittenFiles written, byte[] content) throws IOException, Refused {
        if (content.length > 0 && !written.includes(content)) {
            throw new Refused(
                    "it has content that ajj did not write, and a file of this kind cannot have a marked block");
        }
    }

    /** One character per byte, so that the user's text stays the same in any encoding. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static <T> T attempt(String file, Work<T> work) {
        try {
            return work.run();
        } catch (Refused refused) {
            throw failure(file, String.valueOf(refused.getMessage()), refused, refused.hint());
        } catch (InvalidPathException invalid) {
            throw failure(file, "it is not a valid file name", invalid, INVALID_HINT);
        } catch (IOException failed) {
            throw failure(file, reason(failed), failed, DISK_HINT);
        }
    }

    private static Failure failure(String file, String reason, @Nullable Exception cause, String hint) {
        return new Failure(new InjectionProblem.Failed(file, reason, List.of(hint)), cause);
    }

    private static String reason(IOException failed) {
        if (failed instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (failed instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason() + ": " + system.getFile();
        }
        return String.valueOf(failed.getMessage());
    }

    private interface Work<T> {
        T run() throws IOException, Refused;
    }
}
