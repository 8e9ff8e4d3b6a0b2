// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.QueuedConversionSink;
import io.pilotmetrics.conversion.Touch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
        HikariConfig config = database();
        try (HikariDataSource pool = new HikariDataSource(config)) {
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
            QueuedConversionSink sink = QueuedConversionSink.to(JdbcConversions.into(pool))
                    .retries(0)
                    .start();
            for (int i = 0; i < 20; i++) {
                sink.offer(Conversion.of("secret-" + i, i, Touch.utm(null, null, null, null)));
            }
            sink.close();
            assertThat(sink.stored()).isEqualTo(19);
            assertThat(sink.notStored()).isEqualTo(1);
            assertThat(sink.lastFailure().orElseThrow())
                    .endsWith("SQL state P0001")
                    .doesNotContain("secret");
        }
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
