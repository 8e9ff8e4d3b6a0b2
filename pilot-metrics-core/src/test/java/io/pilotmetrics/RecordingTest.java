// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.snapshot.Disposition;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What recording must not do to its user, whatever the user's code does. */
class RecordingTest {

    private final PilotMetrics pilot = PilotMetrics.create("p");
    private final Handler<String> handler =
            pilot.handler("h", String.class).id(e -> e).register();

    @AfterEach
    void close() {
        pilot.close();
    }

    @RepeatedTest(20)
    void stackOverflowInYourCode_reachesYou_andTheHandlerGoesOn() {
        List<Consumer<String>> self = new ArrayList<>();
        self.add(handler.consumer(e -> self.get(0).accept(e + "1")));
        assertThat(catchThrowable(() -> self.get(0).accept("a"))).isInstanceOf(StackOverflowError.class);
        long before = handler.snapshot().count(Disposition.PROCESSED);
        for (int i = 0; i < 100; i++) {
            handler.consumer(e -> {}).accept("b" + i);
        }
        assertThat(handler.snapshot().count(Disposition.PROCESSED)).isEqualTo(before + 100);
    }

    /** A list that is changing while it is read. */
    private static final class Changing extends AbstractList<String> {
        @Override
        public String get(int index) {
            return "e" + index;
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public Iterator<String> iterator() {
            throw new ConcurrentModificationException();
        }

        @Override
        public Object[] toArray() {
            throw new ConcurrentModificationException();
        }
    }

    @Test
    void batch_thatCannotBeRead_isPassedOnUnmeasured_andCounted() {
        List<List<String>> given = new ArrayList<>();
        List<String> changing = new Changing();
        handler.batch((events, report) -> given.add(events)).accept(changing);
        assertThat(given.get(0)).isSameAs(changing);
        assertThat(handler.snapshot().received()).isZero();
        assertThat(handler.snapshot().instrumentationErrors()).containsEntry("batch", 1L);
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse under test
    void run_withoutCode_isRefusedAndNothingIsBooked() {
        assertThatThrownBy(() -> handler.run("a", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("code");
        assertThat(handler.snapshot().received()).isZero();
    }
}
