package io.roster.contact;

import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomValues;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of drafts as far as that needs nothing of the database: worked out when it is asked for, or ahead, while
 * the database is busy with other drafts. For one thread at a time.
 */
public final class Preparation {
    private final CustomFieldSet fields;
    private final Derivation derivation;
    private final IdentityHashMap<ContactDraft, Checked> checked = new IdentityHashMap<>();
    private final IdentityHashMap<ContactDraft, Contact> sketches = new IdentityHashMap<>();

    /**
     * What a draft gives a new contact in its custom fields.
     *
     * @param objection why it cannot be taken in
     */
    record Checked(CustomValues custom, @Nullable Failure objection) {}

    Preparation(CustomFieldSet fields, Derivation derivation) {
        this.fields = fields;
        this.derivation = derivation;
    }

    /** Works ahead, for nothing where the contact turns out to be there already. */
    public void prepare(ContactDraft draft) {
        if (checked(draft).objection() == null) {
            sketch(draft);
        }
    }

    /** This when it goes by the definitions {@code now}, otherwise an empty one that does. */
    Preparation by(CustomFieldSet now) {
        return fields == now ? this : new Preparation(now, derivation);
    }

    CustomFieldSet fields() {
        return fields;
    }

    Checked checked(ContactDraft draft) {
        return checked.computeIfAbsent(draft, this::check);
    }

    /** What a new contact has by the draft alone; see {@link Contact#begun}. */
    Contact sketch(ContactDraft draft) {
        return sketches.computeIfAbsent(draft, this::draw);
    }

    private Checked check(ContactDraft draft) {
        CustomValues none = CustomValues.of(fields);
        try {
            return new Checked(none.with(fields, draft.fields().customFields()), null);
        } catch (Refusal refusal) {
            return new Checked(none, refusal.failure());
        }
    }

    private Contact draw(ContactDraft draft) {
        ContactPatch patch = draft.fields().withoutClearing();
        Profile profile = Profile.EMPTY.with(patch.profile());
        List<String> tags = patch.tags() == null ? List.of() : patch.tags();
        Contact sketch =
                Contact.sketch(draft.email(), profile, tags, checked(draft).custom());
        return derivation.apply(null, sketch, patch);
    }
}
