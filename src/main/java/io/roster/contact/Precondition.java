package io.roster.contact;

/** What must hold of a contact as it is, under lock, before it is changed: an {@code If-Match}. */
@FunctionalInterface
public interface Precondition {
    Precondition NONE = contact -> true;

    boolean holds(Contact current);
}
