// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.QueuedConversionSink;
import io.pilotmetrics.conversion.Touch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** On a real PostgreSQL, in {@code -Ppostgres}. */
class PostgresConversionsTest extends JdbcFailuresContract {

    private static @Nullable EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** A trigger's own refusal has a state of its own, and PostgreSQL takes nothing more in a transaction that failed. */
    @Test
    void row_thatATriggerRefuses_isNotStored_andAllOthersAre() throws SQLException {
        QueuedConversionSink.to(JdbcConversions.into(pool).createTable())
                .start()
                .close();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                            + "$$ BEGIN IF NEW.amount = 7 THEN RAISE EXCEPTION 'no %', NEW.order_id; END IF; RETURN NEW; END $$");
            statement.execute("CREATE TRIGGER refuse BEFORE INSERT ON pilot_conversions"
                    + " FOR EACH ROW EXECUTE FUNCTION refuse()");
        }
        QueuedConversionSink sink =
                QueuedConversionSink.to(JdbcConversions.into(pool)).retries(0).start();
        for (int i = 0; i < 20; i++) {
            sink.offer(Conversion.of("secret-" + i, i, Touch.utm(null, null, null, null)));
        }
        sink.close();
        assertThat(sink.stored()).isEqualTo(19);
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.lastFailure().orElseThrow()).endsWith("SQL state P0001").doesNotContain("secret");
    }

    /** Another instance has put the same order into the table and commits it while ours waits for the key. */
    @Test
    void row_thatAnotherInstanceStoresAtTheSameMoment_countsAsStored() throws SQLException {
        QueuedConversionSink sink = QueuedConversionSink.to(
                        JdbcConversions.into(pool).createTable())
                .batch(1)
                .retries(0)
                .start();
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO pilot_conversions (order_id, amount) VALUES ('order-1', 9)");
            sink.offer(order(1));
            boolean waits = false;
            while (!waits) {
                try (ResultSet locks = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                    waits = locks.next() && locks.getInt(1) > 0;
                }
            }
            other.commit();
        }
        sink.close();
        assertThat(sink.stored()).isEqualTo(1);
        assertThat(sink.failures()).isZero();
        assertThat(rows()).extracting(Conversion::value).containsExactly(9.0);
    }

    @Test
    void server_thatIsNotThere_isToldAndTriedBatchByBatch() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});
        QueuedConversionSink sink = QueuedConversionSink.to(JdbcConversions.into(nowhere))
                .retries(0)
                .start();
        sink.offer(order(1));
        sink.close();
        assertThat(sink.notStored()).isEqualTo(1);
        assertThat(sink.lastFailure().orElseThrow()).contains("SQL state 08001");
    }

    @Override
    HikariConfig database() throws SQLException {
        EmbeddedPostgres running = java.util.Objects.requireNonNull(server);
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS pilot_conversions");
            statement.execute("DROP TABLE IF EXISTS hidden");
        }
        HikariConfig config = new HikariConfig();
        config.setDataSource(running.getPostgresDatabase());
        return config;
    }
}
