package io.roster.contact;

import io.roster.company.Company;
import io.roster.customfield.CustomValues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a survivor of a merge has from one duplicate: values where it had none, and tags.
 *
 * @param derived those of the profile's values that the service had worked out
 * @param custom by key
 */
record Filling(
        Map<ProfileField, String> profile,
        Set<ProfileField> derived,
        Map<String, Object> custom,
        @Nullable UUID company,
        List<String> tags) {
    /** What {@code duplicate} has and {@code survivor} has not. */
    static Filling of(Contact survivor, Contact duplicate) {
        Map<ProfileField, String> profile = new EnumMap<>(ProfileField.class);
        Set<ProfileField> derived = EnumSet.noneOf(ProfileField.class);
        for (ProfileField field : ProfileField.values()) {
            String value = duplicate.profile().get(field);
            if (value != null && survivor.profile().get(field) == null) {
                profile.put(field, value);
                if (duplicate.derived().contains(field)) {
                    derived.add(field);
                }
            }
        }
        Map<String, Object> custom = new LinkedHashMap<>(duplicate.custom().stored());
        custom.keySet().removeAll(survivor.custom().stored().keySet());
        List<String> tags = new ArrayList<>(duplicate.tags());
        tags.removeAll(survivor.tags());
        Company company = survivor.company() == null ? duplicate.company() : null;
        return new Filling(profile, derived, custom, company == null ? null : company.id(), tags);
    }

    Contact fill(Contact survivor, Contact duplicate) {
        Map<ProfileField, Optional<String>> given = new EnumMap<>(ProfileField.class);
        profile.forEach((field, value) -> given.put(field, Optional.of(value)));
        Set<ProfileField> nowDerived = EnumSet.noneOf(ProfileField.class);
        nowDerived.addAll(survivor.derived());
        nowDerived.removeAll(profile.keySet());
        nowDerived.addAll(derived);
        Map<String, Object> values = new LinkedHashMap<>(survivor.custom().stored());
        values.putAll(custom);
        return survivor.withProfile(survivor.profile().with(given), nowDerived)
                .withCustom(new CustomValues(survivor.custom().fields(), values))
                .withTags(Tags.changed(survivor.tags(), tags, List.of()))
                .withCompany(company == null ? survivor.company() : duplicate.company());
    }

    /** Takes away again what has not been changed since. */
    Contact drain(Contact survivor) {
        Map<ProfileField, Optional<String>> cleared = new EnumMap<>(ProfileField.class);
        profile.forEach((field, value) -> {
            if (value.equals(survivor.profile().get(field))) {
                cleared.put(field, Optional.empty());
            }
        });
        Set<ProfileField> nowDerived = EnumSet.noneOf(ProfileField.class);
        nowDerived.addAll(survivor.derived());
        nowDerived.removeAll(cleared.keySet());
        Map<String, Object> values = new LinkedHashMap<>(survivor.custom().stored());
        custom.forEach(values::remove); // only where the value is the same
        Company now = survivor.company();
        boolean isFilled = now != null && Objects.equals(now.id(), company);
        return survivor.withProfile(survivor.profile().with(cleared), nowDerived)
                .withCustom(new CustomValues(survivor.custom().fields(), values))
                .withTags(Tags.changed(survivor.tags(), List.of(), tags))
                .withCompany(isFilled ? null : now);
    }
}
