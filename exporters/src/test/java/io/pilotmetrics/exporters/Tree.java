// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.exporters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, text and numbers, without any type of a snapshot. */
record Tree(@Nullable Object node) {

    static Tree parse(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return new Tree(read(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, read(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(parser));
                }
                yield items;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    boolean has(String member) {
        return members().containsKey(member);
    }

    boolean isNull() {
        return node == null;
    }

    Tree get(String member) {
        if (!has(member)) {
            throw new AssertionError("no member " + member + " in " + members().keySet());
        }
        return new Tree(members().get(member));
    }

    Map<?, ?> members() {
        return (Map<?, ?>) present();
    }

    List<Tree> items() {
        return ((List<?>) present()).stream().map(Tree::new).toList();
    }

    String text() {
        return (String) present();
    }

    long whole() {
        return (Long) present();
    }

    double number() {
        return ((Number) present()).doubleValue();
    }

    /** The members as text. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        members().forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    /** The members as whole numbers. */
    Map<String, Long> wholes() {
        Map<String, Long> wholes = new LinkedHashMap<>();
        members().forEach((key, value) -> wholes.put((String) key, (Long) value));
        return wholes;
    }

    private Object present() {
        if (node == null) {
            throw new AssertionError("null where a value is expected");
        }
        return node;
    }
}
