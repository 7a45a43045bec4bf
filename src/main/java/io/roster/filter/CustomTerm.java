package io.roster.filter;

import io.roster.customfield.CustomField;
import io.roster.db.SqlText;
import io.roster.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A custom field in a filter: {@code custom_fields.plan}. Where a contact has no value, the fallback is seen. */
public record CustomTerm(CustomField field) implements FilterField {
    static final String PREFIX = "custom_fields.";

    @Override
    public String wire() {
        return PREFIX + field.name();
    }

    @Override
    public FieldType type() {
        return switch (field.type()) {
            case STRING, DROPDOWN -> FieldType.TEXT;
            case NUMBER -> FieldType.NUMBER;
            case BOOLEAN -> FieldType.BOOLEAN;
            case DATE -> FieldType.DATE;
            case MULTI_SELECT -> FieldType.CHOICES;
        };
    }

    @Override
    public Table table() {
        return Table.CONTACT;
    }

    @Override
    public boolean isRequired() {
        return field.fallback() != null;
    }

    @Override
    public void write(SqlText sql) {
        if (field.fallback() == null) {
            writeStored(sql);
            return;
        }
        sql.add("coalesce(");
        writeStored(sql);
        sql.add(", ");
        if (field.fallback() instanceof List<?> choices) {
            sql.value("jsonb", Json.write(choices));
        } else {
            sql.value(type().sql(), field.fallback());
        }
        sql.add(type().sql().equals("text") && !type().isMany() ? " collate \"C\")" : ")");
    }

    @Override
    public void writeStored(SqlText sql) {
        sql.add(type().isMany() ? "(c.custom_fields -> " : "(c.custom_fields ->> ");
        sql.value("text", Integer.toString(field.key()));
        sql.add(
                switch (type()) {
                    case NUMBER -> ")::numeric";
                    case BOOLEAN -> ")::bool";
                    case TEXT, DATE -> ") collate \"C\"";
                    case TIME, ID, TEXTS, CHOICES -> ")";
                });
    }

    @Override
    public @Nullable Object value(Subject subject) {
        Object stored = storedValue(subject);
        return stored == null ? field.fallback() : stored;
    }

    @Override
    public @Nullable Object storedValue(Subject subject) {
        return subject.contact().custom().stored(field);
    }
}
