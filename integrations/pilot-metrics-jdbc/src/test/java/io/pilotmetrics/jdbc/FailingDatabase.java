// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Another database's connections, until it is down, and with calls that fail. */
final class FailingDatabase {

    /** Tells whether a call on a connection fails. */
    interface Fault {
        boolean strikes(Method method, Object @Nullable [] args);
    }

    private final DataSource real;
    private final Fault fault;
    volatile @Nullable String downWith; // an SQL state

    FailingDatabase(DataSource real, Fault fault) {
        this.real = real;
        this.fault = fault;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    String state = downWith;
                    if (state != null) {
                        throw new SQLException("secret", state);
                    }
                    return connection(real.getConnection());
                });
    }

    private Connection connection(Connection to) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    Object result;
                    try {
                        result = method.invoke(to, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (fault.strikes(method, args)) {
                        throw new SQLException("secret", "08006");
                    }
                    return result;
                });
    }
}
