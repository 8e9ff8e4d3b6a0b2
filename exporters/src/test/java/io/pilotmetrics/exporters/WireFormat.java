// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads Prometheus's protobuf by the field numbers of
 * <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>, without
 * client_java's own classes, whose package has another name in each version.
 */
final class WireFormat {

    private static final int COUNTER = 3;
    private static final int GAUGE = 2;
    private static final int HISTOGRAM = 7;
    private static final Map<Long, String> KINDS = Map.of(0L, "counter", 1L, "gauge", 2L, "summary", 4L, "histogram");

    private WireFormat() {}

    static Map<Id, Shown> read(byte[] body) throws IOException {
        Map<Id, Shown> shown = new HashMap<>();
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        while (in.available() > 0) {
            UnknownFieldSet.Builder builder = UnknownFieldSet.newBuilder();
            builder.mergeDelimitedFrom(in);
            UnknownFieldSet family = builder.build();
            String kind = KINDS.getOrDefault(whole(family, 3), "unknown");
            for (UnknownFieldSet metric : messages(family, 4)) {
                Id id = new Id(text(family, 1), labels(metric));
                Shown series = new Shown(kind, "", text(family, 2), numbers(metric, kind));
                assertThat(shown.put(id, series))
                        .as("a series occurs once: %s", id)
                        .isNull();
            }
        }
        return shown;
    }

    private static Map<String, String> labels(UnknownFieldSet metric) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        for (UnknownFieldSet label : messages(metric, 1)) {
            labels.put(text(label, 1), text(label, 2));
        }
        return labels;
    }

    private static Map<String, Double> numbers(UnknownFieldSet metric, String kind) throws IOException {
        int field = kind.equals("counter") ? COUNTER : kind.equals("gauge") ? GAUGE : HISTOGRAM;
        List<UnknownFieldSet> messages = messages(metric, field);
        assertThat(messages).as("one %s in %s", kind, metric).hasSize(1);
        UnknownFieldSet message = messages.get(0);
        Map<String, Double> numbers = field == HISTOGRAM ? histogram(message) : new TreeMap<>();
        if (field != HISTOGRAM) {
            numbers.put(Shown.VALUE, real(message, 1));
        }
        for (UnknownFieldSet created : messages(message, field == HISTOGRAM ? 15 : 3)) {
            numbers.put("created", whole(created, 1) + whole(created, 2) / 1e9);
        }
        return numbers;
    }

    private static Map<String, Double> histogram(UnknownFieldSet histogram) throws IOException {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("count", (double) whole(histogram, 1));
        numbers.put("sum", real(histogram, 2));
        numbers.put("schema", (double) CodedInputStream.decodeZigZag32((int) whole(histogram, 5)));
        numbers.put("zeros", (double) whole(histogram, 7));
        assertThat(real(histogram, 6))
                .as("what counts as zero, in seconds")
                .isPositive()
                .isLessThan(1e-9);
        for (UnknownFieldSet bucket : messages(histogram, 3)) {
            numbers.put(TextFormat.upTo(real(bucket, 2)), (double) whole(bucket, 1));
        }
        buckets(histogram).forEach((bucket, count) -> numbers.put(nativeBucket(bucket), (double) count));
        assertThat(List.of(histogram.hasField(9), histogram.hasField(10)))
                .as("buckets below zero")
                .containsOnly(false);
        return numbers;
    }

    /** What a native bucket's number is called. */
    static String nativeBucket(int bucket) {
        return "bucket " + bucket;
    }

    /** Spans say which buckets there are, deltas how much each holds more than the one before. */
    private static Map<Integer, Long> buckets(UnknownFieldSet histogram) throws IOException {
        List<Long> deltas = new ArrayList<>(histogram.getField(13).getVarintList());
        for (ByteString packed : histogram.getField(13).getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                deltas.add(in.readRawVarint64());
            }
        }
        Map<Integer, Long> counts = new TreeMap<>();
        int index = 0;
        int at = 0;
        long count = 0;
        for (UnknownFieldSet span : messages(histogram, 12)) {
            index += CodedInputStream.decodeZigZag32((int) whole(span, 1));
            for (long length = whole(span, 2); length > 0; length--) {
                count += CodedInputStream.decodeZigZag64(deltas.get(at++));
                if (count != 0) {
                    counts.put(index, count);
                }
                index++;
            }
        }
        return counts;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) throws IOException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString bytes : message.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    /** A field that is not there is empty, or 0. */
    private static String text(UnknownFieldSet message, int field) {
        List<ByteString> values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? "" : values.get(0).toStringUtf8();
    }

    private static long whole(UnknownFieldSet message, int field) {
        List<Long> values = message.getField(field).getVarintList();
        return values.isEmpty() ? 0 : values.get(0);
    }

    private static double real(UnknownFieldSet message, int field) {
        List<Long> values = message.getField(field).getFixed64List();
        return values.isEmpty() ? 0 : Double.longBitsToDouble(values.get(0));
    }
}
