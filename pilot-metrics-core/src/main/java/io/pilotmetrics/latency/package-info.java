/** How long calls take: the recorder that every call writes to, and the windows that are differences of what it holds. */
@NullMarked
package io.pilotmetrics.latency;

import org.jspecify.annotations.NullMarked;
