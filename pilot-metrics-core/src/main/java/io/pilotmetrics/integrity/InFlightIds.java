// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import org.jspecify.annotations.Nullable;

/** The ids of one segment that are in flight, by their whole hash and in the order of their first sight. Not thread-safe. */
final class InFlightIds {

    /*
     * A stack overflow of the user's code may strike at any call of a method. Each change of links is one method without a call in
     * it, so that what it leaves behind is a list, and no ring that somebody would go round for ever.
     */

    private static final int SMALLEST = 16;
    private static final int MOST_FREE = 64;

    /** An id in flight. Its fields are the segment's. */
    abstract static class Entry extends Claim {
        long hash;
        long content;
        long generation;
        boolean held; // in these ids; its claim settles nothing otherwise
        private @Nullable Entry chained; // the next of the same place, or the next that is free
        private @Nullable Entry older;
        private @Nullable Entry newer;
    }

    private @Nullable Entry[] places = new @Nullable Entry[SMALLEST];
    private int size;
    private @Nullable Entry oldest;
    private @Nullable Entry newest;
    private @Nullable Entry free;
    private int freed;

    int size() {
        return size;
    }

    @Nullable
    Entry find(long hash) {
        Entry entry = places[place(hash, places)];
        while (entry != null && entry.hash != hash) {
            entry = entry.chained;
        }
        return entry;
    }

    @Nullable
    Entry oldest() {
        return oldest;
    }

    /** An entry to use again, or null. */
    @Nullable
    Entry reuse() {
        Entry entry = free;
        if (entry != null) {
            free = entry.chained;
            entry.chained = null;
            freed--;
        }
        return entry;
    }

    void add(Entry entry) {
        if (size >= places.length) {
            grow();
        }
        link(entry, places, place(entry.hash, places));
    }

    private void link(Entry entry, @Nullable Entry[] table, int place) {
        entry.chained = table[place];
        entry.older = newest;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
        entry.held = true;
        table[place] = entry;
        size++;
    }

    private void grow() {
        @Nullable Entry[] wider = new @Nullable Entry[2 * places.length];
        for (Entry entry = oldest; entry != null; entry = entry.newer) {
            int place = place(entry.hash, wider);
            entry.chained = wider[place];
            wider[place] = entry;
        }
        places = wider;
    }

    /** Takes an entry out: its claim settles nothing from now on. */
    void remove(Entry entry) {
        unlink(entry, places, place(entry.hash, places));
    }

    private void unlink(Entry entry, @Nullable Entry[] table, int place) {
        Entry before = null;
        for (Entry each = table[place]; each != null && each != entry; each = each.chained) {
            before = each;
        }
        if (before == null) {
            table[place] = entry.chained;
        } else {
            before.chained = entry.chained;
        }
        if (entry.older == null) {
            oldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
        entry.chained = null;
        entry.older = null;
        entry.newer = null;
        entry.held = false;
        size--;
    }

    /** Keeps an entry for use again whose owner has ended it: nobody else holds it. */
    void release(Entry entry) {
        if (freed < MOST_FREE) {
            entry.chained = free;
            free = entry;
            freed++;
        }
    }

    private static int place(long hash, @Nullable Entry[] table) {
        return (int) hash & (table.length - 1);
    }
}
