-- Custom fields. Values stand in contact.custom_fields under a field's key, a number that is never used twice: a field
-- that is deleted is gone at once, and one of the same name that comes after it never sees the old values.
create table custom_field_set (
    workspace_id uuid not null primary key,
    version uuid not null,
    last_key integer not null
);

create table custom_field (
    workspace_id uuid not null,
    id uuid not null,
    key integer not null,
    name text collate "C" not null,
    display_label text not null,
    field_type text not null,
    options text[] not null,
    fallback_value jsonb,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    constraint custom_field_name_key unique (workspace_id, name)
);

-- Deleted fields whose values are still to be taken out of the contacts, and how far that has come.
create table custom_field_purge (
    workspace_id uuid not null,
    key integer not null,
    after_id uuid not null,
    primary key (workspace_id, key)
);

