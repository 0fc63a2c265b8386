package dev.aether.ajj;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Updates class files of libraries compiled for Java 5, such as picocli's. A class archive rejects class files
 * without stack maps, and the JVM verifies them slowly at every start.
 */
final class ClassFileUpdate {
    private static final int JAVA_8 = ClassFile.JAVA_8_VERSION;
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private ClassFileUpdate() {}

    /**
     * Rewrites the jars that contain such classes.
     *
     * @param directories searched without their subdirectories
     */
    public static void main(String... directories) throws IOException {
        for (String directory : directories) {
            try (Stream<Path> files = Files.list(Path.of(directory))) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    if (hasOldClasses(jar)) {
                        update(jar);
                    }
                }
            }
        }
    }

    private static boolean hasOldClasses(Path jar) throws IOException {
        try (ZipFile content = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : content.stream().toList()) {
                if (isOld(entry.getName(), content.getInputStream(entry).readNBytes(Long.BYTES))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void update(Path jar) throws IOException {
        Path updated = jar.resolveSibling(jar.getFileName() + ".updated");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipFile before = new ZipFile(jar.toFile());
                ZipOutputStream after = new ZipOutputStream(Files.newOutputStream(updated))) {
            for (ZipEntry entry : before.stream().toList()) {
                byte[] content = before.getInputStream(entry).readAllBytes();
                if (isOld(entry.getName(), content)) {
                    content = updated(content, loader);
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                after.putNextEntry(copy);
                after.write(content);
            }
        }
        Files.move(updated, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOld(String name, byte[] content) {
        // Bytes 6 and 7 of a class file are its major version.
        return name.endsWith(".class") && (content[6] << Byte.SIZE | content[7]) < FIRST_WITH_STACK_MAPS;
    }

    private static byte[] updated(byte[] content, ClassLoader loader) {
        ClassFile files = ClassFile.of(
                ConstantPoolSharingOption.NEW_POOL,
                StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)
                        .orElse(ClassHierarchyResolver.defaultResolver())));
        ClassModel old = files.parse(content);
        ClassTransform version = ClassFileUpdate::withVersion;
        // Methods that are not transformed keep their bytes, and would get no stack map.
        return files.transformClass(
                old, version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    }

    private static void withVersion(ClassBuilder builder, ClassElement element) {
        if (element instanceof ClassFileVersion) {
            builder.withVersion(JAVA_8, 0);
        } else {
            builder.with(element);
        }
    }
}
