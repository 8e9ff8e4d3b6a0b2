// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import com.zaxxer.hikari.HikariConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a real PostgreSQL, in {@code -Ppostgres}. */
class PostgresConversionsTest extends JdbcConversionsContract {

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
