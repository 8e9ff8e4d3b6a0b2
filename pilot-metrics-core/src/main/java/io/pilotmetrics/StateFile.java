// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pilotmetrics.integrity.ByteReader;
import io.pilotmetrics.integrity.ByteWriter;
import io.pilotmetrics.integrity.LedgerCode;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a pilot knows of its sources, in a file that is replaced as a whole.
 *
 * <pre>
 *    0   "PMSTATE"
 *    7   version, 1
 *    8   length of the file, 8 bytes, highest first
 *   16   complete (0 or 1), time savedAt, text pilot, count of handlers, { text name, {@link LedgerCode ledger} }...
 *   -4   CRC-32C of all before it, highest first
 * </pre>
 *
 * <p>A file that was cut, or that differs in any byte, is refused.
 *
 * @param pilot the pilot's name
 * @param complete true if the pilot was closed
 * @param savedAt when, wall clock
 * @param ledgers by handler
 */
record StateFile(String pilot, boolean complete, Instant savedAt, Map<String, LedgerSnapshot> ledgers) {

    private static final byte[] MAGIC = "PMSTATE".getBytes(US_ASCII);
    private static final byte VERSION = 1;
    private static final int HEADER = MAGIC.length + 1 + Long.BYTES;
    private static final int CHECKSUM = Integer.BYTES;
    private static final long MOST_BYTES = 1 << 30;

    /** The same as it stands once a pilot has gone on from it. */
    StateFile used() {
        return new StateFile(pilot, false, savedAt, ledgers);
    }

    byte[] toBytes() {
        ByteWriter body = new ByteWriter();
        body.number(complete ? 1 : 0);
        body.time(savedAt);
        body.text(pilot);
        body.number(ledgers.size());
        ledgers.forEach((handler, ledger) -> {
            body.text(handler);
            LedgerCode.write(ledger, body);
        });
        byte[] encoded = body.toBytes();
        byte[] all = new byte[HEADER + encoded.length + CHECKSUM];
        ByteBuffer parts = ByteBuffer.wrap(all);
        parts.put(MAGIC).put(VERSION).putLong(all.length).put(encoded).putInt(checksum(all));
        return all;
    }

    private static int checksum(byte[] all) {
        CRC32C crc = new CRC32C();
        crc.update(all, 0, all.length - CHECKSUM);
        return (int) crc.getValue();
    }

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException if the bytes are none; the message says why, without naming the file
     */
    static StateFile of(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + CHECKSUM
                || !ByteBuffer.wrap(bytes, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new IllegalArgumentException(
                    "it is no state of pilot-metrics, or the beginning of one (" + bytes.length + " bytes)");
        }
        byte version = all.get(MAGIC.length);
        if (version != VERSION) {
            throw new IllegalArgumentException("it has version " + version + ", and this library reads " + VERSION
                    + "; use the library that wrote it");
        }
        long length = all.getLong(MAGIC.length + 1);
        if (length != bytes.length) {
            throw new IllegalArgumentException("it says that it has " + length + " bytes, and has " + bytes.length);
        }
        if (checksum(bytes) != all.getInt(bytes.length - CHECKSUM)) {
            throw new IllegalArgumentException("its checksum differs");
        }
        return body(new ByteReader(all.slice(HEADER, bytes.length - HEADER - CHECKSUM)));
    }

    /** Reads what the checksum holds, which may still be nonsense with a checksum that fits. */
    static StateFile body(ByteReader from) {
        boolean complete = from.number() == 1;
        Instant savedAt = from.time();
        if (savedAt == null) {
            throw new IllegalArgumentException("it does not say when it was saved");
        }
        String pilot = from.text();
        Map<String, LedgerSnapshot> ledgers = new LinkedHashMap<>();
        for (int left = from.count(); left > 0; left--) {
            if (ledgers.put(from.text(), LedgerCode.read(from)) != null) {
                throw new IllegalArgumentException("a handler comes twice");
            }
        }
        from.end();
        return new StateFile(pilot, complete, savedAt, ledgers);
    }

    /** Puts this state in a file's place, all of it or nothing. */
    void save(Path path) {
        try {
            Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(); // a link stays one
            if (Files.isDirectory(target)) {
                throw new IOException("it is a folder");
            }
            Path beside = target.resolveSibling(target.getFileName() + ".new");
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                keepPermissions(target, beside);
                ByteBuffer bytes = ByteBuffer.wrap(toBytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(target);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "pilot \"" + pilot + "\": the state cannot be saved in " + path
                            + ", what was saved there before stays; name a file in a folder that exists, that this process may"
                            + " write to and that has room",
                    e);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (posix != null && Files.exists(from)) {
            posix.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    /** So that the new name outlives a loss of power. Not every file system knows how. */
    private static void syncFolder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // it is replaced all the same
        }
    }

    /**
     * Reads the state of a pilot.
     *
     * @return null where there is no file
     */
    static @Nullable StateFile load(String pilot, Path path) {
        String what = "pilot \"" + pilot + "\": the state in " + path;
        StateFile state;
        try {
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw new IllegalArgumentException("it has " + size + " bytes, and a state has at most " + MOST_BYTES);
            }
            state = of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    what + " cannot be read; name a file that saveState(…) wrote and that this process may read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    what + " is refused: " + e.getMessage() + "; nothing was restored. Restore a copy of it, or"
                            + " move it away to begin anew",
                    e);
        }
        if (!state.pilot().equals(pilot)) {
            throw new IllegalStateException(what + " is that of pilot \"" + state.pilot()
                    + "\"; nothing was restored. Name the file of this pilot");
        }
        return state;
    }
}
