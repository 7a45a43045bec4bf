package io.roster.api;

import io.roster.api.http.JsonOut;
import io.roster.contact.Contact;
import java.math.BigDecimal;
import java.util.List;

/** The custom fields of a contact, which look the same in every dialect. */
public final class CustomFieldsJson {
    private CustomFieldsJson() {}

    /** Writes the field {@code custom_fields}: an object, empty when there are none. */
    public static void write(JsonOut out, Contact contact) {
        out.object(
                "custom_fields", custom -> contact.customFields().forEach((name, value) -> write(custom, name, value)));
    }

    private static void write(JsonOut out, String name, Object value) {
        switch (value) {
            case String text -> out.text(name, text);
            case BigDecimal number -> out.number(name, number);
            case Boolean flag -> out.bool(name, flag);
            case List<?> options ->
                out.texts(name, options.stream().map(Object::toString).toList());
            default -> throw new IllegalStateException("no custom field holds a " + value.getClass());
        }
    }
}
