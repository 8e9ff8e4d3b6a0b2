// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.zigpoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotmetrics.zigpoll.ZigpollException.Kind;
import io.pilotmetrics.zigpoll.ZigpollResponses.End;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZigpollFailureTest {

    private static final String KEY = "pk-0123456789abcdef";
    private static final ResponseQuery POLL =
            ResponseQuery.poll(ZigpollRow.POLL).pageSize(10);

    private final ZigpollServer server = ZigpollServer.start(KEY);
    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        server.close();
        Thread.interrupted();
    }

    private ZigpollClient.Builder builder() {
        return ZigpollClient.builder().apiKey(KEY).baseUri(server.uri()).waiting(waits::add);
    }

    private ZigpollException failure() {
        return failure(builder().build());
    }

    private static ZigpollException failure(ZigpollClient client) {
        ZigpollException e = catchThrowableOfType(ZigpollException.class, () -> client.responses(POLL));
        assertThat(e).as("a failure").isNotNull();
        StringWriter all = new StringWriter();
        e.printStackTrace(new PrintWriter(all, true));
        assertThat(all.toString()).as("no place shows the key").doesNotContain(KEY);
        return e;
    }

    @Test
    void wrongKey_isRefusedOnEveryPathAndNeverShown() {
        String wrong = "pk-wrong-fedcba9876543210";
        ZigpollClient client =
                ZigpollClient.builder().apiKey(wrong).baseUri(server.uri()).build();

        ZigpollException e = failure(client);
        assertThat(e)
                .hasMessage("Zigpoll refused the API key (422, GET /responses, page 1): set a valid one with"
                        + " ZigpollClient.builder().apiKey(…)");
        assertThat(e.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(e.status()).hasValue(422);
        assertThat(e.kept().list()).isEmpty();
        assertThatThrownBy(client::me)
                .hasMessageStartingWith("Zigpoll refused the API key (422, GET /me): set")
                .hasMessageNotContaining(wrong);
        assertThat(client.toString()).doesNotContain(wrong);
        assertThat(ZigpollClient.builder().apiKey(wrong).toString()).doesNotContain(wrong);
        assertThat(server.requests()).as("no retry").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 422})
    void keyRefusedOnPageThree_keepsWhatWasRead(int status) {
        add(35);
        server.fail(3, ZigpollFault.body(status, "application/json", "{\"error\":\"bad key " + KEY + "\"}"));

        ZigpollException e = failure();

        assertThat(e)
                .hasMessage("Zigpoll refused the API key (" + status + ", GET /responses, page 3): set a valid one with"
                        + " ZigpollClient.builder().apiKey(…); 20 answers already read are kept");
        assertThat(e.kept().list()).hasSize(20);
        assertThat(e.kept().pages()).isEqualTo(2);
        assertThat(e.kept().end()).isEqualTo(End.FAILURE);
    }

    @Test
    void remaining_readsOnFromThePageThatFailed() {
        add(35);
        server.fail(3, ZigpollFault.status(400));

        ZigpollException e = failure();
        ZigpollResponses rest = builder().build().responses(e.remaining().orElseThrow());

        List<String> all = new ArrayList<>();
        e.kept().list().forEach(row -> all.add(row.id()));
        rest.list().forEach(row -> all.add(row.id()));
        assertThat(all).hasSize(35).doesNotHaveDuplicates();
        assertThat(rest.isComplete()).isTrue();
    }

    @Test
    void otherRefusal_saysWhatZigpollSaysWithoutTheKey() {
        server.failAlways(ZigpollFault.body(
                400, "application/json", "{\"errors\":[1],\"message\":\"no such poll,\\n key " + KEY + "\"}"));

        ZigpollException e = failure();

        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        assertThat(e)
                .hasMessageStartingWith("Zigpoll refused the request, saying \"no such poll, key (key)\""
                        + " (400, GET /responses, page 1): check the ids");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>no</html>", "[1]", "{\"error\":", "{\"error\":{\"a\":1}}"})
    void otherRefusal_unreadableExplanation_isLeftOut(String body) {
        server.failAlways(ZigpollFault.body(404, "text/plain", body));
        assertThat(failure()).hasMessageStartingWith("Zigpoll refused the request (404, GET /responses, page 1)");
    }

    @Test
    void redirect_isNotFollowed() {
        server.failAlways(ZigpollFault.status(302));
        assertThat(failure()).hasMessageContaining("(302, ").hasMessageContaining("not followed");
    }

    @Test
    void tooManyRequests_waitsAsAskedElseLongerEachTime() {
        add(3);
        server.fail(1, ZigpollFault.tooManyRequests("7"), ZigpollFault.tooManyRequests(), ZigpollFault.status(503));

        assertThat(builder().build().responses(POLL).list()).hasSize(3);
        assertThat(waits).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @ParameterizedTest
    @CsvSource({
        "0,200",
        "-1,200",
        "soon,200",
        "'Wed, 21 Oct 2026 07:28:00 GMT',200",
        "NaN,200",
        "1.5,1500",
        "' 2 ',2000"
    })
    void retryAfter_isTakenAsPositiveSecondsOnly(String header, long millis) {
        server.fail(1, ZigpollFault.tooManyRequests(header));

        builder().build().responses(POLL);

        assertThat(waits).containsExactly(Duration.ofMillis(millis));
    }

    @Test
    void retryAfter_longerThanAllowed_failsAtOnce() {
        server.failAlways(ZigpollFault.tooManyRequests("3600"));

        assertThat(failure())
                .hasMessage("Zigpoll asks to slow down (429, GET /responses, page 1): try again in 3600 s, or let it"
                        + " wait that long with longestWait(…)");
        assertThat(waits).isEmpty();
        assertThat(server.requests()).hasSize(1);

        failure(builder().longestWait(Duration.ofHours(1)).build());
        assertThat(waits).containsOnly(Duration.ofHours(1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void unavailable_isTriedThreeTimesMore(int status) {
        add(10);
        server.fail(
                2,
                ZigpollFault.html(status),
                ZigpollFault.html(status),
                ZigpollFault.html(status),
                ZigpollFault.html(status));
        add(10);

        ZigpollException e = failure();

        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(e.status()).hasValue(status);
        assertThat(e)
                .hasMessageEndingWith(" (" + status + ", GET /responses, page 2, 4 tries): try again later;"
                        + " 10 answers already read are kept");
        assertThat(waits).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void connectionCutOff_isTriedAgain() {
        add(1);
        server.fail(1, ZigpollFault.cutOff(), ZigpollFault.cutOff());

        assertThat(builder().build().responses(POLL).list()).hasSize(1);
        assertThat(waits).hasSize(2);
    }

    @Test
    void stalledBody_endsWithTheTimeout() {
        server.failAlways(ZigpollFault.stalled());

        ZigpollException e = failure(builder().timeout(Duration.ofMillis(150)).build());

        assertThat(e)
                .hasMessageStartingWith(
                        "Zigpoll gave no whole answer within 150 ms (GET /responses, page 1, 4 tries): try again later");
        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(e.status()).isEmpty();
    }

    @Test
    void nobodyListening_namesTheAddress() {
        URI gone = server.uri();
        server.close();

        ZigpollException e = failure();

        assertThat(e)
                .hasMessage("Zigpoll could not be reached at " + gone + ", ConnectException (GET /responses, page 1,"
                        + " 4 tries): check that address and the network, and try again");
        assertThat(e).hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void interruptedWhileWaiting_endsAndKeepsTheInterrupt() {
        add(20);
        server.fail(2, ZigpollFault.status(503));
        ZigpollClient client = builder()
                .waiting(duration -> {
                    throw new InterruptedException();
                })
                .build();

        ZigpollException e = failure(client);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(e.kept().list()).hasSize(10);
        assertThat(e).hasMessageContaining("page 2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <html><body>hello</body></html>         | Zigpoll answered with a web page of 31 bytes instead of JSON
            ~~                                      | Zigpoll answered with an empty body instead of JSON
            not json, secret-answer                 | Zigpoll's answer of 23 bytes is not JSON at line 1, column
            {"data":[{"_id":"a","response":"secret-a | Zigpoll's answer of 40 bytes is not JSON at line 1, column
            "secret-answer"                         | Zigpoll's answer needs an object or an array at its top, found a text
            {"error":"secret-answer"}               | Zigpoll's answer needs an array at /data, found nothing
            {"data":null}                           | Zigpoll's answer needs an array at /data, found null
            {"data":{"items":[]}}                   | Zigpoll's answer needs an array at /data, found nothing
            {"data":[],"hasNextPage":"secret"}      | Zigpoll's answer needs true or false at /hasNextPage, found a text
            {"data":[],"endCursor":[]}              | Zigpoll's answer needs a text at /endCursor, found an array
            {"data":["secret-answer"]}              | Zigpoll's answer needs an object at /data/0, found a text
            {"data":[{"response":"secret"}]}        | Zigpoll's answer needs a text at /data/0/_id, found nothing
            {"data":[{"_id":"a"}]}                  | Zigpoll's answer needs a time at /data/0/createdAt, found nothing
            {"data":[{"_id":"a","createdAt":"secret"}]} | Zigpoll's answer needs an ISO-8601 time like 2026-03-01T12:00:00Z at /data/0/createdAt, found another text of 6 characters
            {"data":[{"_id":{"secret":1}}]}         | Zigpoll's answer needs a text at /data/0/_id, found an object
            """)
    void unreadableBody_saysWhereAndNeverWhat(String body, String problem) {
        add(15);
        server.fail(2, ZigpollFault.body(200, "application/json", body));

        ZigpollException e = failure();

        assertThat(e.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(e)
                .hasMessageStartingWith(problem)
                .hasMessageContaining("(GET /responses, page 2): check that baseUri(…) is Zigpoll's API")
                .hasMessageEndingWith("; 10 answers already read are kept");
        StringWriter all = new StringWriter();
        e.printStackTrace(new PrintWriter(all, true));
        assertThat(all.toString()).doesNotContain("secret");
        assertThat(waits).as("no retry").isEmpty();
    }

    @Test
    void nestedWithoutEnd_isRefused() {
        server.failAlways(ZigpollFault.body(200, "application/json", "{\"x\":" + "[".repeat(100_000)));
        assertThat(failure().kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void bodyLongerThanAllowed_isNotReadToItsEnd() {
        add(15);
        int whole = 10_000;
        server.fail(2, ZigpollFault.body(200, "application/json", "[" + " ".repeat(whole - 2) + "]"));

        assertThat(failure(builder().maxBodyBytes(whole - 1).build()))
                .hasMessage("Zigpoll's answer is longer than 9999 bytes (GET /responses, page 2): ask for smaller pages"
                        + " with pageSize(…), or raise maxBodyBytes(…); 10 answers already read are kept");
        server.failAlways(ZigpollFault.body(200, "application/json", "[" + " ".repeat(whole - 2) + "]"));
        assertThat(builder().maxBodyBytes(whole).build().responses(POLL).list()).isEmpty();
    }

    @Test
    void builder_badValue_failsAtThatLine() {
        ZigpollClient.Builder builder = ZigpollClient.builder();
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Zigpoll client: no API key is set; call apiKey(…) with one from Zigpoll's dashboard");
        assertThatThrownBy(() -> builder.apiKey("secret\nheader"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(13 characters)")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> builder.apiKey(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.apiKey(" " + KEY + "\n").apiKey("other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(KEY)
                .hasMessageNotContaining("other");
        assertThatThrownBy(() -> builder.baseUri(URI.create("ftp://example.test")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.baseUri(URI.create("https://user:secret@example.test")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> builder.timeout(Duration.ZERO)).hasMessageContaining("above zero, got PT0S");
        assertThatThrownBy(() -> builder.longestWait(Duration.ofSeconds(-1))).hasMessageContaining("above zero");
        assertThatThrownBy(() -> builder.maxBodyBytes(0)).hasMessageContaining("1 byte or more, got 0");
        assertThatThrownBy(() -> builder.authorizationScheme("Bearer\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.baseUri(URI.create("http://example.test/api/")).toString())
                .isEqualTo("ZigpollClient.Builder[http://example.test/api, key set]");
    }

    private void add(int number) {
        for (int i = 0; i < number; i++) {
            server.add(ZigpollRow.vote("Podcast")
                    .at(Instant.parse("2026-11-20T12:00:00Z").plusSeconds(i)));
        }
    }
}
