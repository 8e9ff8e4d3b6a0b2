// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionFileTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<String> complaints = new ArrayList<>();

    private void keep(ConversionFile file, List<Conversion> conversions) {
        QueuedConversionSink sink = QueuedConversionSink.to(file).start();
        conversions.forEach(sink::offer);
        sink.close();
        assertThat(sink.queued()).isZero();
    }

    private List<Conversion> read(Path path) throws IOException {
        return read(path, complaints);
    }

    static List<Conversion> read(Path path, List<String> complaints) throws IOException {
        List<Conversion> all = new ArrayList<>();
        try (ConversionReader reader = ConversionReader.open(path, complaints::add)) {
            reader.forEachRemaining(all::add);
            assertThat(reader.badLines()).isEqualTo(complaints.size());
        }
        return all;
    }

    private static Conversion random(Random random) {
        String[] texts = {null, "", "newsletter", "Käse \"&\\ \n", "\uD83D\uDE80", "x".repeat(3_000)};
        return Conversion.of(
                "order-" + random.nextLong() + texts[2 + random.nextInt(3)],
                random.nextInt(5) == 0 ? random.nextGaussian() * 1e300 : random.nextInt(10_000) / 100.0,
                Touch.utm(
                        texts[random.nextInt(6)],
                        texts[random.nextInt(6)],
                        texts[random.nextInt(6)],
                        texts[random.nextInt(6)]));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void file_readBack_holdsWhatWasKept_overTwoLives(long seed) throws IOException {
        Random random = new Random(seed);
        Path path = folder.resolve("conversions.ndjson");
        List<Conversion> first = random.ints(500).mapToObj(i -> random(random)).toList();
        List<Conversion> second = random.ints(100).mapToObj(i -> random(random)).toList();
        keep(ConversionFile.at(path), first);
        keep(ConversionFile.at(path), second);
        List<Conversion> both = new ArrayList<>(first);
        both.addAll(second);
        assertThat(read(path)).isEqualTo(both);
        assertThat(complaints).isEmpty();
        assertThat(Files.readAllLines(path)).hasSize(600);
    }

    @Test
    void line_cutOffByACrash_isPassedOver_andTheNextIsWhole() throws IOException {
        Path path = folder.resolve("torn.ndjson");
        Conversion one = Conversion.of("secret-1", 1, Touch.utm(null, null, null, null));
        Conversion two = Conversion.of("secret-2", 2, Touch.utm(null, null, null, null));
        keep(ConversionFile.at(path), List.of(one, two));
        Files.write(path, java.util.Arrays.copyOf(Files.readAllBytes(path), (int) Files.size(path) - 5));
        keep(ConversionFile.at(path), List.of(one));
        assertThat(read(path)).containsExactly(one, one);
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith(path + ":2: ")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "null",
                "{\"v\":2,\"orderId\":\"secret\",\"value\":1}",
                "{\"v\":1,\"value\":1}",
                "{\"v\":1,\"orderId\":\"secret\"}",
                "{\"v\":1,\"orderId\":\"secret\",\"value\":\"secret\"}",
                "{\"v\":1,\"orderId\":7,\"value\":1}",
                "{\"v\":1,\"orderId\":\"secret\",\"value\":1e999}",
                "{\"v\":1,\"orderId\":\"secret\",\"value\":1,\"touch\":\"secret\"}",
                "{\"v\":1,\"orderId\":\"secret\",\"value\":1,\"touch\":{\"source\":{\"secret\":1}}}",
                "{\"v\":1,\"orderId\":\"secret\",\"value\":1} secret",
                "{\"v\":1,\"orderId\":\"secret",
                "{\"x\":[[[[[[[[[[[[[]]]]]]]]]]]]]}"
            })
    void line_thatIsNoConversion_isToldWithoutItsContent_andReadingGoesOn(String bad) throws IOException {
        Path path = folder.resolve("bad.ndjson");
        String good = "{\"later\":{\"a\":[1]},\"v\":1,\"orderId\":\"o\",\"value\":1,\"touch\":{\"more\":[{}]}}\n";
        Files.writeString(path, bad + "\n\n" + good);
        assertThat(read(path)).hasSize(1);
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith(path + ":1: ")
                .doesNotContain("secret");
    }

    @Test
    void line_longerThanAllowed_isPassedOver() throws IOException {
        Path path = folder.resolve("long.ndjson");
        Files.writeString(path, "x".repeat(5_000_000) + "\n{\"v\":1,\"orderId\":\"o\",\"value\":1}");
        assertThat(read(path)).hasSize(1);
        assertThat(complaints).singleElement().asString().contains("more than 65536 bytes");
    }

    @Test
    void file_thatIsFull_takesNoMore_andCountsIt() throws IOException {
        Path path = folder.resolve("full.ndjson");
        List<Conversion> three = List.of(
                Conversion.of("a", 1, Touch.utm(null, null, null, null)),
                Conversion.of("b", 1, Touch.utm(null, null, null, null)),
                Conversion.of("c", 1, Touch.utm(null, null, null, null)));
        QueuedConversionSink sink =
                QueuedConversionSink.to(ConversionFile.at(path).maxBytes(100)).start();
        three.forEach(sink::offer);
        sink.close();
        assertThat(sink.stored()).isEqualTo(2);
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.lastFailure().orElseThrow()).contains(path.toString()).contains("move it away");
        assertThat(read(path)).hasSize(2);
        assertThat(Files.size(path)).isLessThanOrEqualTo(100);
    }

    static Conversion bare(String orderId) {
        return Conversion.of(orderId, 1, Touch.utm(null, null, null, null));
    }

    /** A line of so many bytes without its end. */
    private static Conversion ofLine(int bytes) {
        int rest = "{\"v\":1,\"orderId\":\"\",\"value\":1.0,\"touch\":{}}".length();
        return bare("x".repeat(bytes - rest));
    }

    @Test
    void conversion_thatCouldNotBeReadBack_isRefusedAlone_andCounted() throws IOException {
        Path path = folder.resolve("wide.ndjson");
        QueuedConversionSink sink =
                QueuedConversionSink.to(ConversionFile.at(path)).start();
        Conversion longest = ofLine(ConversionReader.MAX_LINE_BYTES);
        List.of(bare("a"), ofLine(ConversionReader.MAX_LINE_BYTES + 1), longest, bare("half \uD83D"), bare("b"))
                .forEach(sink::offer);
        sink.close();
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.lastFailure())
                .hasValue(
                        path
                                + ": a conversion's line has more than 65536 bytes, which could not be read back: shorten its texts");
        assertThat(read(path)).containsExactly(bare("a"), longest, bare("half \uD83D"), bare("b"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void file_thatCannotBeWritten_failsAtTheStart_withTheMend() {
        Path nowhere = folder.resolve("missing").resolve("c.ndjson");
        assertThatThrownBy(() ->
                        QueuedConversionSink.to(ConversionFile.at(nowhere)).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(nowhere.toString())
                .hasMessageContaining("a folder that exists");
        assertThatThrownBy(() -> ConversionFile.at(nowhere).maxBytes(0)).hasMessageContaining("got 0");
    }

    @Test
    void file_openedAgain_addsNoEmptyLine() throws IOException {
        Path path = folder.resolve("empty.ndjson");
        keep(ConversionFile.at(path), List.of());
        keep(ConversionFile.at(path), List.of());
        assertThat(Files.size(path)).isZero();
        Files.writeString(path, "\n", StandardOpenOption.APPEND);
        keep(ConversionFile.at(path), List.of());
        assertThat(Files.readString(path, UTF_8)).isEqualTo("\n");
    }
}
