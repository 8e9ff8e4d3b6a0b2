/**
 * One handler's book: where every received event is counted, where its disposition is decided, and the counters of the law.
 */
@NullMarked
package io.pilotmetrics.account;

import org.jspecify.annotations.NullMarked;
