-- Which columns of a file are which fields. The order of the columns is kept, so the type is json and not jsonb.
create table field_mapping (
    workspace_id uuid not null,
    id uuid not null,
    name text not null,
    columns json not null,
    tag_separator text not null,
    primary key (workspace_id, id)
);

-- The imports. How far one has come is noted in the transaction that applies its rows.
create table import (
    workspace_id uuid not null,
    id uuid not null,
    file_name text not null,
    encoding text not null,
    delimiter text not null,
    mapping json,
    tag_separator text not null,
    dedup_behavior text not null,
    trigger_scoring boolean not null,
    trigger_enrichment boolean not null,
    dry_run boolean not null,
    status text not null constraint import_status_known
        check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
    header json,
    targets json,
    total_rows integer,
    processed_rows integer not null,
    created integer not null,
    updated integer not null,
    unchanged integer not null,
    skipped integer not null,
    rejected integer not null,
    error_code text,
    error_message text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    primary key (workspace_id, id),
    constraint import_counts_agree check (processed_rows = created + updated + unchanged + skipped + rejected)
);

-- The uploaded files, in pieces of 1 MiB, so that any server can go on with an import. A piece whose import was never made
-- is of an upload that broke off.
create table import_chunk (
    workspace_id uuid not null,
    import_id uuid not null,
    n integer not null,
    uploaded_at timestamptz not null,
    bytes bytea not null,
    primary key (workspace_id, import_id, n)
);
alter table import_chunk alter column bytes set storage external;
create index import_chunk_first on import_chunk (uploaded_at) where n = 0;

-- The rows that were rejected, as they came. The address is kept apart, so that an erased person's rows can be found.
create table import_error (
    workspace_id uuid not null,
    import_id uuid not null,
    row_number integer not null,
    code text not null,
    message text not null,
    field text,
    email text,
    cells json not null,
    primary key (workspace_id, import_id, row_number)
);
create index import_error_email on import_error (workspace_id, email) where email is not null;
