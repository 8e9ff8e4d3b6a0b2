// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.IdWindow.Stats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random history of deliveries, told to a window and to an oracle that keeps everything. */
final class IdHistory {

    /** What the oracle keeps of an id. Equal to itself alone. */
    private static final class Known {
        final long seenAt;
        final long content;
        boolean done;

        Known(long seenAt, long content, boolean done) {
            this.seenAt = seenAt;
            this.content = content;
            this.done = done;
        }
    }

    private record Open(Object id, Known known, Claim claim) {}

    private static final long[] CONTENTS = {0, 1L << 60, 3L << 60, -1};

    private final Random random;
    private final IdWindowContract rules;
    private final IdWindow window;
    private final String prefix;
    private final int maxIds;
    private final int universe;
    private final boolean alone;
    private final Map<Object, Known> known = new HashMap<>();
    private final List<Open> open = new ArrayList<>();
    private long now;
    private long missed;

    /** A history of its own window. */
    IdHistory(long seed, IdWindowContract rules, int maxIds) {
        this.random = new Random(seed);
        this.rules = rules;
        this.maxIds = maxIds;
        this.alone = true;
        this.now = random.nextBoolean() ? random.nextLong() : 0;
        this.window = rules.create(IdWindowContract.AGE, maxIds, now);
        this.prefix = "";
        this.universe = 2 + random.nextInt(40);
    }

    /** A history of ids that nobody else has, in a window of many. */
    IdHistory(long seed, IdWindowContract rules, IdWindow shared, String prefix) {
        this.random = new Random(seed);
        this.rules = rules;
        this.maxIds = Integer.MAX_VALUE;
        this.alone = false;
        this.window = shared;
        this.prefix = prefix;
        this.universe = 1_000;
    }

    void run(int steps) {
        steps(steps);
        Stats stats = window.stats(now);
        known.values().removeIf(each -> rules.isOver(each.seenAt, now));
        assertThat(stats.claimed())
                .isEqualTo(stats.remembered() + stats.forgotten() + stats.evicted() + stats.expired());
        assertThat(missed).isLessThanOrEqualTo(stats.evicted());
        // What the oracle knows and the window does not has been evicted, and not been seen again.
        assertThat(known.size() - stats.remembered()).isBetween(0L, stats.evicted() - missed);
        if (stats.expired() == 0) {
            assertThat(known.size() - stats.remembered()).isEqualTo(stats.evicted() - missed);
        }
        if (maxIds >= steps) {
            assertThat(missed).isZero();
        }
    }

    void steps(int steps) {
        for (int i = 0; i < steps; i++) {
            if (alone) {
                pass();
            }
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> claim();
                case 3 -> end();
                default -> {
                    if (random.nextInt(10) == 0) {
                        recover();
                    }
                }
            }
        }
    }

    private void pass() {
        switch (random.nextInt(60)) {
            case 0 -> now += IdWindowContract.AGE * random.nextInt(5) + random.nextInt(5);
            case 1 -> now += random.nextLong(IdWindowContract.AGE);
            default -> now += random.nextLong(IdWindowContract.AGE / 200);
        }
    }

    private Object id() {
        int number = random.nextInt(universe);
        return prefix.isEmpty() && number % 2 == 0 ? (Object) (long) number : prefix + number;
    }

    private @org.jspecify.annotations.Nullable Known known(Object id) {
        Known found = known.get(id);
        if (found != null && rules.isOver(found.seenAt, now)) {
            known.remove(id);
            return null;
        }
        return found;
    }

    private void claim() {
        Object id = id();
        long content = CONTENTS[random.nextInt(10) == 0 ? random.nextInt(CONTENTS.length) : 1];
        Known before = known(id);
        Claim claim = id instanceof Long number && random.nextBoolean()
                ? window.claim((long) number, content, now)
                : window.claim(id, content, now);
        if (before != null && claim.standing() == Standing.FIRST) {
            missed++; // it had to give way; from now on this is its first sight
            before = null;
        }
        if (before == null) {
            assertThat(claim.standing()).isEqualTo(Standing.FIRST);
            Known first = new Known(now, content, false);
            known.put(id, first);
            open.add(new Open(id, first, claim));
            return;
        }
        boolean differs = before.content != content && before.content != 0 && content != 0;
        assertThat(claim.standing())
                .isEqualTo(differs ? Standing.CONFLICTING : before.done ? Standing.DONE : Standing.IN_FLIGHT);
        if (random.nextBoolean()) {
            claim.done(now); // settles nothing
        } else {
            claim.forget();
        }
    }

    private void end() {
        if (open.isEmpty()) {
            return;
        }
        Open ending = open.remove(random.nextInt(open.size()));
        boolean mine = known(ending.id) == ending.known && !ending.known.done;
        if (random.nextBoolean()) {
            ending.claim.done(now);
            if (mine) {
                ending.known.done = true;
            }
        } else {
            ending.claim.forget();
            if (mine) {
                known.remove(ending.id);
            }
        }
    }

    private void recover() {
        Object id = id();
        long content = CONTENTS[random.nextInt(CONTENTS.length)];
        Known before = known(id);
        long claimed = alone ? window.stats(now).claimed() : 0;
        window.recover(id, content, now);
        if (before != null && alone && window.stats(now).claimed() > claimed) {
            missed++; // it had given way, and is new to the window
            before = null;
        }
        if (before == null) {
            known.put(id, new Known(now, content, true));
        } else {
            before.done = true;
        }
    }
}
