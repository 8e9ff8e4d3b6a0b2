// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON form of a handler's cohorts: two members that are absent where it has none. */
final class CohortJson {

    private CohortJson() {}

    static void write(JsonGenerator json, HandlerSnapshot handler) throws IOException {
        json.writeArrayFieldStart("cohorts");
        for (CohortSnapshot cohort : handler.cohorts().values()) {
            json.writeStartObject();
            SnapshotWriter.writeAccount(json, cohort);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("users");
        for (SampleRatio.Users users : handler.sampleRatio().instances()) {
            json.writeStartObject();
            json.writeNumberField("share", users.share());
            json.writeNumberField("pilot", users.pilot());
            json.writeNumberField("control", users.control());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static HandlerSnapshot read(Json json, HandlerSnapshot handler) {
        if (json.get("cohorts").isNull()) {
            return handler;
        }
        List<CohortSnapshot> cohorts = new ArrayList<>();
        for (Json item : json.get("cohorts").items()) {
            cohorts.add(new CohortSnapshot(item.get("name").string(), SnapshotReader.readings(item)));
        }
        List<SampleRatio.Users> users = new ArrayList<>();
        for (Json item : json.get("users").items()) {
            users.add(SnapshotReader.checked(
                    item,
                    () -> new SampleRatio.Users(
                            item.get("share").number(),
                            item.get("pilot").count(),
                            item.get("control").count())));
        }
        return SnapshotReader.checked(json, () -> handler.cohorts(cohorts, new SampleRatio(users)));
    }
}
