// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.ConversionStore;
import io.pilotmetrics.conversion.Touch;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversions in a table, a transaction for each batch.
 *
 * <pre>{@code
 * QueuedConversionSink kept = QueuedConversionSink.to(JdbcConversions.into(dataSource).createTable()).start();
 * }</pre>
 *
 * <p>The table, named {@code pilot_conversions} by default, which {@link #createTable()} makes:
 *
 * <pre>{@code
 * CREATE TABLE IF NOT EXISTS pilot_conversions (
 *   order_id VARCHAR(200) PRIMARY KEY,
 *   amount DOUBLE PRECISION NOT NULL,
 *   source VARCHAR(500), medium VARCHAR(500), campaign VARCHAR(500), referrer VARCHAR(2000),
 *   stored_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)
 * }</pre>
 *
 * <p>An order id that is there already is left as it is and counts as stored, so that a batch tried again, and a crash, store none twice.
 * A conversion whose texts are longer than its columns, or hold a NUL character, is refused and counted; none is cut. The same SQL runs
 * on PostgreSQL and H2. A statement is given up after 30 seconds.
 *
 * <p>The table has order ids and referrers in clear: keep it where customers' data may be kept. Failures are told by their SQL
 * state; a driver's message may quote a row.
 */
public final class JdbcConversions implements ConversionStore {

    private static final String DEFAULT_TABLE = "pilot_conversions";
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");
    private static final int TIMEOUT_SECONDS = 30;
    private static final int MAX_ORDER_ID = 200;
    private static final int MAX_TAG = 500;
    private static final int MAX_REFERRER = 2_000;

    private final DataSource database;
    private final String table;
    private final boolean create;

    private JdbcConversions(DataSource database, String table, boolean create) {
        this.database = database;
        this.table = table;
        this.create = create;
    }

    /**
     * A table of a database.
     *
     * @param database gives connections, best from a pool; one at a time is used, for the time of a batch
     * @return the store
     */
    public static JdbcConversions into(DataSource database) {
        return new JdbcConversions(requireNonNull(database, "database"), DEFAULT_TABLE, false);
    }

    /**
     * The same with a table of another name.
     *
     * @param name letters, digits and underscores, after a schema and a dot if wanted
     * @return a new store
     * @throws IllegalArgumentException if it is no such name
     */
    public JdbcConversions table(String name) {
        if (!TABLE.matcher(requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException(
                    "a table for conversions needs a plain name such as pilot_conversions or crm.pilot_conversions, got "
                            + name.length() + " characters of another kind");
        }
        return new JdbcConversions(database, name, create);
    }

    /**
     * The same, but the table is made when the sink starts, if it is not there.
     *
     * @return a new store
     */
    public JdbcConversions createTable() {
        return new JdbcConversions(database, table, true);
    }

    @Override
    public void open() throws IOException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            if (create) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table
                        + " (order_id VARCHAR(200) PRIMARY KEY, amount DOUBLE PRECISION NOT NULL,"
                        + " source VARCHAR(500), medium VARCHAR(500), campaign VARCHAR(500), referrer VARCHAR(2000),"
                        + " stored_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)");
            }
            statement.execute(
                    "SELECT order_id, amount, source, medium, campaign, referrer FROM " + table + " WHERE 1 = 0");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IOException(
                    explain(e)
                            + ": name a database that is up, with a table of conversions, or let createTable() make it",
                    e);
        }
    }

    @Override
    public void store(List<Conversion> batch, Refusals refusals) throws SQLException {
        List<Conversion> fitting = batch.stream().filter(JdbcConversions::fits).toList();
        if (!fitting.isEmpty()) {
            try (Connection connection = database.getConnection()) {
                insert(connection, fitting);
            }
        }
        if (fitting.size() < batch.size()) {
            refusals.refuse(
                    batch.size() - fitting.size(), new SQLException("longer than its column, or with a NUL", "22001"));
        }
    }

    private void insert(Connection connection, List<Conversion> batch) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table
                + " (order_id, amount, source, medium, campaign, referrer)"
                + " SELECT CAST(? AS VARCHAR(200)), CAST(? AS DOUBLE PRECISION), CAST(? AS VARCHAR(500)),"
                + " CAST(? AS VARCHAR(500)), CAST(? AS VARCHAR(500)), CAST(? AS VARCHAR(2000))"
                + " WHERE NOT EXISTS (SELECT 1 FROM " + table + " WHERE order_id = ?)")) {
            insert.setQueryTimeout(TIMEOUT_SECONDS);
            for (Conversion conversion : batch) {
                Touch touch = conversion.touch();
                insert.setString(1, conversion.orderId());
                insert.setDouble(2, conversion.value());
                insert.setString(3, touch.source());
                insert.setString(4, touch.medium());
                insert.setString(5, touch.campaign());
                insert.setString(6, touch.referrer());
                insert.setString(7, conversion.orderId());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean fits(Conversion conversion) {
        Touch touch = conversion.touch();
        return fits(conversion.orderId(), MAX_ORDER_ID)
                && fits(touch.source(), MAX_TAG)
                && fits(touch.medium(), MAX_TAG)
                && fits(touch.campaign(), MAX_TAG)
                && fits(touch.referrer(), MAX_REFERRER);
    }

    private static boolean fits(@Nullable String text, int max) {
        return text == null || (text.codePointCount(0, text.length()) <= max && text.indexOf('\0') < 0);
    }

    /** The table, and the SQL state. */
    @Override
    public String explain(Throwable failure) {
        String state = failure instanceof SQLException sql ? ", SQL state " + sql.getSQLState() : "";
        return "table " + table + ": " + failure.getClass().getName() + state;
    }

    @Override
    public String toString() {
        return "JdbcConversions[" + table + "]";
    }
}
