// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.account.OperationAccount;
import io.pilotmetrics.account.OutcomeRules;
import io.pilotmetrics.account.Owed;
import io.pilotmetrics.snapshot.OperationSnapshot;
import io.pilotmetrics.snapshot.Outcome;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A named account for calls without an event: latency and outcome only. Thread-safe; recording never throws and never blocks.
 */
public final class Operation {

    private final String name;
    private final OperationAccount account;
    private final Owed owed;

    Operation(String name, OperationAccount account) {
        this.name = name;
        this.account = account;
        this.owed = account.owed();
    }

    /**
     * The operation's name.
     *
     * @return as given
     */
    public String name() {
        return name;
    }

    /**
     * Wraps code that returns nothing.
     *
     * @param code your code
     * @return a runnable that calls it; what it throws goes on unchanged
     */
    public Runnable runnable(Runnable code) {
        requireNonNull(code, "code");
        return () -> call(() -> {
            code.run();
            return Outcome.SUCCESS;
        });
    }

    /**
     * Wraps code that returns a value.
     *
     * @param code your code
     * @param <T> the value's type
     * @return a supplier that calls it; what it throws goes on unchanged
     */
    public <T> Supplier<T> supplier(Supplier<? extends T> code) {
        requireNonNull(code, "code");
        return () -> call(code::get);
    }

    /**
     * Wraps code that returns a value and may throw a checked exception.
     *
     * @param code your code
     * @param <T> the value's type
     * @return a callable that calls it; what it throws goes on unchanged
     */
    public <T> Callable<T> callable(Callable<? extends T> code) {
        requireNonNull(code, "code");
        return () -> call(code::call);
    }

    /**
     * Wraps code that returns a stage; the call ends when the stage completes.
     *
     * @param code your code
     * @param <S> the stage's own type
     * @return a supplier that calls it and returns your own stage; a null stage is a failure
     */
    public <S extends CompletionStage<?>> Supplier<S> stage(Supplier<? extends S> code) {
        requireNonNull(code, "code");
        return () -> {
            if (!account.open()) {
                return code.get();
            }
            long startedAt = account.start();
            S stage;
            try {
                stage = code.get();
            } catch (Throwable e) {
                boolean booked = false;
                if (!(e instanceof StackOverflowError)) {
                    try {
                        account.threw(e, startedAt);
                        booked = true;
                    } catch (Throwable ours) { // the stack ends in here
                    }
                }
                if (!booked) {
                    synchronized (owed) {
                        owed.newest = new Object[] {owed.newest, account, null, e, new long[] {startedAt}};
                    }
                }
                throw e;
            }
            try {
                if (stage == null) {
                    account.returned(Outcome.SERVER_ERROR, startedAt);
                } else {
                    endWith(stage, startedAt);
                }
            } catch (Throwable ours) { // the stack ends in here: your code has returned, and so do we
                synchronized (owed) {
                    owed.newest = new Object[] {owed.newest, account, null, ours, new long[] {startedAt}};
                }
            }
            return stage;
        };
    }

    private void endWith(CompletionStage<?> stage, long startedAt) {
        StageEnd.of(
                stage,
                result -> {
                    try {
                        account.returned(Outcome.SUCCESS, startedAt);
                    } catch (Throwable ours) { // the stack of who completes it ends in here
                        synchronized (owed) {
                            owed.newest = new Object[] {owed.newest, account, null, null, new long[] {startedAt}};
                        }
                    }
                },
                thrown -> {
                    try {
                        account.threw(OutcomeRules.unwrapped(thrown), startedAt);
                    } catch (Throwable ours) {
                        synchronized (owed) {
                            owed.newest = new Object[] {owed.newest, account, null, ours, new long[] {startedAt}};
                        }
                    }
                },
                () -> account.returned(Outcome.SERVER_ERROR, startedAt));
    }

    /** Code that may throw one kind of checked exception. */
    interface Code<T, X extends Exception> {
        T run() throws X;
    }

    <T, X extends Exception> T call(Code<? extends T, X> code) throws X {
        if (!account.open()) {
            return code.run();
        }
        long startedAt = account.start();
        T result;
        try {
            result = code.run();
        } catch (Throwable e) {
            boolean booked = false;
            if (!(e instanceof StackOverflowError)) {
                try {
                    account.threw(e, startedAt);
                    booked = true;
                } catch (Throwable ours) { // the stack ends in here
                }
            }
            if (!booked) {
                synchronized (owed) {
                    owed.newest = new Object[] {owed.newest, account, null, e, new long[] {startedAt}};
                }
            }
            throw e;
        }
        try {
            account.returned(Outcome.SUCCESS, startedAt);
        } catch (Throwable ours) { // the stack ends in here: your code has returned, and so do we
            synchronized (owed) {
                owed.newest = new Object[] {owed.newest, account, null, null, new long[] {startedAt}};
            }
        }
        return result;
    }

    /**
     * What was counted so far.
     *
     * @return an immutable value; exact at rest
     */
    public OperationSnapshot snapshot() {
        return account.snapshot();
    }

    @Override
    public String toString() {
        return "Operation[" + name + "]";
    }
}
