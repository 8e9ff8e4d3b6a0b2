/** Handlers, operations and the law of events: what is measured and how it is judged. */
module io.pilotmetrics.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;

    exports io.pilotmetrics.conversion;
    exports io.pilotmetrics.snapshot;
}
