/**
 * Samples of what was malformed or conflicting, for whoever has to mend it, without the persons in them: a field is shown only
 * where it was allowed, all else is a keyed hash. {@link io.pilotmetrics.quarantine.Redaction} says what is shown, {@link
 * io.pilotmetrics.quarantine.Quarantine} keeps a bounded number, {@link io.pilotmetrics.quarantine.QuarantineSnapshot} is what
 * is read, as values or as JSON.
 */
@NullMarked
package io.pilotmetrics.quarantine;

import org.jspecify.annotations.NullMarked;
