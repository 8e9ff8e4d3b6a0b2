/** What reads a pilot from outside: the exporters, and the clock that moves its windows. */
@NullMarked
package io.pilotmetrics.benchmarks.export;

import org.jspecify.annotations.NullMarked;
