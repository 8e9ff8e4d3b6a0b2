// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of lines that is open for appending, locked against other writers. One thread's. */
final class LockedFile {

    private final Path path;
    private final FileChannel channel; // holds the lock until it is closed
    private final @Nullable Object key;
    private long size;

    private LockedFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        lock(channel);
        key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        size = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
            append(new byte[] {'\n'});
        }
    }

    /** Opens a file or makes it, and ends its last line. The messages leave the path out. */
    static LockedFile open(Path path) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "it cannot be written (" + e.getClass().getSimpleName()
                            + "): name a file in a folder that exists and that this process may write to",
                    e);
        }
        try {
            return new LockedFile(path, channel);
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        boolean mine = false;
        String whose = "another process";
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            whose = "another sink of this process";
        }
        if (!mine) {
            throw new IOException(whose + " writes to it: give each sink a file of its own, or close the other first");
        }
    }

    /** False where the path leads to another file by now, or to none, or somebody else changed its length. */
    boolean isAsItWasLeft() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return channel.isOpen() && now.size() == size && Objects.equals(now.fileKey(), key);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    long size() {
        return size;
    }

    /** All of it, or nothing: what was written of it is cut off again, so that the next attempt repeats none. */
    void append(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            long at = size;
            while (left.hasRemaining()) {
                at += channel.write(left, at);
            }
            size = at;
        } catch (IOException e) {
            try {
                channel.truncate(size);
            } catch (IOException uncut) { // whoever opens the file next ends its last line
                e.addSuppressed(uncut);
            }
            throw e;
        }
    }

    /** Forces it to the disk first. */
    void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                channel.force(true);
            }
        }
    }
}
