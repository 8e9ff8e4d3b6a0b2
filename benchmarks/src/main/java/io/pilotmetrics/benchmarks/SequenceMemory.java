// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.sequences.Losses;
import io.pilotmetrics.benchmarks.sequences.NumberBook;
import io.pilotmetrics.benchmarks.sequences.SequencePeer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;
import org.openjdk.jol.info.GraphLayout;

/**
 * Weighs what keeps the numbers of sources, a source: with JOL, everything that can be reached, each as compact as it can be.
 *
 * <pre>{@code java -Xmx8g -cp benchmarks/target/benchmarks.jar io.pilotmetrics.benchmarks.SequenceMemory}</pre>
 */
public final class SequenceMemory {

    static {
        System.setProperty("jol.magicFieldOffset", "true");
    }

    /** Which numbers arrive. */
    enum Load {
        NOTHING_LOST("1 x 1,000,000 numbers, none lost", 1, 1_000_000, 0),
        ONE_PERCENT("1 x 1,000,000 numbers, 1 % lost", 1, 1_000_000, 0.01),
        TEN_PERCENT("1 x 1,000,000 numbers, 10 % lost", 1, 1_000_000, 0.1),
        HALF("1 x 1,000,000 numbers, half elsewhere at random", 1, 1_000_000, 0.5),
        EVERY_OTHER("1 x 1,000,000 numbers, every other elsewhere", 1, 1_000_000, Double.NaN),
        MANY_SOURCES("10,000 x 100 numbers, 1 % lost", 10_000, 100, 0.01);

        private final String label;
        private final int sources;
        private final int numbers;
        private final double lost;

        Load(String label, int sources, int numbers, double lost) {
            this.label = label;
            this.sources = sources;
            this.numbers = numbers;
            this.lost = lost;
        }

        /** The numbers of a source that arrive; the highest always does. */
        int[] arriving(int source) {
            return Double.isNaN(lost)
                    ? IntStream.rangeClosed(1, numbers)
                            .filter(number -> number % 2 == 0)
                            .toArray()
                    : Losses.random(numbers, lost, source);
        }
    }

    private SequenceMemory() {}

    /**
     * Prints the report.
     *
     * @param args none
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| sources and numbers | who | bytes a source |");
        out.println("|---|---|---:|");
        for (Load load : Load.values()) {
            for (SequencePeer peer : SequencePeer.values()) {
                if (peer != SequencePeer.NONE) {
                    out.printf(Locale.ROOT, "| %s | %s | %,.0f |%n", load.label, peer.label(), weigh(peer, load));
                }
            }
        }
    }

    /**
     * Weighs one that has seen all that arrives.
     *
     * @param peer who
     * @param load what arrives
     * @return bytes a source
     */
    static double weigh(SequencePeer peer, Load load) {
        NumberBook book = peer.create();
        for (int source = 0; source < load.sources; source++) {
            String name = "shop-" + source;
            for (int number : load.arriving(source)) {
                book.seen(name, number);
            }
        }
        book.compact();
        return (double) GraphLayout.parseInstance(book).totalSize() / load.sources;
    }
}
