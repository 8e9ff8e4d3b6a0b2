// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Lends a connection whose user commits, and gives it back as it was. */
final class Transactions {

    private Transactions() {}

    /** What is done with a connection. */
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Gives the connection back as it was. What fails then changes nothing that was stored, and shows when it is next used. */
    static void on(DataSource database, Work work) throws SQLException {
        Connection connection = database.getConnection();
        try {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                work.on(connection);
            } finally {
                ignoreFailure(() -> connection.setAutoCommit(autoCommit));
            }
        } finally {
            ignoreFailure(connection::close);
        }
    }

    private interface Ending {
        void run() throws SQLException;
    }

    private static void ignoreFailure(Ending ending) {
        try {
            ending.run();
        } catch (SQLException | RuntimeException e) {
            // See above.
        }
    }
}
