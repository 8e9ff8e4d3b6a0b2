// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.Touch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table's SQL, each time in a transaction of its own. Connections come with auto-commit off. */
final class ConversionTable {

    private static final int TIMEOUT_SECONDS = 30;
    private static final int MAX_ORDER_ID = 200;
    private static final int MAX_TAG = 500;
    private static final int MAX_REFERRER = 2_000;
    static final String LIMITS = "order id " + MAX_ORDER_ID + ", tags " + MAX_TAG + ", referrer " + MAX_REFERRER;

    private final String name;

    ConversionTable(String name) {
        this.name = name;
    }

    /** Sees that the table is as it is used here. */
    void check(Connection connection) throws SQLException {
        execute(
                connection,
                "SELECT order_id, amount, source, medium, campaign, referrer FROM " + name + " WHERE 1 = 0");
    }

    /** Makes the table if it is not there. Of two instances that make it at once PostgreSQL fails one, which then finds it there. */
    void create(Connection connection) throws SQLException {
        try {
            execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS " + name
                            + " (order_id VARCHAR(200) PRIMARY KEY, amount DOUBLE PRECISION NOT NULL,"
                            + " source VARCHAR(500), medium VARCHAR(500), campaign VARCHAR(500), referrer VARCHAR(2000),"
                            + " stored_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)");
        } catch (SQLException e) {
            try {
                check(connection);
            } catch (SQLException missing) {
                e.addSuppressed(missing);
                throw e;
            }
        }
    }

    private void execute(Connection connection, String sql) throws SQLException {
        try {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(TIMEOUT_SECONDS);
                statement.execute(sql);
            }
            connection.commit();
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        }
    }

    /** All rows, or none. */
    void insert(Connection connection, List<Conversion> rows) throws SQLException {
        try {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + name
                    + " (order_id, amount, source, medium, campaign, referrer)"
                    + " SELECT CAST(? AS VARCHAR(200)), CAST(? AS DOUBLE PRECISION), CAST(? AS VARCHAR(500)),"
                    + " CAST(? AS VARCHAR(500)), CAST(? AS VARCHAR(500)), CAST(? AS VARCHAR(2000))"
                    + " WHERE NOT EXISTS (SELECT 1 FROM " + name + " WHERE order_id = ?)")) {
                insert.setQueryTimeout(TIMEOUT_SECONDS);
                for (Conversion row : rows) {
                    add(insert, row);
                }
                insert.executeBatch();
            }
            connection.commit(); // last: what fails after it is no failure of the rows
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void add(PreparedStatement insert, Conversion row) throws SQLException {
        Touch touch = row.touch();
        insert.setString(1, row.orderId());
        insert.setDouble(2, row.value());
        insert.setString(3, touch.source());
        insert.setString(4, touch.medium());
        insert.setString(5, touch.campaign());
        insert.setString(6, touch.referrer());
        insert.setString(7, row.orderId());
        insert.addBatch();
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether no database cuts it: H2 counts UTF-16 units, PostgreSQL fewer, and {@code CAST} cuts in silence. */
    static boolean fits(Conversion conversion) {
        Touch touch = conversion.touch();
        return fits(conversion.orderId(), MAX_ORDER_ID)
                && fits(touch.source(), MAX_TAG)
                && fits(touch.medium(), MAX_TAG)
                && fits(touch.campaign(), MAX_TAG)
                && fits(touch.referrer(), MAX_REFERRER);
    }

    private static boolean fits(@Nullable String text, int max) {
        return text == null || (text.length() <= max && text.indexOf('\0') < 0);
    }
}
