/** Surveys and what they are compared with: a Zigpoll client, answers, and how far attribution agrees with them. */
module io.pilotmetrics.zigpoll {
    requires static transitive org.jspecify;
    requires transitive io.pilotmetrics.core;
    requires java.net.http;
    requires com.fasterxml.jackson.core;
    requires dev.failsafe.core;

    exports io.pilotmetrics.attribution;
    exports io.pilotmetrics.survey;
    exports io.pilotmetrics.zigpoll;
}
