// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.QueuedConversionSink;
import io.pilotmetrics.conversion.Touch;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** And what it does where a row, a connection or the start fails. */
abstract class JdbcFailuresContract extends JdbcConversionsContract {

    private void refuseRows(String condition) throws SQLException {
        QueuedConversionSink.to(JdbcConversions.into(pool).createTable())
                .start()
                .close();
        execute("ALTER TABLE pilot_conversions ADD CONSTRAINT picky CHECK (" + condition + ")");
    }

    /** A row that the table refuses costs itself alone, wherever in a batch it is. */
    @Test
    void row_thatTheTableRefuses_isNotStored_andAllOthersAre() throws SQLException {
        refuseRows("amount < 1000");
        Random random = new Random(11);
        QueuedConversionSink sink = QueuedConversionSink.to(JdbcConversions.into(pool))
                .batch(64)
                .retries(0)
                .start();
        List<Conversion> good = new ArrayList<>();
        for (int i = 0; i < 640; i++) {
            boolean bad = random.nextInt(20) == 0 || i < 2;
            Conversion conversion = bad ? Conversion.of("secret-" + i, 2_000, TOUCH) : order(i);
            sink.offer(conversion);
            if (!bad) {
                good.add(conversion);
            }
        }
        sink.close();
        assertThat(rows()).isEqualTo(good);
        assertThat(sink.stored()).isEqualTo(good.size());
        assertThat(sink.notStored()).isEqualTo(640 - good.size());
        assertThat(sink.lastFailure().orElseThrow())
                .startsWith("table pilot_conversions: ")
                .containsPattern("SQL state 23")
                .doesNotContain("secret");
    }

    /** What another instance stored at the same moment is seen at the second attempt; any other key of the table's own is not. */
    @Test
    void row_withAKeyThatIsTaken_isNotStored_andTheOthersAre() throws SQLException {
        refuseRows("amount < 1000");
        execute("ALTER TABLE pilot_conversions ADD CONSTRAINT one_campaign UNIQUE (campaign)");
        QueuedConversionSink sink =
                QueuedConversionSink.to(JdbcConversions.into(pool)).retries(0).start();
        sink.offer(Conversion.of("a", 1, Touch.utm(null, null, "spring", null)));
        sink.offer(Conversion.of("b", 2, Touch.utm(null, null, "spring", null)));
        sink.offer(Conversion.of("c", 3, Touch.utm(null, null, "summer", null)));
        sink.close();
        assertThat(rows()).extracting(Conversion::orderId).containsExactly("a", "c");
        assertThat(sink.stored()).isEqualTo(2);
        assertThat(sink.notStored()).isEqualTo(1);
    }

    @Test
    void connection_thatFailsAfterTheCommit_leavesTheBatchStored() throws SQLException {
        FailingDatabase failing = new FailingDatabase(
                pool,
                (method, args) -> method.getName().equals("close")
                        || (method.getName().equals("setAutoCommit") && args != null && args[0].equals(true)));
        QueuedConversionSink.to(JdbcConversions.into(pool).createTable())
                .start()
                .close();
        QueuedConversionSink sink = QueuedConversionSink.to(JdbcConversions.into(failing.dataSource()))
                .retries(0)
                .start();
        sink.offer(order(1));
        sink.close();
        assertThat(sink.stored()).isEqualTo(1);
        assertThat(sink.failures()).isZero();
        assertThat(rows()).containsExactly(order(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "57P03", "53300", "40001"})
    void database_thatIsDownAtTheStart_isTriedBatchByBatch(String state) throws SQLException {
        FailingDatabase failing = new FailingDatabase(pool, (method, args) -> false);
        failing.downWith = state;
        QueuedConversionSink sink = QueuedConversionSink.to(
                        JdbcConversions.into(failing.dataSource()).createTable())
                .retries(0)
                .start();
        sink.offer(order(1));
        assertThat(sink.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(sink.lastFailure().orElseThrow()).contains("SQL state " + state);
        failing.downWith = null;
        sink.offer(order(2)); // makes the table
        sink.close();
        assertThat(sink.stored()).isEqualTo(1);
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(rows()).containsExactly(order(2));
    }

    /** A pool without a free connection has no SQL state to tell. */
    @Test
    void pool_thatIsExhaustedAtTheStart_doesNotFailIt() throws SQLException {
        QueuedConversionSink sink;
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection();
                Connection three = pool.getConnection()) {
            sink = QueuedConversionSink.to(JdbcConversions.into(pool).createTable())
                    .start();
            assertThat(List.of(one, two, three)).hasSize(3);
        }
        sink.offer(order(1));
        sink.close();
        assertThat(rows()).containsExactly(order(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "3D000", "42501"})
    void database_thatRefusesTheSettings_failsAtTheStart(String state) {
        FailingDatabase failing = new FailingDatabase(pool, (method, args) -> false);
        failing.downWith = state;
        assertThatThrownBy(() -> QueuedConversionSink.to(JdbcConversions.into(failing.dataSource()))
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("table pilot_conversions")
                .hasMessageContaining("SQL state " + state)
                .hasMessageNotContaining("secret");
    }

    @Test
    void instances_thatMakeTheTableAtOnce_allStart() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 20; round++) {
                execute("DROP TABLE IF EXISTS pilot_conversions");
                CyclicBarrier together = new CyclicBarrier(3);
                List<Future<QueuedConversionSink>> sinks = new ArrayList<>();
                for (int instance = 0; instance < 3; instance++) {
                    sinks.add(executor.submit(() -> {
                        together.await();
                        return QueuedConversionSink.to(
                                        JdbcConversions.into(pool).createTable())
                                .start();
                    }));
                }
                for (Future<QueuedConversionSink> sink : sinks) {
                    sink.get().close();
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
