// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks;

import io.pilotmetrics.benchmarks.compare.Targets;
import io.pilotmetrics.benchmarks.ids.IdPeer;
import io.pilotmetrics.benchmarks.ids.IdSubject;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.openjdk.jol.info.GraphLayout;

/**
 * Weighs what remembers ids, an id: with JOL up to 131,073 ids, by the heap after it has been collected beyond.
 *
 * <pre>{@code java -Xmx8g -cp benchmarks/target/benchmarks.jar io.pilotmetrics.benchmarks.IdMemory 100000 131073 1000003 10000000}</pre>
 */
public final class IdMemory {

    private static final int MOST_WITH_JOL = 131_073;
    private static final int COLLECTIONS = 4;

    static {
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private IdMemory() {}

    /**
     * Prints the report.
     *
     * @param args how many ids; default 100,000, 131,073 and 1,000,003
     */
    public static void main(String[] args) {
        List<String> sizes = args.length == 0 ? List.of("100000", "131073", "1000003") : List.of(args);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| ids | who | bytes an id | target | verdict |");
        out.println("|---:|---|---:|---|---|");
        for (String size : sizes) {
            for (IdPeer peer : IdPeer.values()) {
                if (peer != IdPeer.BASELINE) {
                    int ids = Integer.parseInt(size);
                    double bytes = weigh(peer, ids);
                    out.printf(
                            Locale.ROOT, "| %,d | %s | %.2f | %s |%n", ids, peer.label(), bytes, verdict(peer, bytes));
                }
            }
        }
    }

    /**
     * Weighs one that remembers as many ids as it is made for.
     *
     * @param peer who
     * @param ids how many
     * @return bytes an id
     */
    static double weigh(IdPeer peer, int ids) {
        boolean jol = ids <= MOST_WITH_JOL;
        long before = jol ? 0 : used();
        IdSubject subject = peer.create(ids);
        for (long i = 1; i <= ids; i++) {
            subject.first(ScatteredIds.id(i));
        }
        long bytes = jol ? GraphLayout.parseInstance(subject).totalSize() : used() - before;
        if (subject.first(ScatteredIds.id(ids))) { // which also keeps it from being collected
            throw new IllegalStateException(peer.label() + " does not know the last id");
        }
        return (double) bytes / ids;
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String verdict(IdPeer peer, double bytes) {
        double limit = limit(peer);
        if (Double.isNaN(limit)) {
            return " | ";
        }
        return String.format(Locale.ROOT, "≤ %.0f | *%s*", limit, bytes <= limit ? "met" : "missed");
    }

    private static double limit(IdPeer peer) {
        return switch (peer) {
            case COMPACT -> Targets.BYTES_OF_AN_ID;
            case COMPACT_WITH_CONTENT -> Targets.BYTES_OF_AN_ID_WITH_CONTENT;
            default -> Double.NaN;
        };
    }
}
