// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static java.util.Objects.requireNonNull;

import io.pilotmetrics.survey.SurveyAnswer;
import java.util.Collection;
import java.util.List;

/** The responses that were read, each once, newest first, and why reading ended. Immutable. */
public final class ZigpollResponses {

    /** The metadata key of the order id that Zigpoll's own documentation uses. */
    public static final String DEFAULT_ORDER_ID_KEY = "order_id";

    /** Why reading ended. */
    public enum End {
        /** Zigpoll said that there is no further page. */
        LAST_PAGE,
        /** Zigpoll said that there is a further page, and gave no cursor to it. */
        NO_CURSOR,
        /** Zigpoll gave a cursor that was used before, as it is known to do with time filters. */
        REPEATED_CURSOR,
        /** Many pages in a row brought nothing new. */
        NO_PROGRESS,
        /** {@link ResponseQuery#atMost} was reached. */
        AT_MOST,
        /** A page could not be read; only in {@link ZigpollException#kept()}. */
        FAILURE
    }

    static final ZigpollResponses NONE = new ZigpollResponses(List.of(), 0, 0, End.FAILURE);

    private final List<ZigpollResponse> responses;
    private final int pages;
    private final long repeated;
    private final End end;

    ZigpollResponses(Collection<ZigpollResponse> responses, int pages, long repeated, End end) {
        this.responses = List.copyOf(responses);
        this.pages = pages;
        this.repeated = repeated;
        this.end = end;
    }

    /**
     * The responses.
     *
     * @return each once, in the order in which they were first read
     */
    public List<ZigpollResponse> list() {
        return responses;
    }

    /**
     * The responses as answers free of Zigpoll's types, with the order id under {@value #DEFAULT_ORDER_ID_KEY}.
     *
     * @return an answer for each response
     */
    public List<SurveyAnswer> answers() {
        return answers(DEFAULT_ORDER_ID_KEY);
    }

    /**
     * The responses as answers free of Zigpoll's types.
     *
     * @param orderIdKey the metadata key under which the site put the order's id
     * @return an answer for each response
     */
    public List<SurveyAnswer> answers(String orderIdKey) {
        requireNonNull(orderIdKey, "orderIdKey");
        return responses.stream().map(response -> response.answer(orderIdKey)).toList();
    }

    /**
     * How many pages were read to the end.
     *
     * @return a number of pages
     */
    public int pages() {
        return pages;
    }

    /**
     * How many rows were read again. Responses that arrive meanwhile push others onto the next page; of these the last
     * reading counts.
     *
     * @return a number of rows
     */
    public long repeated() {
        return repeated;
    }

    /**
     * Why reading ended.
     *
     * @return the reason
     */
    public End end() {
        return end;
    }

    /**
     * Whether Zigpoll itself said that this is all there was when reading began.
     *
     * @return true if the end is {@link End#LAST_PAGE}
     */
    public boolean isComplete() {
        return end == End.LAST_PAGE;
    }

    @Override
    public String toString() {
        return "ZigpollResponses[" + responses.size() + " responses, " + pages + " pages, " + repeated + " repeated, "
                + end + "]";
    }
}
