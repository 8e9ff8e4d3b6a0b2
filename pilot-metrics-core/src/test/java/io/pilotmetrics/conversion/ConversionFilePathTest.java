// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static io.pilotmetrics.conversion.ConversionFileTest.bare;
import static io.pilotmetrics.conversion.ConversionFileTest.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What else happens to a file while a sink writes to it: it is moved, removed, emptied, or wanted by another. */
@Timeout(60)
class ConversionFilePathTest {

    @TempDir
    private Path folder = Path.of("");

    private final SinkLog log = new SinkLog();
    private final List<String> complaints = new ArrayList<>();

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static void keep(QueuedConversionSink sink, String... orderIds) {
        for (String orderId : orderIds) {
            assertThat(sink.offer(bare(orderId))).isTrue();
        }
        assertThat(sink.flush(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void file_movedAway_isMadeAnew_andTheSinkGoesOn() throws IOException {
        Path path = folder.resolve("moved.ndjson");
        try (QueuedConversionSink sink =
                QueuedConversionSink.to(ConversionFile.at(path).maxBytes(60)).start()) {
            keep(sink, "a", "b");
            assertThat(sink.notStored()).as("it is full").isEqualTo(1);
            Files.move(path, folder.resolve("old.ndjson"));
            keep(sink, "c");
            Files.move(path, folder.resolve("older.ndjson"));
            Files.writeString(path, "torn"); // another file has come in its place
            keep(sink, "d");
            Files.move(path, folder.resolve("oldest.ndjson"));
            keep(sink, "e");
            Files.write(path, new byte[0]); // emptied in place
            keep(sink, "f");
            assertThat(sink.stored()).isEqualTo(5);
        }
        assertThat(read(folder.resolve("old.ndjson"), complaints)).containsExactly(bare("a"));
        assertThat(read(folder.resolve("older.ndjson"), complaints)).containsExactly(bare("c"));
        assertThat(Files.readAllBytes(path)).doesNotContain(0);
        assertThat(read(path, complaints)).containsExactly(bare("f"));
        assertThat(read(folder.resolve("oldest.ndjson"), complaints)).containsExactly(bare("d"));
    }

    @Test
    void file_replacedByOneOfTheSameLength_isKnownByItsKey() throws IOException {
        Path path = folder.resolve("replaced.ndjson");
        try (QueuedConversionSink sink =
                QueuedConversionSink.to(ConversionFile.at(path)).start()) {
            keep(sink, "a");
            Files.move(path, folder.resolve("old.ndjson"));
            Files.writeString(path, "x".repeat((int) Files.size(folder.resolve("old.ndjson"))));
            keep(sink, "b");
        }
        assertThat(read(folder.resolve("old.ndjson"), complaints)).containsExactly(bare("a"));
        assertThat(read(path, complaints)).containsExactly(bare("b"));
        assertThat(complaints).hasSize(1);
    }

    @Test
    void folder_thatIsGoneForAWhile_isTriedAgain() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        try (QueuedConversionSink sink = QueuedConversionSink.to(ConversionFile.at(inside.resolve("c.ndjson")))
                .retries(0)
                .start()) {
            Files.move(inside, folder.resolve("away"));
            keep(sink, "a");
            assertThat(sink.lastFailure().orElseThrow()).contains("a folder that exists");
            Files.move(folder.resolve("away"), inside);
            keep(sink, "b");
            assertThat(sink.stored()).isEqualTo(1);
        }
        assertThat(read(inside.resolve("c.ndjson"), complaints)).containsExactly(bare("b"));
    }

    @Test
    void file_ofAnotherSink_isRefusedAtTheStart_untilThatIsClosed() throws IOException {
        Path path = folder.resolve("shared.ndjson");
        QueuedConversionSinkBuilder second = QueuedConversionSink.to(ConversionFile.at(path));
        try (QueuedConversionSink first =
                QueuedConversionSink.to(ConversionFile.at(path)).start()) {
            keep(first, "a");
            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(path + ": another sink of this process writes to it")
                    .hasMessageContaining("give each sink a file of its own");
            keep(first, "b");
        }
        try (QueuedConversionSink sink = second.start()) {
            keep(sink, "c");
        }
        assertThat(read(path, complaints)).containsExactly(bare("a"), bare("b"), bare("c"));
    }

    /** Holds a file's lock until its input ends. */
    static final class OtherProcess {
        public static void main(String[] args) throws IOException {
            try (FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                file.lock();
                System.out.println("locked");
                System.out.flush();
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void file_ofAnotherProcess_isRefusedAtTheStart() throws Exception {
        Path path = Files.createFile(folder.resolve("foreign.ndjson"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        path.toString())
                .start();
        try {
            assertThat(new String(other.getInputStream().readNBytes(6), UTF_8)).isEqualTo("locked");
            assertThatThrownBy(() ->
                            QueuedConversionSink.to(ConversionFile.at(path)).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(path + ": another process writes to it");
        } finally {
            other.destroy();
            other.waitFor();
        }
    }
}
