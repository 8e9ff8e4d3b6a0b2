// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.PilotGroup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's SQL on a real PostgreSQL, in {@code -Ppostgres}: the rule as another language has it. */
class PostgresPilotGroupTest {

    private static final Pattern SQL = Pattern.compile("```sql\\R(.*?)```", Pattern.DOTALL);

    @Test
    void sqlOfThePage_drawsTheSameUsers() throws IOException, SQLException {
        Matcher page = SQL.matcher(Files.readString(Path.of("../../docs/cohorts.md")));
        assertThat(page.find()).isTrue();
        String sql = page.group(1).replace("'checkout-2026'", "?").replace("customer_id", "?");
        PilotGroup group = PilotGroup.percent(5).salt("checkout-2026");
        int in = 0;
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement question = connection.prepareStatement(sql)) {
            for (int i = 0; i < 5_000; i++) {
                String id = i % 3 == 0 ? "Zoë " + i : "customer-" + i;
                question.setString(1, "checkout-2026");
                question.setString(2, id);
                try (ResultSet answer = question.executeQuery()) {
                    assertThat(answer.next()).isTrue();
                    assertThat(answer.getBoolean(1)).as(id).isEqualTo(group.includes(id));
                    in += answer.getBoolean(1) ? 1 : 0;
                }
            }
        }
        assertThat(in).isBetween(150, 350);
    }
}
