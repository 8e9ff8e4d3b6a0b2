// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's snippets are the tagged regions of the tests that it names. */
class PageTest {

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\S+) (\\S+) -->\\R```java\\R(.*?)```", Pattern.DOTALL);

    private static String region(String file, String tag) throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/pilotmetrics/otel", file));
        String start = "// tag::" + tag + "[]\n";
        int from = source.indexOf(start) + start.length();
        return source.substring(from, source.indexOf("// end::" + tag + "[]")).stripIndent();
    }

    @Test
    void page_everySnippet_isARegionOfATest() throws IOException {
        String page = Files.readString(Path.of("../docs/opentelemetry.md"));
        List<MatchResult> snippets =
                new ArrayList<>(SNIPPET.matcher(page).results().toList());
        assertThat(snippets).hasSize(page.split("```java", -1).length - 1).isNotEmpty();
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(3).strip())
                    .isEqualTo(region(snippet.group(1), snippet.group(2)).strip());
        }
    }
}
