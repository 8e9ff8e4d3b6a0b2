// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

/** Texts within bounds. */
final class Text {

    /** The longest name of a field, of a handler's reason, or of an exception's type. */
    static final int MAX_NAME = 100;

    private static final String CUT = "…";

    private Text() {}

    /** At most so many characters; what was cut shows it, and no character is cut in two. */
    static String cut(CharSequence text, int max) {
        if (text.length() <= max) {
            return text.toString();
        }
        int end = max - CUT.length();
        String start = text.subSequence(0, end).toString();
        return start.substring(0, Character.isHighSurrogate(start.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /**
     * A name as it is where it looks like one, else its hash: where names come with the payload, an e-mail address or a
     * sentence may stand in their place.
     */
    static String nameOrHash(String name, HashKey key) {
        return isName(name) ? name : key.hash(name);
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= MAX_NAME && text.chars().allMatch(Text::inName);
    }

    private static boolean inName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.:/".indexOf(c) >= 0;
    }

    /** What is said of something thrown: its type. Its message may hold what must not be shown. */
    static String typeOf(Object thrown) {
        return cut(thrown.getClass().getName(), MAX_NAME);
    }
}
