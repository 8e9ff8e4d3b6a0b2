// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.QueuedConversionSink;
import io.pilotmetrics.conversion.Touch;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the store does on each database. */
@Timeout(120)
abstract class JdbcConversionsContract {

    static final Touch TOUCH = Touch.utm("newsletter", "email", null, "https://example.org/?q=1");

    HikariDataSource pool = new HikariDataSource();

    /** An empty database. */
    abstract HikariConfig database() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        HikariConfig config = database();
        config.setMaximumPoolSize(3);
        config.setConnectionTimeout(1_000);
        pool = new HikariDataSource(config);
    }

    @AfterEach
    void disconnect() {
        pool.close();
    }

    static Conversion order(int number) {
        return Conversion.of("order-" + number, number / 4.0, TOUCH);
    }

    List<Conversion> rows() throws SQLException {
        List<Conversion> rows = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT order_id, amount, source, medium, campaign, referrer"
                        + " FROM pilot_conversions ORDER BY amount, order_id")) {
            while (row.next()) {
                rows.add(Conversion.of(
                        row.getString(1),
                        row.getDouble(2),
                        Touch.utm(row.getString(3), row.getString(4), row.getString(5), row.getString(6))));
            }
        }
        return rows;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void conversions_areRows() throws SQLException {
        QueuedConversionSink sink = QueuedConversionSink.to(
                        JdbcConversions.into(pool).createTable())
                .start();
        List<Conversion> orders = IntStream.range(0, 1_200)
                .mapToObj(JdbcConversionsContract::order)
                .toList();
        orders.forEach(sink::offer);
        sink.close();
        assertThat(rows()).isEqualTo(orders);
        assertThat(sink.stored()).isEqualTo(1_200);
        assertThat(sink.failures()).isZero();
    }

    @Test
    void orderId_thatIsThere_staysAsItIs_andCountsAsStored() throws SQLException {
        for (int life = 1; life <= 2; life++) {
            QueuedConversionSink sink = QueuedConversionSink.to(
                            JdbcConversions.into(pool).createTable())
                    .start();
            sink.offer(Conversion.of("one", life, TOUCH));
            sink.offer(Conversion.of("one", life + 10, TOUCH)); // also within a batch
            sink.close();
            assertThat(sink.stored()).isEqualTo(2);
        }
        assertThat(rows()).containsExactly(Conversion.of("one", 1, TOUCH));
    }

    @Test
    void sinks_ofTwoInstances_thatStoreTheSame_storeItOnce() throws Exception {
        QueuedConversionSink.to(JdbcConversions.into(pool).createTable())
                .start()
                .close();
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<QueuedConversionSink>> instances = new ArrayList<>();
            for (int instance = 0; instance < 2; instance++) {
                instances.add(executor.submit(() -> {
                    QueuedConversionSink sink = QueuedConversionSink.to(JdbcConversions.into(pool))
                            .batch(20)
                            .retries(50)
                            .backOff(Duration.ofMillis(1))
                            .closeWithin(Duration.ofMinutes(1))
                            .start();
                    IntStream.range(0, 500).forEach(i -> sink.offer(order(i)));
                    sink.close();
                    return sink;
                }));
            }
            for (Future<QueuedConversionSink> instance : instances) {
                assertThat(instance.get().stored()).isEqualTo(500);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(rows()).hasSize(500);
    }

    @Test
    void texts_thatDoNotFit_areRefusedOneByOne_andCounted() throws SQLException {
        QueuedConversionSink sink = QueuedConversionSink.to(
                        JdbcConversions.into(pool).createTable())
                .start();
        sink.offer(order(1));
        sink.offer(Conversion.of("x".repeat(201), 1, TOUCH));
        sink.offer(Conversion.of("nul\0", 1, TOUCH));
        sink.offer(Conversion.of("c", 1, Touch.utm(null, null, "y".repeat(501), null)));
        sink.offer(Conversion.of("\uD83D\uDE80".repeat(101), 1, TOUCH)); // H2 would cut it, PostgreSQL has room
        Conversion whole = Conversion.of(
                "\uD83D\uDE80".repeat(100),
                2,
                Touch.utm("Käse'; DROP TABLE pilot_conversions; --", null, null, "y".repeat(2_000)));
        sink.offer(whole);
        sink.close();
        assertThat(sink.stored()).isEqualTo(2);
        assertThat(sink.notStored()).isEqualTo(4);
        assertThat(sink.lastFailure())
                .hasValue(
                        "table pilot_conversions: a text is longer than its column (order id 200, tags 500, referrer 2000"
                                + " UTF-16 units) or has a NUL character");
        assertThat(rows()).containsExactly(order(1), whole);
    }

    /** The table is gone for a while: what comes meanwhile waits, is tried again, and is stored or counted. */
    @Test
    void database_thatFails_losesNothingUncounted() throws SQLException {
        QueuedConversionSink sink = QueuedConversionSink.to(
                        JdbcConversions.into(pool).createTable())
                .retries(1)
                .backOff(Duration.ofMillis(1))
                .start();
        sink.offer(order(1));
        assertThat(sink.flush(Duration.ofSeconds(30))).isTrue();
        execute("ALTER TABLE pilot_conversions RENAME TO hidden");
        sink.offer(Conversion.of("secret", 2, TOUCH));
        assertThat(sink.flush(Duration.ofSeconds(30))).isTrue();
        execute("ALTER TABLE hidden RENAME TO pilot_conversions");
        sink.offer(order(3));
        sink.close();
        assertThat(sink.stored()).isEqualTo(2);
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.lastFailure().orElseThrow())
                .contains("pilot_conversions")
                .contains("SQL state")
                .doesNotContain("secret");
        assertThat(rows()).containsExactly(order(1), order(3));
    }

    /** All connections of the pool are in use: a batch waits for one, whoever offers does not. */
    @Test
    void pool_thatIsExhausted_neverReachesWhoOffers() throws SQLException {
        QueuedConversionSink sink = QueuedConversionSink.to(
                        JdbcConversions.into(pool).createTable())
                .capacity(100)
                .retries(100)
                .backOff(Duration.ofMillis(1))
                .start();
        int accepted = 0;
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection();
                Connection three = pool.getConnection()) {
            for (int i = 0; i < 10_000; i++) {
                accepted += sink.offer(order(i)) ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(100);
            assertThat(List.of(one, two, three)).hasSize(3);
        }
        assertThat(sink.flush(Duration.ofSeconds(60))).isTrue();
        sink.close();
        assertThat(sink.stored()).isEqualTo(100);
        assertThat(sink.notStored()).isEqualTo(9_900);
        assertThat(rows()).hasSize(100);
    }

    @Test
    void law_underRandomOutages_holds() throws SQLException {
        Random random = new Random(7);
        QueuedConversionSink sink = QueuedConversionSink.to(
                        JdbcConversions.into(pool).createTable())
                .batch(10)
                .retries(0)
                .flushEvery(Duration.ofMillis(1))
                .start();
        boolean hidden = false;
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(30) == 0) {
                execute(
                        hidden
                                ? "ALTER TABLE hidden RENAME TO pilot_conversions"
                                : "ALTER TABLE pilot_conversions RENAME TO hidden");
                hidden = !hidden;
            }
            sink.offer(order(i));
        }
        sink.close();
        if (hidden) {
            execute("ALTER TABLE hidden RENAME TO pilot_conversions");
        }
        assertThat(sink.stored() + sink.notStored()).isEqualTo(300);
        assertThat(rows()).hasSize((int) sink.stored());
    }

    @Test
    void table_thatIsNotThere_failsAtTheStart_withTheMend() {
        assertThatThrownBy(() ->
                        QueuedConversionSink.to(JdbcConversions.into(pool)).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("table pilot_conversions")
                .hasMessageContaining("createTable()");
        assertThatThrownBy(() -> JdbcConversions.into(pool).table("x; DROP TABLE y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain name")
                .hasMessageContaining("x; DROP TABLE y");
    }
}
