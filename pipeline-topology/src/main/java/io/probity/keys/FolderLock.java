package io.probity.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps processes that make keys apart from the one that destroys some: whoever adds a key shares the lock, whoever wraps all
 * keys anew has it alone. Needs a file system whose locks hold between machines, where instances on several share the folder.
 */
final class FolderLock implements AutoCloseable {
    private static final long RETRY_MS = 5;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock shared(Path folder) {
        return take(folder, true);
    }

    static FolderLock alone(Path folder) {
        return take(folder, false);
    }

    private static FolderLock take(Path folder, boolean shared) {
        try {
            KeyFiles.folder(folder);
            var channel = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            while (true) {
                try {
                    channel.lock(0, Long.MAX_VALUE, shared);
                    return new FolderLock(channel);
                } catch (OverlappingFileLockException anotherOfThisProcess) {
                    Thread.sleep(RETRY_MS);
                }
            }
        } catch (IOException e) {
            throw new KeyException("the key folder " + folder + " cannot be locked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyException("interrupted while waiting for the key folder " + folder, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close(); // gives the lock back too
        } catch (IOException e) {
            throw new KeyException("the lock of a key folder cannot be given back", e);
        }
    }
}
