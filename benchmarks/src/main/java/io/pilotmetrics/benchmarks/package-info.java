/** Our figures beside the same work by its peers, in one run. */
@NullMarked
package io.pilotmetrics.benchmarks;

import org.jspecify.annotations.NullMarked;
