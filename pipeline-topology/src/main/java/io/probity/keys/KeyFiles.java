package io.probity.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Objects;

/** Files of one key each: 32 random bytes, for their owner alone where the file system knows owners. */
final class KeyFiles {
    static final int BYTES = 32;

    private KeyFiles() {}

    static byte[] read(Path file) {
        try {
            var key = Files.readAllBytes(file);
            if (key.length != BYTES) {
                throw new KeyException("key file " + file + " holds " + key.length + " bytes and must hold " + BYTES
                        + ": restore it from a copy");
            }
            return key;
        } catch (IOException e) {
            throw new KeyException("key file " + file + " cannot be read: restore it from a copy", e);
        }
    }

    /** Makes a key that is there after a crash. */
    static byte[] create(Path file) {
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        write(file, key);
        return key;
    }

    static void write(Path file, byte[] content) {
        try {
            folder(parent(file));
            var part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            restrict(Files.createFile(part), "rw-------");
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content));
                channel.force(true);
            }
            Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            sync(parent(file));
        } catch (IOException e) {
            throw new KeyException("key file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Written over and removed; what a file system or a disk keeps besides is beyond a program: docs/protection.md. */
    static void destroy(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(BYTES));
                channel.force(true);
            }
            Files.delete(file);
            sync(parent(file));
        } catch (IOException e) {
            throw new KeyException("key file " + file + " cannot be destroyed: " + e.getMessage(), e);
        }
    }

    /** The folder that a file is in. */
    static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    /** Makes a folder that is missing, and those above it that are: for their owner alone, and there after a crash. */
    static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var above = parent(folder);
        folder(above);
        try {
            Files.createDirectory(folder);
            restrict(folder, "rwx------");
            sync(above);
        } catch (FileAlreadyExistsException another) {
            if (!Files.isDirectory(folder)) {
                throw another; // a process that was faster would have made a folder
            }
        }
    }

    /** A name is durable when its folder is. */
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
