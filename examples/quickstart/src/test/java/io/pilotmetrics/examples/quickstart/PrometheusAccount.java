// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.util.List;
import java.util.Set;

/** A handler or an operation in the JSON document of a snapshot, added up by hand. */
record PrometheusAccount(PrometheusJson json) {

    String name() {
        return json.get("name").text();
    }

    Set<String> counts() {
        return json.get("counts").fields().keySet();
    }

    /** What was never counted is left out of the document. */
    double count(String name) {
        PrometheusJson counts = json.get("counts");
        return counts.has(name) ? counts.get(name).number() : 0;
    }

    private double sum(String prefix) {
        return counts().stream()
                .filter(name -> name.startsWith(prefix))
                .mapToDouble(this::count)
                .sum();
    }

    double inFlight() {
        double began = json.get("inFlightAtStart").number() + count("received") + count("started");
        return began - (json.has("ledger") ? sum("disposition.") : sum("outcome."));
    }

    double level(String name) {
        return json.get("levels").get(name).number();
    }

    List<PrometheusJson> sources() {
        return json.get("ledger").get("sources").items();
    }

    double seen() {
        return sources().stream()
                .mapToDouble(source -> source.get("seen").number())
                .sum();
    }

    /** All numbers in the ranges of one kind. */
    double numbers(String kind) {
        return sources().stream()
                .flatMap(source -> source.get(kind).items().stream())
                .mapToDouble(range -> range.item(1).number() - range.item(0).number() + 1)
                .sum();
    }

    double undetermined() {
        return json.get("ledger").get("unplaced").number() + numbers("jumped") + numbers("forgotten");
    }

    PrometheusDurations durations(String field) {
        return new PrometheusDurations(json.get(field));
    }
}
