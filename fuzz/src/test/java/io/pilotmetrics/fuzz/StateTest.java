// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pilotmetrics.Handler;
import io.pilotmetrics.PilotMetrics;
import io.pilotmetrics.snapshot.LedgerSnapshot;
import io.pilotmetrics.snapshot.PilotSnapshot;
import io.pilotmetrics.snapshot.SourceLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

class StateTest {

    private record Event(String source, long epoch, long number) {}

    /** Bytes that a checksum vouches for, so that what reads them has to. */
    @FuzzTest
    void restore_anyBody_isRefusedOrAState(byte[] body) throws IOException {
        Path file = Files.createTempFile("state", ".bin");
        try (PilotMetrics pilot = PilotMetrics.create("p")) {
            Handler<Event> handler = pilot.handler("h", Event.class)
                    .sequence(Event::source, Event::epoch, Event::number)
                    .register();
            Files.write(file, framed(body));
            try {
                pilot.restoreFrom(file);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("nothing was restored");
                assertThat(handler.snapshot().ledger()).isEqualTo(LedgerSnapshot.EMPTY);
                return;
            }
            for (SourceLedger source : handler.snapshot().ledger().sources()) {
                for (long ahead : new long[] {1, 3, -1}) {
                    handler.consumer(event -> {})
                            .accept(new Event(source.source(), source.epoch(), source.last() + ahead));
                }
            }
            PilotSnapshot now = pilot.snapshot();
            assertThat(now.handler("h").ledger().sources()).allMatch(SourceLedger::lawHolds);
            assertThat(PilotSnapshot.parse(now.toJson()).handler("h").ledger())
                    .isEqualTo(now.handler("h").ledger());
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] framed(byte[] body) {
        byte[] all = new byte[16 + body.length + 4];
        ByteBuffer parts = ByteBuffer.wrap(all);
        parts.put("PMSTATE".getBytes(US_ASCII))
                .put((byte) 1)
                .putLong(all.length)
                .put(body);
        CRC32C crc = new CRC32C();
        crc.update(all, 0, all.length - 4);
        parts.putInt((int) crc.getValue());
        return all;
    }
}
