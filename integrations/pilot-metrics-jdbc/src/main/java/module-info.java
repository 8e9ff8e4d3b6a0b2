/** Conversions in a table. */
module io.pilotmetrics.jdbc {
    requires static transitive org.jspecify;
    requires transitive io.pilotmetrics.core;
    requires transitive java.sql;

    exports io.pilotmetrics.jdbc;
}
