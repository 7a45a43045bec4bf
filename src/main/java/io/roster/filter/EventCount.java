package io.roster.filter;

import io.roster.db.SqlText;
import java.math.BigDecimal;
import java.util.Set;

/** How many events of a type the engine has seen of a contact: {@code event_count.email_opened}. */
public record EventCount(String eventType) implements FilterField {
    static final String PREFIX = "event_count.";
    static final Set<String> EVENT_TYPES = Set.of(
            "email_sent",
            "email_delivered",
            "email_opened",
            "email_clicked",
            "email_replied",
            "email_bounced",
            "email_unsubscribed",
            "email_complained",
            "reply_classified");

    @Override
    public String wire() {
        return PREFIX + eventType;
    }

    @Override
    public FieldType type() {
        return FieldType.NUMBER;
    }

    @Override
    public Table table() {
        return Table.ACTIVITY;
    }

    @Override
    public boolean isRequired() {
        return true;
    }

    @Override
    public void write(SqlText sql) {
        sql.add("coalesce((a.counts ->> ").value("text", eventType).add(")::numeric, 0)");
    }

    @Override
    public BigDecimal value(Subject subject) {
        return BigDecimal.valueOf(subject.activity().counts().getOrDefault(eventType, 0));
    }
}
