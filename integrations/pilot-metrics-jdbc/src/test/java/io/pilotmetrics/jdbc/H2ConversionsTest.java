// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pilotmetrics.conversion.QueuedConversionSink;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class H2ConversionsTest extends JdbcFailuresContract {

    @Override
    HikariConfig database() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        return config;
    }

    /** A pool tells of it as of a connection that did not come in time, with the state of the reason. */
    @Test
    void password_thatIsWrong_failsTheStart_throughAPoolToo() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(pool.getJdbcUrl());
        config.setUsername("nobody");
        config.setPassword("secret");
        config.setConnectionTimeout(3_000); // shorter than its first attempt, the pool knows no reason
        config.setInitializationFailTimeout(-1);
        try (HikariDataSource refused = new HikariDataSource(config)) {
            assertThatThrownBy(() -> QueuedConversionSink.to(
                                    JdbcConversions.into(refused).createTable())
                            .start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("SQLTransientConnectionException, SQL state 28000")
                    .hasMessageNotContaining("secret");
        }
    }
}
