package io.roster.enrichment;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.roster.contact.Contact;
import io.roster.contact.ProfileField;
import io.roster.contact.title.JobTitle;
import io.roster.contact.title.JobTitles;
import io.roster.failure.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be told of a contact from itself, without asking anybody: from its title, its numbers and its address. */
public final class BuiltIn implements Provider {
    private final JobTitles titles = new JobTitles();
    private final AddressCheck addresses;

    public BuiltIn(AddressCheck addresses) {
        this.addresses = addresses;
    }

    @Override
    public Findings find(Contact contact) {
        Map<ProfileField, String> found = new EnumMap<>(ProfileField.class);
        String title = contact.profile().get(ProfileField.TITLE);
        if (title != null) {
            JobTitle read = titles.read(title);
            put(
                    found,
                    ProfileField.SENIORITY,
                    read.seniority() == null ? null : read.seniority().wire());
            put(found, ProfileField.DEPARTMENT, read.department());
        }
        number(contact).ifPresent(number -> place(found, number));
        return new Findings(found, addresses.check(contact.email()), null);
    }

    /** The first of its numbers that a numbering plan knows. */
    private static Optional<PhoneNumber> number(Contact contact) {
        String region = contact.profile().get(ProfileField.COUNTRY);
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        for (ProfileField field : List.of(ProfileField.PHONE, ProfileField.MOBILE)) {
            String text = contact.profile().get(field);
            try {
                PhoneNumber number = text == null ? null : plans.parse(text, region);
                if (number != null && plans.isValidNumber(number)) {
                    return Optional.of(number);
                }
            } catch (NumberParseException e) {
                // It is kept as it was given, and tells nothing.
            }
        }
        return Optional.empty();
    }

    /** A number that may be in several time zones tells none. */
    private static void place(Map<ProfileField, String> found, PhoneNumber number) {
        put(found, ProfileField.COUNTRY, PhoneNumberUtil.getInstance().getRegionCodeForNumber(number));
        List<String> zones = PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number);
        put(found, ProfileField.TIME_ZONE, zones.size() == 1 ? zones.getFirst() : null);
    }

    private static void put(Map<ProfileField, String> found, ProfileField field, @Nullable String value) {
        if (value == null) {
            return;
        }
        try {
            String stored = field.normalise(field.wire(), value);
            if (stored != null) {
                found.put(field, stored);
            }
        } catch (Refusal refusal) {
            // Such as a region that is no country: 001.
        }
    }
}
