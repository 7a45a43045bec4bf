package io.roster.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresSettingsTest {
    @Test
    void memoryIsTakenByTheSizeOfTheMachine() {
        assertThat(PostgresSettings.durable(256L << 20).values())
                .containsEntry("shared_buffers", "32MB")
                .containsEntry("work_mem", "4MB");
        assertThat(PostgresSettings.durable(2L << 30).values())
                .containsEntry("shared_buffers", "256MB")
                .containsEntry("effective_cache_size", "1024MB");
        assertThat(PostgresSettings.durable(256L << 30).values())
                .containsEntry("shared_buffers", "512MB")
                .containsEntry("work_mem", "32MB");
    }

    @Test
    void aServersCommitsAreDurable() {
        assertThat(PostgresSettings.durable().values())
                .containsEntry("fsync", "on")
                .containsEntry("synchronous_commit", "on")
                .containsEntry("full_page_writes", "on");
    }
}
