-- What merges have done, so that they can be undone: which fields, tags, events and enrollments came from the duplicate.
create table contact_merge (
    workspace_id uuid not null,
    id uuid not null,
    survivor_id uuid not null,
    duplicate_id uuid not null,
    merged_at timestamptz not null,
    unmerged_at timestamptz,
    profile jsonb not null,
    derived text[] not null,
    custom_fields jsonb not null,
    company_id uuid,
    tags text[] not null,
    events uuid[] not null,
    enrollments uuid[] not null,
    ended jsonb not null,
    primary key (workspace_id, id)
);

create index contact_merge_survivor on contact_merge (workspace_id, survivor_id);
create index contact_merge_duplicate on contact_merge (workspace_id, duplicate_id);
