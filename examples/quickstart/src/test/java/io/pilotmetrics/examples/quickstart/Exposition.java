// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Prometheus server reads of a scrape: the samples of the text format, and the native histograms of protobuf. */
final class Exposition {

    static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** One line; the labels in order of their names. */
    record Sample(String metric, Map<String, String> labels, double value) {}

    /** A native histogram: its resolution, the count that it states, and what its buckets add up to. */
    record NativeHistogram(Map<String, String> labels, int schema, long count, long inBuckets) {}

    private Exposition() {}

    static List<Sample> samples(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(Exposition::sample)
                .toList();
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3)));
    }

    /**
     * The native histograms of a family, by the field numbers of <a
     * href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>.
     */
    static List<NativeHistogram> nativeHistograms(byte[] body, String family) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        List<NativeHistogram> found = new ArrayList<>();
        while (in.available() > 0) {
            UnknownFieldSet.Builder builder = UnknownFieldSet.newBuilder();
            builder.mergeDelimitedFrom(in);
            UnknownFieldSet message = builder.build();
            if (text(message, 1).equals(family)) {
                for (UnknownFieldSet metric : messages(message, 4)) {
                    found.add(nativeHistogram(metric));
                }
            }
        }
        return found;
    }

    private static NativeHistogram nativeHistogram(UnknownFieldSet metric) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        for (UnknownFieldSet label : messages(metric, 1)) {
            labels.put(text(label, 1), text(label, 2));
        }
        UnknownFieldSet histogram = messages(metric, 7).get(0);
        assertThat(histogram.hasField(5)).as("a schema, which makes it native").isTrue();
        return new NativeHistogram(
                labels,
                CodedInputStream.decodeZigZag32((int) whole(histogram, 5)),
                whole(histogram, 1),
                whole(histogram, 7) + inPositiveBuckets(histogram));
    }

    /** Each delta says how much more a bucket holds than the one before it. */
    private static long inPositiveBuckets(UnknownFieldSet histogram) throws IOException {
        List<Long> deltas = new ArrayList<>(histogram.getField(13).getVarintList());
        for (ByteString packed : histogram.getField(13).getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                deltas.add(in.readRawVarint64());
            }
        }
        long bucket = 0;
        long all = 0;
        for (long delta : deltas) {
            bucket += CodedInputStream.decodeZigZag64(delta);
            all += bucket;
        }
        return all;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field) throws IOException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString bytes : message.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    /** A field that is not there holds 0. */
    private static long whole(UnknownFieldSet message, int field) {
        List<Long> values = message.getField(field).getVarintList();
        return values.isEmpty() ? 0 : values.get(0);
    }
}
