/** Handlers, operations and the law of events: what is measured and how it is judged. */
module io.pilotmetrics.core {
    requires static transitive org.jspecify;
    requires transitive micrometer.core;
    requires com.fasterxml.jackson.core;
    requires hash4j;

    exports io.pilotmetrics;
    exports io.pilotmetrics.annotation;
    exports io.pilotmetrics.conversion;
    exports io.pilotmetrics.export;
    exports io.pilotmetrics.objective;
    exports io.pilotmetrics.quarantine;
    exports io.pilotmetrics.snapshot;

    uses io.pilotmetrics.CurrentSpan;
}
