package io.roster.filter;

/** What kind of values a field has, and so how they are bound and compared. */
public enum FieldType {
    TEXT("text"),
    NUMBER("numeric"),
    BOOLEAN("bool"),
    TIME("timestamptz"),
    ID("uuid"),
    TEXTS("text");

    private final String sql;

    FieldType(String sql) {
        this.sql = sql;
    }

    /** PostgreSQL's type of one value. */
    public String sql() {
        return sql;
    }
}
