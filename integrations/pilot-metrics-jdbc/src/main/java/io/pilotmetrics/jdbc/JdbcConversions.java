// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.conversion.Conversion;
import io.pilotmetrics.conversion.ConversionStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

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
 * A conversion with a text of more UTF-16 units than its column has characters (the stricter of the two databases' measures), or with a
 * NUL character, is refused and counted; none is cut. The same SQL runs on PostgreSQL and H2. A statement is given up after 30 seconds.
 *
 * <p>What fails is judged by the class of its SQL state:
 *
 * <ul>
 *   <li>22, 23, 44 and P0 (data, constraint, check option, trigger): a row's own fault. The batch is halved, each half in a new
 *       transaction, until that row is alone; it is not stored, and counted. All others are stored.
 *   <li>Any other, such as 08, 40, 53, 57 (connection, deadlock, resources, shutdown) or 42 (no such table, no right): the whole batch is
 *       tried again as often as the sink is told to, then counted as not stored; rows of halves that were committed before are there all
 *       the same.
 *   <li>At the start, a database that is down (08, 40, 53, 55, 57, 58, or a pool without a connection) fails nothing: a warning is
 *       logged, and each batch tries to begin. One that answers, and lacks the table or lets this user not in, fails the start.
 * </ul>
 *
 * <p>The table has order ids and referrers in clear: keep it where customers' data may be kept. Failures are told by their SQL
 * state; a driver's message may quote a row.
 */
public final class JdbcConversions implements ConversionStore {

    private static final System.Logger LOG = System.getLogger(JdbcConversions.class.getName());
    private static final String DEFAULT_TABLE = "pilot_conversions";
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

    private final DataSource database;
    private final String table;
    private final boolean create;
    private final ConversionTable sql;
    private boolean ready;

    private JdbcConversions(DataSource database, String table, boolean create) {
        this.database = database;
        this.table = table;
        this.create = create;
        this.sql = new ConversionTable(table);
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
                    "a table for conversions needs a plain name such as pilot_conversions or crm.pilot_conversions, got \""
                            + name + "\"");
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
        try {
            Transactions.on(database, this::prepare);
        } catch (SQLException e) {
            if (!SqlStates.isPassing(e)) {
                throw new IOException(
                        explain(e)
                                + ": name a database that lets this user in, with a table of conversions, or let"
                                + " createTable() make it",
                        e);
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    explain(e)
                            + "; the sink starts all the same, each batch tries again, and what is not stored is counted");
        }
    }

    private void prepare(Connection connection) throws SQLException {
        if (create) {
            sql.create(connection);
        }
        sql.check(connection);
        ready = true;
    }

    @Override
    public void store(List<Conversion> batch, Refusals refusals) throws SQLException {
        List<Conversion> fitting = batch.stream().filter(ConversionTable::fits).toList();
        if (!fitting.isEmpty()) {
            Transactions.on(database, connection -> {
                if (!ready) {
                    prepare(connection);
                }
                insert(connection, fitting, refusals, false);
            });
        }
        if (fitting.size() < batch.size()) {
            refusals.refuse(batch.size() - fitting.size(), new Unfit());
        }
    }

    /** Halves what the table refuses until the bad row is alone: some 2 log n transactions for one in a batch of n. */
    private void insert(Connection connection, List<Conversion> rows, Refusals refusals, boolean again)
            throws SQLException {
        try {
            sql.insert(connection, rows);
        } catch (SQLException e) {
            if (!SqlStates.isOfARow(e)) {
                throw e;
            }
            int half = rows.size() / 2;
            if (half > 0) {
                insert(connection, rows.subList(0, half), refusals, false);
                insert(connection, rows.subList(half, rows.size()), refusals, false);
            } else if (SqlStates.isATakenKey(e) && !again) {
                insert(connection, rows, refusals, true);
            } else {
                refusals.refuse(1, e);
            }
        }
    }

    /** A row that is not tried, because a database might cut it. */
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The table, and the SQL state. */
    @Override
    public String explain(Throwable failure) {
        if (failure instanceof Unfit) {
            return "table " + table + ": a text is longer than its column (" + ConversionTable.LIMITS
                    + " UTF-16 units) or has a NUL character";
        }
        String state =
                failure instanceof SQLException e && e.getSQLState() != null ? ", SQL state " + e.getSQLState() : "";
        return "table " + table + ": " + failure.getClass().getName() + state;
    }

    @Override
    public String toString() {
        return "JdbcConversions[" + table + "]";
    }
}
