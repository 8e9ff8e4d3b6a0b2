// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows is what stands here, compiled and run. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..", "..");

    @ParameterizedTest
    @CsvSource({"Wrapper, wrapper", "Annotated, annotation"})
    void readme_showsTheCompiledSnippet(String file, String tag) throws IOException {
        String source = Files.readString(Path.of("src/main/java/example/" + file + ".java"));
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(readme).contains("```java\n" + region(source, tag) + "```");
    }

    /** All regions of one tag, each moved to the left margin, with a blank line between. */
    private static String region(String source, String tag) {
        Matcher regions = Pattern.compile("// tag::" + tag + "\\[]\n(.*?)\n *// end::" + tag + "\\[]", Pattern.DOTALL)
                .matcher(source);
        StringBuilder text = new StringBuilder();
        while (regions.find()) {
            String region = regions.group(1);
            int margin = region.lines()
                    .filter(line -> !line.isBlank())
                    .mapToInt(line -> line.length() - line.stripLeading().length())
                    .min()
                    .orElseThrow();
            text.append(text.isEmpty() ? "" : "\n")
                    .append(region.lines()
                            .map(line -> line.isBlank() ? "" : line.substring(margin))
                            .collect(Collectors.joining("\n"))
                            .strip())
                    .append('\n');
        }
        assertThat(text).isNotEmpty();
        return text.toString();
    }

    @Test
    void wrapper_run_printsAScorecard() {
        assertThat(printed(() -> Wrapper.main(new String[0])))
                .contains("saved L-1", "crm-pilot: INCONCLUSIVE", "lead.ingest error.rate <= 0.01");
    }

    @Test
    void annotation_run_printsAScorecard() {
        assertThat(printed(() -> Annotated.main(new String[0])))
                .contains("saved L-1", "lead.ingest latency p95 <= 200 ms");
    }

    private static String printed(Runnable main) {
        PrintStream terminal = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            main.run();
        } finally {
            System.setOut(terminal);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
