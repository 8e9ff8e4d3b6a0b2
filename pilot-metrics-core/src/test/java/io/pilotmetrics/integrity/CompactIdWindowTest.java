// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.integrity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotmetrics.integrity.IdWindow.Standing;
import io.pilotmetrics.integrity.IdWindow.Stats;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactIdWindowTest extends IdWindowContract {

    private static final long STEP = (AGE + 127) / 128;

    private long begun;

    @Override
    IdWindow create(long ageNanos, int maxIds, long nanos) {
        begun = nanos;
        return new CompactIdWindow(ageNanos, maxIds, true, 42, nanos);
    }

    @Override
    long latestNanos() {
        return STEP;
    }

    @Override
    boolean isOver(long seenAt, long now) {
        return Math.floorDiv(now - begun, STEP) - Math.floorDiv(seenAt - begun, STEP) > 128;
    }

    @Override
    boolean isOfOneStep(long one, long other) {
        return Math.floorDiv(one - begun, STEP) == Math.floorDiv(other - begun, STEP);
    }

    @Override
    int givingWayAtOnce(int maxIds) {
        return (maxIds + 63) / 64;
    }

    @Override
    int mostFull() {
        return 66;
    }

    @Test
    void id_ofAnotherType_isRefusedWithTheMend() {
        IdWindow window = create(AGE, 10, 0);
        assertThatThrownBy(() -> window.claim(List.of("a"), 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util.ImmutableCollections$List12")
                .hasMessageContaining("exactIds()")
                .hasMessageNotContaining("[a]");
    }

    /** No segment is full before all of them hold what they are made for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 8_191, 16_384, 100_000, 1_000_003})
    void ids_asManyAsItIsMadeFor_areAllRemembered(int maxIds) {
        IdWindow window = create(AGE, maxIds, 0);
        for (long id = 0; id < maxIds; id++) {
            window.claim(id, 0, 0).done(0);
        }
        Stats stats = window.stats(0);
        assertThat(stats.remembered()).isEqualTo(maxIds);
        assertThat(stats.evicted()).isZero();
        for (long id = 0; id < maxIds; id++) {
            assertThat(window.claim(id, 0, 0).standing()).isSameAs(Standing.DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 100_000})
    void ids_tenTimesAsMany_stayWithinTheBound_theNewestKnown(int maxIds) {
        IdWindow window = create(AGE, maxIds, 0);
        long last = 10L * maxIds;
        for (long id = 0; id < last; id++) {
            long now = id * AGE / last / 2; // in half a window
            window.claim(id, 0, now).done(now);
        }
        Stats stats = window.stats(AGE / 2);
        assertThat(stats.remembered()).isBetween((long) maxIds, maxIds * 109L / 100);
        assertThat(stats.evicted()).isEqualTo(last - stats.remembered());
        // The newest but for those of the steps that are being evicted: a step is 16 thousandths of what came.
        for (long id = last - maxIds * 8L / 10; id < last; id++) {
            assertThat(window.claim(id, 0, AGE / 2).standing()).isSameAs(Standing.DONE);
        }
        assertThat(stats.coveredNanos()).isBetween(AGE / 2 * 7 / 100, AGE / 2 * 13 / 100);
    }

    private static final class Seen {
        final long id;
        final long at;
        boolean done;

        Seen(long id, long at) {
            this.id = id;
            this.at = at;
        }
    }

    /**
     * Four segments give way each on its own, so which id goes is theirs to know. What is told all the same: nothing of an id that the oracle
     * does not know, no more misses than evictions, and none of an id as young as the window says that it covers.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void findings_inManySegments_areTheOraclesButForWhatGaveWay(long seed) {
        Random random = new Random(seed);
        int maxIds = 40_000;
        IdWindow window = create(AGE, maxIds, 0);
        Map<Long, Seen> known = new HashMap<>();
        Deque<Map.Entry<Seen, Claim>> open = new ArrayDeque<>();
        long now = 0;
        long firsts = 0;
        long missed = 0;
        for (int i = 0; i < 200_000; i++) {
            now += random.nextLong(AGE / 50_000); // two windows in all, each of them twice what is kept
            long id = random.nextInt(120_000);
            Claim claim = window.claim(id, 0, now);
            Seen seen = known.get(id);
            if (seen != null && isOver(seen.at, now)) {
                seen = null;
            }
            if (claim.standing() != Standing.FIRST) {
                assertThat(seen).isNotNull();
                assertThat(claim.standing()).isEqualTo(requireNonNull(seen).done ? Standing.DONE : Standing.IN_FLIGHT);
                continue;
            }
            firsts++;
            if (seen != null) {
                missed++;
                assertThat(now - seen.at)
                        .isGreaterThanOrEqualTo(window.stats(now).coveredNanos());
            }
            Seen first = new Seen(id, now);
            known.put(id, first);
            open.add(Map.entry(first, claim));
            if (open.size() > 500) {
                Map.Entry<Seen, Claim> ending = open.remove();
                if (random.nextInt(10) > 0) {
                    ending.getValue().done(now);
                    ending.getKey().done = true;
                } else {
                    ending.getValue().forget(now);
                    known.remove(ending.getKey().id, ending.getKey());
                }
            }
        }
        Stats stats = window.stats(now);
        assertThat(stats.claimed()).isEqualTo(firsts);
        assertThat(stats.claimed())
                .isEqualTo(stats.remembered() + stats.forgotten() + stats.evicted() + stats.expired());
        assertThat(stats.remembered()).isBetween((long) maxIds, maxIds * 109L / 100);
        assertThat(missed).isBetween(1L, stats.evicted());
    }

    /** A claim that is ended is used again for the next id, and what its holder kept with it. */
    @Test
    void claims_areUsedAgain() {
        IdWindow window = create(AGE, 10, 0);
        Set<Claim> seen = new HashSet<>();
        for (long id = 0; id < 1_000; id++) {
            Claim claim = window.claim(id, 0, 0);
            if (seen.add(claim)) {
                assertThat(claim.holder()).isNull();
                claim.holder("kept");
            }
            assertThat(claim.holder()).isEqualTo("kept");
            claim.done(0);
        }
        assertThat(seen).hasSize(1);
    }

    /** One that lost its id to age is its owner's alone, for whom it settles nothing. */
    @Test
    void claims_thatExpired_areNotUsedAgain() {
        IdWindow window = create(AGE, 10, 0);
        Claim late = window.claim("late", 0, 0);
        long now = 2 * AGE;
        Claim next = window.claim("next", 0, now);
        assertThat(next).isNotSameAs(late);
        late.forget(now);
        assertThat(window.claim("next", 0, now).standing()).isEqualTo(Standing.IN_FLIGHT);
        assertThat(window.claim("other", 0, now)).isNotSameAs(late);
    }

    @Test
    void windows_ofOneKey_hashAlike_ofTwoDoNot() {
        KeyedHash one = new KeyedHash(1);
        assertThat(one.of("a")).isEqualTo(new KeyedHash(1).of("a")).isNotEqualTo(new KeyedHash(2).of("a"));
    }
}
