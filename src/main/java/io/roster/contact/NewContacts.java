package io.roster.contact;

import io.roster.db.CopiedRows;
import io.roster.db.DatabaseException;
import io.roster.db.RunAgain;
import io.roster.db.Sql;
import io.roster.db.Tx;
import io.roster.search.ContactTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The new contacts of a batch on their way into the table, to be added in the order of their addresses, so that batches
 * don't deadlock. A few are inserted together; many are copied, and the database stores the first while the next are still
 * made, so that nothing else can be asked of it until they are stored. When another transaction has taken an address
 * meanwhile, all runs again and finds it.
 */
final class NewContacts implements AutoCloseable {
    private final Tx tx;
    private final UUID workspaceId;
    private final int most;
    private final List<Contact> few = new ArrayList<>();
    private @Nullable CopiedRows copied;
    private long count;

    /** @param most how many there will be at most */
    NewContacts(Tx tx, UUID workspaceId, int most) {
        this.tx = tx;
        this.workspaceId = workspaceId;
        this.most = most;
    }

    void add(Contact contact) {
        count++;
        if (most < CopiedRows.MANY) {
            few.add(contact);
            return;
        }
        if (copied == null) {
            copied = ContactColumns.copied(tx);
        }
        CopiedRows rows = copied;
        unlessTaken(() -> rows.add(ContactColumns.values(workspaceId, contact)));
    }

    /** Stores all that were added, and counts them. */
    void store() {
        CopiedRows rows = copied;
        if (rows != null) {
            unlessTaken(rows::end);
            ContactTotals.add(tx, workspaceId, count, 0);
        } else if (!few.isEmpty() && insert() < count) {
            throw new RunAgain();
        }
    }

    private int insert() {
        Sql insert = tx.sql(ContactTotals.ADD_CONTACTS + ContactColumns.INSERT)
                .bind(workspaceId)
                .bind(ContactTotals.slot(tx))
                .bind(count)
                .bind(workspaceId);
        return ContactColumns.bindBatch(insert, few).update();
    }

    private static void unlessTaken(Runnable step) {
        try {
            step.run();
        } catch (DatabaseException e) {
            if (e.violatesUnique(ContactStore.EMAIL_KEY)) {
                throw new RunAgain();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (copied != null) {
            copied.close();
        }
    }
}
