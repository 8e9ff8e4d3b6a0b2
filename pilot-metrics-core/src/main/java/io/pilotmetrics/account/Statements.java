// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.account;

import io.pilotmetrics.snapshot.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What others stated of one handler's minutes, the last {@value #MOST} of it. Thread-safe. */
final class Statements {

    static final int MOST = 1_000;

    private record Window(String party, Statement.Kind kind, Instant from, Instant to) {}

    private final Map<Window, Statement> byWindow = new LinkedHashMap<>(); // oldest first; guarded by this
    private long givenWay; // guarded by this

    /** Keeps a statement; it replaces an earlier one on the same window. */
    synchronized void tell(Statement statement) {
        Window window = new Window(statement.party(), statement.kind(), statement.from(), statement.to());
        byWindow.remove(window); // so that it becomes the newest
        byWindow.put(window, statement);
        if (byWindow.size() > MOST) {
            byWindow.remove(byWindow.keySet().iterator().next());
            givenWay++;
        }
    }

    /** Gives up the windows that begin before a time. */
    synchronized void forgetBefore(Instant time) {
        int before = byWindow.size();
        byWindow.keySet().removeIf(window -> window.from().isBefore(time));
        givenWay += before - byWindow.size();
    }

    synchronized List<Statement> all() {
        return List.copyOf(byWindow.values());
    }

    synchronized long givenWay() {
        return givenWay;
    }
}
