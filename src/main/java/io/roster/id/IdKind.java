package io.roster.id;

import java.util.Optional;
import java.util.UUID;

/**
 * The kinds of resource that have an identifier, and the prefix each is written with: a prefix and the 22-character
 * base62 form of a UUIDv7.
 */
public enum IdKind {
    CONTACT("cont_"),
    COMPANY("comp_"),
    WORKSPACE("ws_"),
    ACCOUNT("acct_"),
    API_KEY("key_"),
    CUSTOM_FIELD("cf_"),
    SEGMENT("seg_"),
    SEQUENCE("seq_"),
    ENROLLMENT("enr_"),
    EVENT("evt_"),
    WEBHOOK("wh_"),
    DELIVERY("del_"),
    IMPORT("imp_"),
    FIELD_MAPPING("fm_"),
    SUPPRESSION("sup_"),
    RETENTION("ret_"),
    RECOMPUTE("rec_"),
    REQUEST("req_"),
    NODESTASH_CONTACT("ct_"),
    NODESTASH_COMPANY("co_");

    private final String prefix;

    IdKind(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    public String format(UUID id) {
        return prefix + Base62.encode(id);
    }

    /** The id that {@code text} spells, or empty when it is malformed: such an id is simply not found. */
    public Optional<UUID> parse(String text) {
        return text.startsWith(prefix) ? Base62.decode(text.substring(prefix.length())) : Optional.empty();
    }
}
