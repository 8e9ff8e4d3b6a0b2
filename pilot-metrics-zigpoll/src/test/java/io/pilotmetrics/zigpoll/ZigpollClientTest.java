// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pilotmetrics.survey.SurveyAnswer;
import io.pilotmetrics.zigpoll.ZigpollResponses.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZigpollClientTest {

    private static final String KEY = "pk-0123456789abcdef";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final ResponseQuery POLL = ResponseQuery.poll(ZigpollRow.POLL);

    private final ZigpollServer server = ZigpollServer.start(KEY);
    private final ZigpollClient client =
            ZigpollClient.builder().apiKey(KEY).baseUri(server.uri()).build();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void me_validKey_givesTheUsersId() {
        assertThat(client.me()).isEqualTo("66e0000000000000000000ff");
    }

    @Test
    void me_wrappedInData_isReadToo() {
        server.wrapInData();
        assertThat(client.me()).isEqualTo("66e0000000000000000000ff");
    }

    @ParameterizedTest(name = "{0} responses in pages of {1}")
    @CsvSource({"0,10,1", "1,10,1", "9,10,1", "10,10,1", "11,10,2", "25,10,3", "30,10,3", "7,1,7", "1234,1000,2"})
    void responses_anyNumberOfPages_givesEachOnceNewestFirst(int number, int pageSize, int pages) {
        server.add(rows(number));

        ZigpollResponses read = client.responses(POLL.pageSize(pageSize));

        assertThat(read.list())
                .extracting(ZigpollResponse::createdAt)
                .doesNotHaveDuplicates()
                .hasSize(number)
                .isSortedAccordingTo(Collections.reverseOrder());
        assertThat(read.isComplete()).isTrue();
        assertThat(read.pages()).isEqualTo(pages);
        assertThat(read.repeated()).isZero();
        assertThat(server.requests()).hasSize(pages);
    }

    @Test
    void responses_fullRow_isReadFieldByField() {
        server.add(ZigpollRow.vote("Podcast")
                .id("66f0a1b2c3d4e5f60718293a")
                .at(Instant.parse("2026-11-20T09:15:27.412Z"))
                .with("participantId", "66f0a1b2c3d4e5f607182901")
                .with("orderValue", 84.5)
                .with("somethingNew", Map.of("nested", List.of(1, 2)))
                .order("SO-10041")
                .metadata("original-referrer", "https://www.example-search.test/")
                .metadata("visits", 3)
                .metadata("returning", true)
                .metadata("score", 1.50)
                .metadata("coupon", null)
                .metadata("items", List.of("a", 1, Map.of("sku", "x"))));

        ZigpollResponse row = client.responses(POLL).list().get(0);

        assertThat(row.id()).isEqualTo("66f0a1b2c3d4e5f60718293a");
        assertThat(row.createdAt()).isEqualTo("2026-11-20T09:15:27.412Z");
        assertThat(row.accountId()).isEqualTo(ZigpollRow.ACCOUNT);
        assertThat(row.pollId()).isEqualTo(ZigpollRow.POLL);
        assertThat(row.slideId()).isEqualTo(ZigpollRow.SLIDE);
        assertThat(row.participantId()).isEqualTo("66f0a1b2c3d4e5f607182901");
        assertThat(row.orderValue().orElseThrow()).isEqualTo(84.5, within(0.0));
        assertThat(row.text()).isEqualTo("Podcast");
        assertThat(row.choices()).containsExactly("Podcast");
        assertThat(row.isVote()).isTrue();
        assertThat(row.metadata())
                .containsOnly(
                        Map.entry("order_id", "SO-10041"),
                        Map.entry("original-referrer", "https://www.example-search.test/"),
                        Map.entry("visits", "3"),
                        Map.entry("returning", "true"),
                        Map.entry("score", "1.5"),
                        Map.entry("items", "[\"a\",1,{\"sku\":\"x\"}]"));
        assertThat(row.toString()).doesNotContain("Podcast").doesNotContain("SO-10041");
    }

    @Test
    void responses_sparseRow_isReadWithEmptyParts() {
        server.add(ZigpollRow.freeText("my sister")
                .without("accountId")
                .without("participantId")
                .without("metadata")
                .without("userAgent")
                .with("orderValue", null));

        ZigpollResponse row = client.responses(POLL).list().get(0);

        assertThat(row.accountId()).isEmpty();
        assertThat(row.metadata()).isEmpty();
        assertThat(row.orderValue()).isEmpty();
        assertThat(row.choices()).isEmpty();
        assertThat(row.isVote()).isFalse();
        assertThat(row.answer("order_id"))
                .isEqualTo(SurveyAnswer.freeText(row.id(), ZigpollRow.SLIDE, null, "my sister", row.createdAt()));
    }

    @Test
    void answers_ownOrderKey_isTakenFromMetadataOfAnyType() {
        server.add(ZigpollRow.vote("Podcast").metadata("shopify_order_id", 10041));

        ZigpollResponses read = client.responses(POLL);

        assertThat(read.answers("shopify_order_id").get(0).orderId()).contains("10041");
        assertThat(read.answers("shopify_order_id").get(0).isFreeText()).isFalse();
        assertThat(read.answers().get(0).orderId()).isEmpty();
    }

    @Test
    void responses_eachScope_asksForThatScopeAlone() {
        server.add(ZigpollRow.vote("Podcast"), ZigpollRow.vote("Google").slide("other"));

        assertThat(client.responses(POLL).list()).hasSize(2);
        assertThat(client.responses(ResponseQuery.account(ZigpollRow.ACCOUNT)).list())
                .hasSize(2);
        assertThat(client.responses(ResponseQuery.slide("other")).list())
                .extracting(ZigpollResponse::text)
                .containsExactly("Google");
        assertThat(client.responses(ResponseQuery.slide("a&pollId=b")).list()).isEmpty();
        assertThat(server.requests())
                .containsExactly(
                        "GET /responses?pollId=66e000000000000000000010&limit=500",
                        "GET /responses?accountId=66e000000000000000000001&limit=500",
                        "GET /responses?slideId=other&limit=500",
                        "GET /responses?slideId=a%26pollId%3Db&limit=500");
    }

    @Test
    void responses_times_areSentAsMillisecondsOnEachPage() {
        server.add(rows(5));

        ZigpollResponses read = client.responses(POLL.createdAfter(NOON.plusSeconds(1))
                .createdBefore(NOON.plusSeconds(3))
                .pageSize(2));

        assertThat(read.list()).hasSize(3);
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .contains("createdAfter=" + NOON.plusSeconds(1).toEpochMilli())
                        .contains("createdBefore=" + NOON.plusSeconds(3).toEpochMilli()));
    }

    @Test
    void responses_sameCursorAgain_endsAndSaysSo() {
        server.add(rows(25)).repeatCursor();

        ZigpollResponses read = client.responses(POLL.pageSize(10));

        assertThat(read.end()).isEqualTo(End.REPEATED_CURSOR);
        assertThat(read.isComplete()).isFalse();
        assertThat(read.list()).hasSize(20);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void responses_cursorsInACircle_endToo() {
        server.fail(1, page("a"), page("b"), page("a"), page("b"), page("a"));

        assertThat(client.responses(POLL).end()).isEqualTo(End.REPEATED_CURSOR);
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"''", "null"})
    void responses_noCursorToAFurtherPage_endsAndSaysSo(String cursor) {
        String json = cursor.equals("null") ? "null" : "\"\"";
        server.failAlways(ZigpollFault.body(
                200, "application/json", "{\"data\":[],\"hasNextPage\":true,\"endCursor\":" + json + "}"));

        assertThat(client.responses(POLL).end()).isEqualTo(End.NO_CURSOR);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void responses_endlessEmptyPages_endBounded() {
        ZigpollFault[] pages = new ZigpollFault[30];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = page("cursor" + i);
        }
        server.fail(1, pages);

        assertThat(client.responses(POLL).end()).isEqualTo(End.NO_PROGRESS);
        assertThat(server.requests()).hasSize(20);
    }

    @Test
    void responses_arrivingMeanwhile_areNoDuplicates() {
        server.add(rows(20))
                .addAfterRequest(
                        1,
                        ZigpollRow.vote("new").at(NOON.plusSeconds(100)),
                        ZigpollRow.vote("new").at(NOON.plusSeconds(101)));

        ZigpollResponses read = client.responses(POLL.pageSize(10));

        assertThat(read.list())
                .extracting(ZigpollResponse::id)
                .doesNotHaveDuplicates()
                .hasSize(20);
        assertThat(read.repeated()).isEqualTo(2);
        assertThat(read.pages()).isEqualTo(3);
    }

    @Test
    void responses_readAgainWithOtherContent_lastReadingCounts() {
        ZigpollRow first = ZigpollRow.vote("before");
        server.add(first.id("same"), ZigpollRow.vote("after").id("same").at(NOON.minusSeconds(86_400)));

        ZigpollResponses read = client.responses(POLL);

        assertThat(read.list()).extracting(ZigpollResponse::text).containsExactly("after");
        assertThat(read.repeated()).isOne();
    }

    @Test
    void responses_atMost_keepsTheNewest() {
        server.add(rows(30));

        ZigpollResponses read = client.responses(POLL.pageSize(10).atMost(15));

        assertThat(read.list()).hasSize(15);
        assertThat(read.list().get(0).createdAt()).isEqualTo(NOON.plusSeconds(29));
        assertThat(read.end()).isEqualTo(End.AT_MOST);
        assertThat(server.requests()).hasSize(2);
        assertThat(client.responses(POLL.atMost(30)).isComplete()).isTrue();
    }

    @Test
    void responses_bareArray_isTheOnlyPage() {
        server.add(rows(3)).bareArrays();
        assertThat(client.responses(POLL).list()).hasSize(3);
        assertThat(client.responses(POLL).isComplete()).isTrue();
    }

    @Test
    void responses_wrappedInDataOnceMore_readsAllPages() {
        server.add(rows(25)).wrapInData();
        assertThat(client.responses(POLL.pageSize(10)).list()).hasSize(25);
        server.bareArrays();
        assertThat(client.responses(POLL).list()).hasSize(25);
    }

    @Test
    void authorizationScheme_bearer_isSentBeforeTheKey() {
        ZigpollClient bearer = ZigpollClient.builder()
                .apiKey(KEY)
                .authorizationScheme("Bearer")
                .baseUri(server.uri())
                .build();
        assertThatThrownBy(bearer::me).isInstanceOf(ZigpollException.class);
        server.acceptBearer();
        assertThat(bearer.me()).isNotEmpty();
    }

    @Test
    void query_badValue_failsAtThatLine() {
        assertThatThrownBy(() -> ResponseQuery.poll(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pollId is blank");
        assertThatThrownBy(() -> POLL.pageSize(1_001)).hasMessageContaining("1 to 1000, got 1001");
        assertThatThrownBy(() -> POLL.pageSize(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLL.atMost(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ZigpollFault page(String endCursor) {
        return ZigpollFault.body(
                200, "application/json", "{\"data\":[],\"hasNextPage\":true,\"endCursor\":\"" + endCursor + "\"}");
    }

    private static List<ZigpollRow> rows(int number) {
        List<ZigpollRow> rows = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rows.add(ZigpollRow.vote("Podcast").order("SO-" + i).at(NOON.plusSeconds(i)));
        }
        return rows;
    }
}
