// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.prometheus;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A histogram as it stands on the wire, read by the field numbers of
 * <a href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>,
 * without client_java's own classes, whose package has another name in each version.
 */
record WireHistogram(
        long count,
        double sum,
        int schema,
        double zeroThreshold,
        long zeros,
        SortedMap<Integer, Long> nativeBuckets,
        SortedMap<Double, Long> classicUpTo,
        boolean hasNegative) {

    /** The histograms of one family, in order of writing. */
    static List<WireHistogram> of(byte[] body, String family) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        List<WireHistogram> found = new ArrayList<>();
        while (in.available() > 0) {
            UnknownFieldSet.Builder builder = UnknownFieldSet.newBuilder();
            builder.mergeDelimitedFrom(in);
            UnknownFieldSet message = builder.build();
            if (text(message, 1).equals(family)) {
                for (ByteString metric : message.getField(4).getLengthDelimitedList()) {
                    found.add(of(message(message(metric).getField(7))));
                }
            }
        }
        return found;
    }

    private static WireHistogram of(UnknownFieldSet histogram) throws IOException {
        SortedMap<Double, Long> upTo = new TreeMap<>();
        for (ByteString bytes : histogram.getField(3).getLengthDelimitedList()) {
            UnknownFieldSet bucket = message(bytes);
            upTo.put(real(bucket, 2), whole(bucket, 1));
        }
        return new WireHistogram(
                whole(histogram, 1),
                real(histogram, 2),
                CodedInputStream.decodeZigZag32((int) whole(histogram, 5)),
                real(histogram, 6),
                whole(histogram, 7),
                positive(histogram),
                upTo,
                histogram.hasField(9) || histogram.hasField(10));
    }

    /** Spans say which buckets there are, deltas how much each holds more than the one before. */
    private static SortedMap<Integer, Long> positive(UnknownFieldSet histogram) throws IOException {
        List<Long> deltas = new ArrayList<>(histogram.getField(13).getVarintList());
        for (ByteString packed : histogram.getField(13).getLengthDelimitedList()) {
            CodedInputStream in = packed.newCodedInput();
            while (!in.isAtEnd()) {
                deltas.add(in.readRawVarint64());
            }
        }
        SortedMap<Integer, Long> counts = new TreeMap<>();
        int index = 0;
        int at = 0;
        long count = 0;
        for (ByteString bytes : histogram.getField(12).getLengthDelimitedList()) {
            UnknownFieldSet span = message(bytes);
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

    private static UnknownFieldSet message(Field field) throws IOException {
        return message(field.getLengthDelimitedList().get(0));
    }

    private static UnknownFieldSet message(ByteString bytes) throws IOException {
        return UnknownFieldSet.parseFrom(bytes);
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    /** A field that is not there holds 0. */
    private static long whole(UnknownFieldSet message, int field) {
        List<Long> values = message.getField(field).getVarintList();
        return values.isEmpty() ? 0 : values.get(0);
    }

    private static double real(UnknownFieldSet message, int field) {
        List<Long> values = message.getField(field).getFixed64List();
        return values.isEmpty() ? 0 : Double.longBitsToDouble(values.get(0));
    }
}
