package io.roster.api.nimbus;

import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.company.CompanyChoice;
import io.roster.company.Domain;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.EmailAddress;
import io.roster.contact.ProfileField;
import io.roster.contact.Tags;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a NimbusOS caller says of a contact, as a draft or a patch. Every value is in its stored form when it leaves here. */
final class NimbusContactFields {
    /** Taken and not heeded, so that what was read can be sent back. */
    private static final Set<String> READ_ONLY = Set.of(
            "id",
            "workspace_id",
            "full_name",
            "lead_score",
            "icp_tier",
            "grade",
            "verification_status",
            "is_enriched",
            "is_deleted",
            "deleted_at",
            "deletion_reason",
            "company",
            "created_at",
            "updated_at");

    private NimbusContactFields() {}

    static ContactDraft draft(Fields fields) {
        Given<String> email = fields.text("email");
        String address = EmailAddress.normalise(
                email.place(), email.value().orElseThrow(() -> Failure.invalid(email.place(), "Email is required")));
        ContactPatch patch = patch(fields, null, false);
        return new ContactDraft(address, patch.withoutClearing());
    }

    static ContactPatch patch(Fields fields) {
        Given<String> email = fields.text("email");
        String address = email.isGiven()
                ? EmailAddress.normalise(email.place(), email.value().orElse(""))
                : null;
        Given<Boolean> deleted = fields.bool("is_deleted");
        if (deleted.value().orElse(false)) {
            throw Failure.invalid(deleted.place(), "is_deleted can be set to false only; to delete, use DELETE");
        }
        return patch(fields, address, deleted.value().isPresent());
    }

    private static ContactPatch patch(Fields fields, @Nullable String email, boolean restore) {
        ContactPatch patch =
                new ContactPatch(email, profile(fields), tags(fields), customFields(fields), company(fields), restore);
        fields.refuseOthers(READ_ONLY);
        return patch;
    }

    private static Map<ProfileField, Optional<String>> profile(Fields fields) {
        Map<ProfileField, Optional<String>> profile = new EnumMap<>(ProfileField.class);
        for (ProfileField field : ProfileField.values()) {
            Given<String> given = fields.text(field.wire());
            if (given.isGiven()) {
                profile.put(
                        field, given.value().flatMap(raw -> Optional.ofNullable(field.normalise(given.place(), raw))));
            }
        }
        return profile;
    }

    private static @Nullable List<String> tags(Fields fields) {
        Given<List<String>> tags = fields.texts("tags");
        return tags.isGiven() ? Tags.normalise(tags.place(), tags.value().orElse(List.of())) : null;
    }

    private static Map<String, Optional<Object>> customFields(Fields fields) {
        Map<String, Optional<Object>> given = new LinkedHashMap<>();
        fields.object("custom_fields")
                .value()
                .ifPresent(values -> values.names()
                        .forEach(
                                name -> given.put(name, values.any(name).value().map(PlainJson::of))));
        return given;
    }

    private static CompanyChoice company(Fields fields) {
        Given<String> domain = fields.text("company_domain");
        Given<String> id = fields.text("company_id");
        if (domain.value().isPresent() && id.value().isPresent()) {
            throw Failure.invalid(domain.place(), "Give company_domain or company_id, not both");
        }
        if (domain.value().isPresent()) {
            return new CompanyChoice.ByDomain(
                    Domain.normalise(domain.place(), domain.value().get()));
        }
        if (id.value().isPresent()) {
            return IdKind.COMPANY
                    .parse(id.value().get())
                    .<CompanyChoice>map(CompanyChoice.ById::new)
                    .orElseThrow(() -> Failure.notFound("Company"));
        }
        return id.isGiven() || domain.isGiven() ? CompanyChoice.DETACH : CompanyChoice.KEEP;
    }
}
