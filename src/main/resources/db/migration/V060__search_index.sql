-- The workspaces that a server keeps a search index of. Only for these are quiet changes written, and they are kept from
-- the position kept_from on: an index that has come less far is built anew. The mark becomes kept_from at the next purge.
create table search_follower (
    workspace_id uuid not null,
    kept_from bigint not null,
    mark bigint not null,
    marked_at timestamptz not null,
    constraint search_follower_pk primary key (workspace_id)
);

-- What a search sees change and the change log has no row of, by the same positions: what the engine has seen of a contact,
-- and the company of many contacts (docs/decisions/0011-search-index.md).
create table quiet_change (
    workspace_id uuid not null,
    position bigint not null,
    of_company boolean not null,
    id uuid not null,
    constraint quiet_change_pk primary key (workspace_id, position, of_company, id)
);
