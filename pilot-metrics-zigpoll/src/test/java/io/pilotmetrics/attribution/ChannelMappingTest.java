// Copyright 2026 The pilot-metrics authors
// SPDX-License-Identifier: Apache-2.0
package io.pilotmetrics.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelMappingTest {

    private final ChannelMapping mapping = ChannelMapping.builder()
            .answer("Google & Co", "Organic Search")
            .answer("I <3 radio", "Audio")
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Google & Co",
                "google & co",
                "  GOOGLE   &\tCO\n",
                "<b>Google</b> &amp; Co",
                "<p class=\"a\">Google<br/>&amp;&nbsp;Co</p>",
                "Google\u00a0& Co"
            })
    void channelOf_caseSpaceAndHtml_makeNoDifference(String answer) {
        assertThat(mapping.channelOf(answer)).contains("Organic Search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<b></b>", "Google", "Google & Co, Radio", "Bing"})
    void channelOf_otherAnswer_isUnknown(String answer) {
        assertThat(mapping.channelOf(answer)).isEmpty();
    }

    @Test
    void channelOf_lessThanSign_isNoTag() {
        assertThat(mapping.channelOf("i <3 radio")).contains("Audio");
        assertThat(mapping.channelOf("I &lt;3 radio")).contains("Audio");
    }

    @Test
    void channelOf_turkishDefaultLocale_knowsTheSameAnswers() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(ChannelMapping.builder()
                            .answer("LINKEDIN", "Organic Social")
                            .build()
                            .channelOf("linkedin"))
                    .contains("Organic Social");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<a", "<a ", "<!--", "&", "&amp;"})
    void channelOf_hostileText_takesLinearTime(String part) {
        String text = part.repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> mapping.channelOf(text));
    }

    @Test
    void answer_secondMeaning_isRefusedWithBoth() {
        ChannelMapping.Builder builder = ChannelMapping.builder().answer("Google", "Organic Search");
        assertThat(builder.answer("google", "Organic Search").build().channelOf("GOOGLE"))
                .contains("Organic Search");
        assertThatThrownBy(() -> builder.answer("<i>GOOGLE</i>", "Paid Search"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"google\" means \"Organic Search\" already and cannot mean \"Paid Search\"");
        assertThatThrownBy(() -> builder.answer("<b></b>", "Email")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.answer("Mail", " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
