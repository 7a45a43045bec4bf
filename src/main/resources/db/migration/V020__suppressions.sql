-- Addresses that a workspace must not contact. They are recognised by a keyed hash (HMAC-SHA256), so that one whose person
-- was erased, its plain value gone, still holds.
create table suppression (
    workspace_id uuid not null,
    id uuid not null,
    hash bytea not null,
    kind text not null constraint suppression_kind_known check (kind in ('email', 'domain')),
    value text,
    reason text,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    constraint suppression_hash_key unique (workspace_id, hash)
);

-- What is known of an address across workspaces. Never workspace data, and never joined with it: on a sharded PostgreSQL
-- these two stay local or reference tables. An address that nothing is known of has no row.
create table global_contact (
    hash bytea not null constraint global_contact_pk primary key,
    verification_status text not null,
    suppression_id uuid constraint global_contact_suppression_once unique,
    suppressed_email text,
    suppression_reason text,
    suppressed_at timestamptz,
    updated_at timestamptz not null
);

-- Which of an agency's workspaces owns an address.
create table agency_assignment (
    account_id uuid not null constraint agency_assignment_account_fk references account,
    hash bytea not null,
    workspace_id uuid not null constraint agency_assignment_workspace_fk references workspace,
    assigned_at timestamptz not null,
    constraint agency_assignment_pk primary key (account_id, hash)
);
