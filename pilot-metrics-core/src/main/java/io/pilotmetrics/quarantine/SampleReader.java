// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import io.pilotmetrics.quarantine.Sample.Kind;
import io.pilotmetrics.quarantine.SampleField.Form;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link SampleWriter} writes; what it cannot place, or exceeds the bounds of a sample, is refused. */
final class SampleReader {

    private static final int MAX_SAMPLES = 1_000;
    private static final int MAX_FIELDS = Redaction.MAX_FIELDS + 1; // one may tell that the rest failed

    private SampleReader() {}

    static QuarantineSnapshot quarantine(String text) {
        return Members.read("quarantine JSON", text, SampleReader::quarantine);
    }

    static Sample sample(String text) {
        return Members.read("sample JSON", text, SampleReader::sample);
    }

    private static QuarantineSnapshot quarantine(Members json) throws IOException {
        String format = null;
        String handler = null;
        List<Sample> samples = null;
        long kept = 0;
        long notKept = 0;
        long refusedBySink = 0;
        while (json.next()) {
            switch (json.name()) {
                case "format" -> format = json.text(Text.MAX_NAME);
                case "handler" -> handler = json.text(Text.MAX_NAME);
                case "kept" -> kept = json.count();
                case "notKept" -> notKept = json.count();
                case "refusedBySink" -> refusedBySink = json.count();
                case "samples" -> samples = json.items(MAX_SAMPLES, SampleReader::sample);
                default -> json.skip();
            }
        }
        json.requireFormat(format, SampleWriter.QUARANTINE_FORMAT);
        return new QuarantineSnapshot(
                json.required("handler", handler), json.required("samples", samples), kept, notKept, refusedBySink);
    }

    private static Sample sample(Members json) throws IOException {
        String format = null;
        Instant when = null;
        String handler = null;
        Kind kind = null;
        String reason = null;
        SampleField id = null;
        List<SampleField> fields = new ArrayList<>();
        long leftOut = 0;
        String first = null;
        String fingerprint = null;
        long inputLength = Sample.Input.NONE.length();
        String inputHash = null;
        while (json.next()) {
            switch (json.name()) {
                case "format" -> format = json.text(Text.MAX_NAME);
                case "when" -> when = instant(json);
                case "handler" -> handler = json.text(Text.MAX_NAME);
                case "kind" -> kind = json.oneOf(Kind.values());
                case "reason" -> reason = json.text(Text.MAX_NAME);
                case "id" -> id = json.object(SampleReader::field);
                case "fields" -> fields = json.items(MAX_FIELDS, SampleReader::field);
                case "fieldsLeftOut" -> leftOut = json.count();
                case "firstFingerprint" -> first = hash(json);
                case "fingerprint" -> fingerprint = hash(json);
                case "inputLength" -> inputLength = json.count();
                case "inputHash" -> inputHash = hash(json);
                default -> json.skip();
            }
        }
        json.requireFormat(format, SampleWriter.FORMAT);
        return new Sample(new Sample.Parts(
                new Sample.Head(
                        json.required("when", when),
                        json.required("handler", handler),
                        json.required("kind", kind),
                        json.required("reason", reason)),
                new Sample.Content(id, fields, (int) Math.min(leftOut, Integer.MAX_VALUE)),
                new Sample.Fingerprints(first, fingerprint),
                new Sample.Input(inputLength, inputHash)));
    }

    private static SampleField field(Members json) throws IOException {
        String name = null;
        Form form = null;
        String text = null;
        while (json.next()) {
            switch (json.name()) {
                case "name" -> name = json.text(Text.MAX_NAME);
                case "form" -> form = json.oneOf(Form.values());
                case "text" -> text = json.text(Redaction.MAX_SHOWN);
                default -> json.skip();
            }
        }
        Form as = json.required("form", form);
        if (as == Form.HASHED && !(text != null && HashKey.isHash(text))) {
            throw json.wrong("a text that is " + HashKey.PREFIX + " and 32 hex digits, since its form is HASHED");
        }
        if ((as == Form.NULL) != (text == null)) {
            throw json.wrong("a text, unless its form is NULL");
        }
        return new SampleField(json.required("name", name), as, text);
    }

    private static Instant instant(Members json) throws IOException {
        try {
            return Instant.parse(json.text(Text.MAX_NAME));
        } catch (DateTimeException e) {
            throw json.wrong("an ISO-8601 instant");
        }
    }

    private static String hash(Members json) throws IOException {
        String text = json.text(HashKey.HASH_CHARS);
        if (!HashKey.isHash(text)) {
            throw json.wrong(HashKey.PREFIX + " and 32 hex digits");
        }
        return text;
    }
}
