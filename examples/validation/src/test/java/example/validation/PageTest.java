// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages' snippets are the tagged regions of the tests that they name. */
class PageTest {

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\S+) (\\S+) -->\\R```java\\R(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "malformed.md",
                "duplicates.md",
                "conversions.md",
                "counts.md",
                "cohorts.md",
                "missing.md",
                "micrometer.md"
            })
    void page_everySnippet_isARegionOfATest(String name) throws IOException {
        String page = Files.readString(Path.of("../../docs", name));
        List<MatchResult> snippets = SNIPPET.matcher(page).results().toList();
        assertThat(snippets).hasSize(page.split("```java", -1).length - 1).isNotEmpty();
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(3)).isEqualTo(region(snippet.group(1), snippet.group(2)));
        }
    }

    /** All regions of one tag in their order, moved to the left margin. */
    private static String region(String file, String tag) throws IOException {
        String source = Files.readString(Path.of("src/test/java/example/validation", file));
        Matcher regions = Pattern.compile(" *// tag::" + tag + "\\[]\n(.*?) *// end::" + tag + "\\[]\n", Pattern.DOTALL)
                .matcher(source);
        StringBuilder text = new StringBuilder();
        while (regions.find()) {
            text.append(regions.group(1));
        }
        assertThat(text).isNotEmpty();
        return text.toString().stripTrailing().stripIndent() + "\n";
    }
}
