// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Whose fault a failure is, by the class of its SQL state: the first two characters. */
final class SqlStates {

    /** Data, integrity constraint, check option of a view, raised by a trigger. */
    private static final Set<String> ROW = Set.of("22", "23", "44", "P0");

    /** Connection, rollback, resources, object in use, operator, system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    /** Authorization, database, schema, table or right. */
    private static final Set<String> SETTING = Set.of("28", "3D", "3F", "42");

    private static final String UNIQUE = "23505";

    private SqlStates() {}

    /** The row's: no further attempt would store it. */
    static boolean isOfARow(SQLException e) {
        return ROW.contains(category(e));
    }

    /** A key that is taken, maybe by what another instance has stored since the row was looked for. */
    static boolean isATakenKey(SQLException e) {
        return UNIQUE.equals(e.getSQLState());
    }

    /** The database's, which may be up again later. A pool that has no connection to give has often no state. */
    static boolean isPassing(SQLException e) {
        return PASSING.contains(category(e))
                || (!SETTING.contains(category(e))
                        && (e instanceof SQLTransientException
                                || e instanceof SQLRecoverableException
                                || e instanceof SQLNonTransientConnectionException));
    }

    private static String category(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }
}
