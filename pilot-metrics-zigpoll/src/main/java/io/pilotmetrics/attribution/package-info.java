/**
 * Whether the channel that the backend credits is the one that customers name. {@link
 * io.pilotmetrics.attribution.AttributionAgreement} joins conversions with survey answers and supplies the result to a
 * pilot as figures; {@link io.pilotmetrics.attribution.ChannelMapping} says which answer means which channel.
 */
@NullMarked
package io.pilotmetrics.attribution;

import org.jspecify.annotations.NullMarked;
