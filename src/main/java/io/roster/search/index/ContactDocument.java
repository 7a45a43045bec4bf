package io.roster.search.index;

import io.roster.filter.Subject;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;

/** A contact as the index holds it. */
public final class ContactDocument {
    private ContactDocument() {}

    public static Document of(Subject subject) {
        throw new IllegalStateException("to be written: " + subject);
    }

    /** The one document of a contact, to replace or delete it by. */
    public static Term idTerm(UUID contactId) {
        throw new IllegalStateException("to be written: " + contactId);
    }
}
