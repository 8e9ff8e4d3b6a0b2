/** Whether the data is right: ids seen before, numbers that are missing. */
@NullMarked
package io.pilotmetrics.integrity;

import org.jspecify.annotations.NullMarked;
