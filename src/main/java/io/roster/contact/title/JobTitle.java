package io.roster.contact.title;

public record JobTitle(
        io.roster.contact.@org.jspecify.annotations.Nullable Seniority seniority,
        @org.jspecify.annotations.Nullable String department) {}
