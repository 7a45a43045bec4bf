-- Transaction ids begin anew when a database is restored into another cluster. A position puts the number of the cluster
-- (log_epoch) before the id of the transaction, so that it only ever grows: docs/decisions/0008-change-log.md.
create table log_epoch (
    epoch integer constraint log_epoch_pk primary key,
    cluster text not null constraint log_epoch_cluster_once unique
);

alter table change_log add column position bigint;
update change_log set position = xid::text::bigint;
alter table change_log alter column position set not null;
alter table change_log drop constraint change_log_pkey;
alter table change_log drop column xid;
alter table change_log add primary key (workspace_id, position, id);

-- The history of one contact, and whether a later transaction has changed it already.
create index change_log_contact on change_log (workspace_id, contact_id, position, id);
