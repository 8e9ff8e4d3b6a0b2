/** The pilot's counts as Micrometer meters. */
@NullMarked
package io.pilotmetrics.micrometer;

import org.jspecify.annotations.NullMarked;
