/**
 * A whole pilot in a minute. {@link io.pilotmetrics.examples.quickstart.Main} starts a service that takes marketing events
 * over HTTP, sends it real traffic with faults at known rates, and prints what the library found beside what was injected;
 * or it reads a file of events of your own.
 */
@NullMarked
package io.pilotmetrics.examples.quickstart;

import org.jspecify.annotations.NullMarked;
