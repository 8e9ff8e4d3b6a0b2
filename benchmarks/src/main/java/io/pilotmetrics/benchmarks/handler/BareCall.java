// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.benchmarks.handler;

import java.util.function.Consumer;

/** The baseline. */
final class BareCall implements WrappedCall {

    private final Consumer<Lead> code;

    BareCall(Consumer<Lead> code) {
        this.code = code;
    }

    @Override
    public void accept(Lead lead) {
        code.accept(lead);
    }

    @Override
    public long count() {
        return 0;
    }
}
