// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value in a JSON document, where what is asked for has to be there. */
record PrometheusJson(Object value) {

    static PrometheusJson parse(String json) throws IOException {
        return new PrometheusJson(JsonTree.parse(json));
    }

    boolean has(String field) {
        return ((Map<?, ?>) value).containsKey(field);
    }

    PrometheusJson get(String field) {
        Object found = ((Map<?, ?>) value).get(field);
        if (found == null) {
            throw new AssertionError("no \"" + field + "\" among " + ((Map<?, ?>) value).keySet());
        }
        return new PrometheusJson(found);
    }

    SortedMap<String, PrometheusJson> fields() {
        SortedMap<String, PrometheusJson> fields = new TreeMap<>();
        ((Map<?, ?>) value).forEach((name, found) -> fields.put((String) name, new PrometheusJson(found)));
        return fields;
    }

    List<PrometheusJson> items() {
        return ((List<?>) value).stream().map(PrometheusJson::new).toList();
    }

    PrometheusJson item(int at) {
        return items().get(at);
    }

    String text() {
        return (String) value;
    }

    /** Also as Prometheus writes it, as a text. */
    double number() {
        return number(text());
    }

    static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }
}
