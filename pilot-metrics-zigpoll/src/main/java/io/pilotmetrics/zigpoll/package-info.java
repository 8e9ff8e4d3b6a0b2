/**
 * Reads survey responses from Zigpoll. {@link io.pilotmetrics.zigpoll.ZigpollClient} is the door: it reads all pages of
 * one survey, question or account, waits and tries again where Zigpoll asks for it, and keeps what it has read when a
 * later page fails. {@link io.pilotmetrics.zigpoll.ZigpollResponses#answers()} gives the answers free of Zigpoll's types.
 */
@NullMarked
package io.pilotmetrics.zigpoll;

import org.jspecify.annotations.NullMarked;
