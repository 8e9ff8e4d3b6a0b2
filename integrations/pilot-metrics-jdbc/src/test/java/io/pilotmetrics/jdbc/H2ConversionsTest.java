// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.util.UUID;

class H2ConversionsTest extends JdbcFailuresContract {

    @Override
    HikariConfig database() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        return config;
    }
}
