// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotmetrics.PilotMetrics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Fills quarantines with persons and secrets wherever a user's data can be, and searches all that comes out. */
class NoLeakTest {

    private static final long SECOND = 1_000_000_000L;
    private static final byte[] KEY = "a-key-that-nobody-may-see-anywhere".getBytes(UTF_8);

    /** One person, no part of whom may come out. */
    record Person(String email, String token, String name, String campaign, List<String> tags) {

        static Person any(Random random) {
            String first = letters(random, 9);
            String last = letters(random, 11);
            return new Person(
                    (first + "." + last + "@" + letters(random, 8) + ".example").toLowerCase(Locale.ROOT),
                    "sk_live_" + letters(random, 24),
                    first + " " + last,
                    "spring",
                    List.of("vip:" + letters(random, 10)));
        }

        private static String letters(Random random, int length) {
            return random.ints(length, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        /** What is searched for: each as it is, and as it would be if it were merely encoded. */
        List<String> secrets() {
            List<String> secrets = new ArrayList<>();
            for (String plain : List.of(
                    email, token, name, name.split(" ", -1)[1], tags.get(0).substring(4))) {
                byte[] bytes = plain.getBytes(UTF_8);
                secrets.add(plain);
                secrets.add(HexFormat.of().formatHex(bytes));
                secrets.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            }
            return secrets;
        }
    }

    /** All that came out while something ran. */
    private static String output(Map<String, Object> results, Runnable work) {
        StringWriter out = new StringWriter();
        PrintStream terminal = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream captured = new PrintStream(printed, true, UTF_8);
        Logger root = Logger.getLogger("");
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                out.append(entry.getMessage()).append('\n');
                if (entry.getThrown() != null) {
                    entry.getThrown().printStackTrace(new PrintWriter(out));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Level level = root.getLevel();
        root.addHandler(log);
        root.setLevel(Level.ALL);
        System.setOut(captured);
        System.setErr(captured);
        try {
            work.run();
        } finally {
            System.setOut(terminal);
            System.setErr(errors);
            root.setLevel(level);
            root.removeHandler(log);
        }
        results.forEach((name, result) -> {
            out.append(String.valueOf(result)).append('\n');
            for (Throwable cause = result instanceof Throwable thrown ? thrown.getCause() : null;
                    cause != null;
                    cause = cause.getCause()) {
                out.append(cause.toString()).append('\n');
            }
        });
        return out + printed.toString(UTF_8);
    }

    private static String everything(List<Person> persons, Redaction<Person> redaction) {
        Map<String, Object> results = new LinkedHashMap<>();
        return output(results, () -> {
            List<Sample> sunk = new ArrayList<>();
            HashKey key = HashKey.of(KEY);
            Quarantine<Person> plain = quarantine(key, redaction, sunk);
            Quarantine<Person> byFunction = quarantine(
                    key,
                    Redaction.of(person -> Map.of(
                            person.email(), 1, "name", CharBuffer.wrap(person.name()), "all", person, "token", person)),
                    sunk);
            Quarantine<Person> failing = Quarantine.<Person>builder("failing")
                    .key(key)
                    .redaction(Redaction.of(person -> {
                        throw new IllegalStateException("cannot read " + person);
                    }))
                    .id(person -> {
                        throw new IllegalArgumentException(person.email());
                    })
                    .sink(sample -> {
                        throw new IllegalStateException("cannot store " + sample);
                    })
                    .capacity(1_000)
                    .build();
            long now = 0;
            for (Person person : persons) {
                now += SECOND;
                String json = "{\"email\":\"" + person.email() + "\",\"token\":\"" + person.token() + "\"";
                for (Quarantine<Person> each : List.of(plain, byFunction, failing)) {
                    each.malformed("missing_name", person, now);
                    each.conflicting(person, person.hashCode(), person.email().hashCode(), now);
                    each.unparsed("not_json", json, now);
                    each.unparsed("not_json", json.getBytes(UTF_8), now);
                    each.unparsed("Unexpected end after " + person.email(), now);
                }
                for (String hostile : List.of(
                        json,
                        json + ",}",
                        person.name(),
                        "{" + person.token(),
                        "{\"" + person.email() + "\":1,\"" + person.email() + "\":1}",
                        "{\"kind\":\"" + person.token() + "\"}",
                        "{\"handler\":[\"" + person.name() + "\"]}")) {
                    results.put("parse" + results.size(), catchThrowable(() -> Sample.parse(hostile)));
                    results.put("parse" + results.size(), catchThrowable(() -> QuarantineSnapshot.parse(hostile)));
                }
            }
            results.put("key", key);
            for (Quarantine<Person> each : List.of(plain, byFunction, failing)) {
                QuarantineSnapshot snapshot = each.snapshot();
                assertThat(snapshot.samples()).hasSize(1_000);
                results.put(each + "json", snapshot.toJson());
                results.put(each + "lines", snapshot.toNdjson());
                results.put(
                        each + "text",
                        List.of(
                                each,
                                snapshot,
                                snapshot.samples(),
                                snapshot.samples().get(0)));
                results.put(
                        each + "fields",
                        snapshot.samples().stream().map(Sample::fields).toList());
                results.put(
                        each + "ids",
                        snapshot.samples().stream()
                                .map(s -> String.valueOf(s.id()))
                                .toList());
            }
            results.put("sunk", sunk.stream().map(Sample::toJson).toList());
            results.put("redaction", redaction);
            results.put("builder", Quarantine.<Person>builder("b").key(key).redaction(redaction));
        });
    }

    private static Quarantine<Person> quarantine(HashKey key, Redaction<Person> redaction, List<Sample> sunk) {
        return Quarantine.<Person>builder("lead.ingest")
                .key(key)
                .redaction(redaction)
                .id(Person::email)
                .sink(sunk::add)
                .capacity(1_000)
                .build();
    }

    private static List<Person> persons(long seed) {
        Random random = new Random(seed);
        List<Person> persons = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            persons.add(Person.any(random));
        }
        return persons;
    }

    private static List<String> found(String output, List<Person> persons) {
        String searched = output.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        persons.forEach(person -> person.secrets().stream()
                .filter(secret -> searched.contains(secret.toLowerCase(Locale.ROOT)))
                .forEach(found::add));
        return found;
    }

    @Test
    void persons_inFieldsIdsInputAndExceptions_comeOutNowhere() {
        List<Person> persons = persons(1);
        String output = everything(persons, Redaction.ofRecord(Person.class).show("campaign"));
        assertThat(output).contains("\"spring\"", "hmac:").hasSizeGreaterThan(1_000_000);
        assertThat(found(output, persons)).isEmpty();
        assertThat(output).doesNotContain(new String(KEY, UTF_8), HexFormat.of().formatHex(KEY));
    }

    /** Of an event that is a map the keys come from the sender as the values do. */
    @Test
    void persons_inKeysOfAPilotsEvents_comeOutNowhere() {
        List<Person> persons = persons(3);
        String output = output(new LinkedHashMap<>(), () -> {});
        try (PilotMetrics pilot = PilotMetrics.builder("p").hashKey(KEY).build()) {
            var events = pilot.handler("maps", Map.class)
                    .id(event -> event.get("id"))
                    .malformedIf("any", event -> true)
                    .register();
            for (Person person : persons) {
                events.run(
                        Map.of(
                                "id",
                                person.email(),
                                person.token(),
                                1,
                                person.name().split(" ", -1)[1],
                                2),
                        event -> {});
                events.malformed("Unexpected " + person.name(), person.email());
            }
            output += pilot.snapshot().toJson() + events.quarantine().toJson() + events.snapshot() + pilot.snapshot();
        }
        assertThat(output).contains("hmac:", "\"any\"");
        assertThat(found(output, persons)).isEmpty();
    }

    @Test
    void aPlantedLeak_isFoundByTheSameSearch() {
        List<Person> persons = persons(2);
        String output = everything(persons, Redaction.ofRecord(Person.class).show("campaign", "email"));
        assertThat(found(output, persons)).contains(persons.get(199).email());
        assertThat(found(output + "logged: " + persons.get(0).token(), persons))
                .contains(persons.get(0).token());
    }
}
