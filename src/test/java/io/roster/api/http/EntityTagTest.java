package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.failure.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final EntityTag TAG = new EntityTag("\"abc\"");

    @Test
    void equalBytesHaveEqualTagsAndOthersHaveOthers() {
        byte[] body = "body".getBytes(StandardCharsets.UTF_8);
        assertThat(EntityTag.of(body)).isEqualTo(EntityTag.of(body.clone()));
        assertThat(EntityTag.of(body)).isNotEqualTo(EntityTag.of(new byte[0]));
        assertThat(EntityTag.of(body).header()).matches("\"[A-Za-z0-9_-]{22}\"");
    }

    @Test
    void ifMatchComparesStrongly() {
        assertThat(TAG.matches("\"abc\"")).isTrue();
        assertThat(TAG.matches("*")).isTrue();
        assertThat(TAG.matches("\"x,y\", \"abc\"")).isTrue();
        assertThat(TAG.matches("W/\"abc\"")).isFalse();
        assertThat(TAG.matches("\"abcd\"")).isFalse();
    }

    @Test
    void ifNoneMatchComparesWeakly() {
        assertThat(TAG.isKnownBy("W/\"abc\"")).isTrue();
        assertThat(TAG.isKnownBy(" \"x\" ,W/\"y\",\"abc\" ")).isTrue();
        assertThat(TAG.isKnownBy("*")).isTrue();
        assertThat(TAG.isKnownBy("\"x\", \"y\"")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "\"abc", "\"abc\" \"d\"", "w/\"abc\"", "\"a\"b\"", "*, \"abc\""})
    void aMalformedListIsRefused(String list) {
        assertThatThrownBy(() -> TAG.matches(list)).isInstanceOf(Refusal.class);
    }
}
