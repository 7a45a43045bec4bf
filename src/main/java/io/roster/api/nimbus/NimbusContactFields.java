package io.roster.api.nimbus;

import io.roster.api.ContactFields;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.company.CompanyChoice;
import io.roster.company.Domain;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.ProfileField;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Map<ProfileField, String> NAMES = Stream.of(ProfileField.values())
            .collect(Collectors.toMap(
                    field -> field, ProfileField::wire, (a, b) -> a, () -> new EnumMap<>(ProfileField.class)));

    private NimbusContactFields() {}

    static ContactDraft draft(Fields fields) {
        return new ContactDraft(ContactFields.requiredEmail(fields), patch(fields, null, false));
    }

    static ContactPatch patch(Fields fields) {
        String email = ContactFields.email(fields);
        Given<Boolean> deleted = fields.bool("is_deleted");
        if (deleted.value().orElse(false)) {
            throw Failure.invalid(deleted.place(), "is_deleted can be set to false only; to delete, use DELETE");
        }
        return patch(fields, email, deleted.value().isPresent());
    }

    private static ContactPatch patch(Fields fields, @Nullable String email, boolean restore) {
        ContactPatch patch = new ContactPatch(
                email,
                ContactFields.profile(fields, NAMES),
                ContactFields.tags(fields),
                ContactFields.customFields(fields),
                company(fields),
                restore);
        fields.refuseOthers(READ_ONLY);
        return patch;
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
        return domain.isGiven() && !id.isGiven() ? CompanyChoice.DETACH : ContactFields.company(id, IdKind.COMPANY);
    }
}
