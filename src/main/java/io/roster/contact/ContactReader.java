package io.roster.contact;

import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contacts of one workspace from rows of {@link ContactColumns#SELECTED}. Each row brings the version of the
 * custom field definitions, so that these are looked up only when they are not known already.
 */
public final class ContactReader {
    private final Tx tx;
    private final UUID workspaceId;
    private final CustomFields customFields;

    public ContactReader(Tx tx, UUID workspaceId, CustomFields customFields) {
        this.tx = tx;
        this.workspaceId = workspaceId;
        this.customFields = customFields;
    }

    public Contact read(Row row) throws SQLException {
        return ContactColumns.read(workspaceId, row, this);
    }

    CustomFieldSet fields(@Nullable UUID version) {
        return version == null ? CustomFieldSet.NONE : customFields.at(tx, workspaceId, version);
    }
}
