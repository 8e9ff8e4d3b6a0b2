/**
 * What customers said, whichever survey tool asked them: {@link io.pilotmetrics.survey.SurveyAnswer}. Nothing here knows
 * where answers come from or what they are compared with.
 */
@NullMarked
package io.pilotmetrics.survey;

import org.jspecify.annotations.NullMarked;
