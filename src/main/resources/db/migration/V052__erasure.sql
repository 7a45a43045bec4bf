-- What was erased, when, and on whose word; nobody's personal data. Each row holds the hash of the one before, so that none
-- can be taken out or changed unseen; retention_chain has the last hash, so that none can be cut off at the end.
create table retention_log (
    workspace_id uuid not null,
    id uuid not null,
    number bigint not null,
    contact_id uuid not null,
    email_hash bytea not null,
    requested_by text not null,
    reason text,
    erased json not null,
    erased_at timestamptz not null,
    previous_hash bytea not null,
    hash bytea not null,
    primary key (workspace_id, id),
    constraint retention_log_number_key unique (workspace_id, number)
);

create table retention_chain (
    workspace_id uuid not null primary key,
    number bigint not null,
    hash bytea not null
);

create function roster_guard_retention_log() returns trigger language plpgsql as $guard$
begin
    raise exception 'the retention log is append-only' using errcode = 'integrity_constraint_violation';
end
$guard$;

create trigger retention_log_guard before update or delete or truncate on retention_log
    for each statement execute function roster_guard_retention_log();
