// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Where the service writes: an H2 database in memory behind a pool so small that requests wait for each other. */
final class Store implements AutoCloseable {

    static final int CONNECTIONS = 4;

    /** The store works, but what it was given breaks one of its rules: the sender's fault. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Rejected(SQLException cause) {
            super("the store rejects this event", cause);
        }
    }

    /** The store could not do its work: our side's fault. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(Exception cause) {
            super("the store failed", cause);
        }
    }

    private static final String COLUMNS = " (id, source, number, at, path, bytes, referrer, campaign, order_id, amount)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT = "insert into visit" + COLUMNS;
    /** The archive was taken down, and some senders still write to it: every such event ends as a server error. */
    private static final String INSERT_ARCHIVED = "insert into visit_archive" + COLUMNS;

    private final Scenario scenario;
    private final HikariDataSource pool;
    private final AtomicLong calls = new AtomicLong();

    Store(Scenario scenario) {
        this.scenario = scenario;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(scenario.connectionTimeout.toMillis());
        this.pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table campaign (code varchar(40) primary key)");
            statement.execute("insert into campaign values ('none'), ('feed')");
            statement.execute("create table visit (nr identity, id varchar(40), source varchar(40), number bigint,"
                    + " at timestamp, path varchar(2000), bytes bigint, referrer varchar(2000),"
                    + " campaign varchar(40) references campaign (code), order_id varchar(40), amount double)");
        } catch (SQLException e) {
            pool.close();
            throw new IllegalStateException("the embedded database did not start", e);
        }
    }

    /** Writes one event. An event that was delivered twice is written twice: telling them apart is not its job. */
    void save(WebEvent event) {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("archive".equals(event.shard()) ? INSERT_ARCHIVED : INSERT)) {
            travel();
            insert.setString(1, event.id());
            insert.setString(2, event.source());
            insert.setLong(3, event.number());
            insert.setTimestamp(4, event.time() == null ? null : Timestamp.from(event.time()));
            insert.setString(5, event.path());
            insert.setLong(6, event.bytes());
            insert.setString(7, event.referrer());
            insert.setString(8, event.campaign());
            insert.setString(9, event.orderId());
            insert.setDouble(10, event.value());
            insert.executeUpdate();
        } catch (SQLException e) {
            String state = e.getSQLState();
            throw state != null && state.startsWith("23") ? new Rejected(e) : new Failed(e);
        }
    }

    /** The way to a database that is not in the same process; the connection is held meanwhile. */
    private void travel() throws SQLException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(scenario.minDelayMillis, scenario.maxDelayMillis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "57014", e);
        }
        if (scenario.failsEvery > 0 && calls.incrementAndGet() % scenario.failsEvery == 0) {
            throw new SQLException("connection reset", "08006");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
