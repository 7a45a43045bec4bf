-- What the engine has seen. Rows are written once: the trigger below refuses whatever would change them but the two doors
-- that the program has, each opened by a setting for one transaction only.
create table engagement_event (
    workspace_id uuid not null,
    id uuid not null,
    contact_id uuid not null,
    event_type text not null,
    occurred_at timestamptz not null,
    source text not null,
    external_id text not null,
    properties json not null,
    recorded_at timestamptz not null,
    primary key (workspace_id, id),
    constraint engagement_event_external_id_key unique (workspace_id, external_id)
);

create index engagement_event_contact on engagement_event (workspace_id, contact_id, occurred_at, id);

create function roster_guard_engagement_event() returns trigger language plpgsql as $guard$
begin
    if tg_op = 'DELETE' and current_setting('roster.erasure', true) = 'on' then
        return old;
    end if;
    if tg_op = 'UPDATE' and current_setting('roster.merge', true) = 'on' then
        old.contact_id = new.contact_id; -- the only column that a merge moves
        if (old.workspace_id, old.id, old.contact_id, old.event_type, old.occurred_at, old.source, old.external_id,
                old.properties::text, old.recorded_at)
            is not distinct from
            (new.workspace_id, new.id, new.contact_id, new.event_type, new.occurred_at, new.source, new.external_id,
                new.properties::text, new.recorded_at)
        then
            return new;
        end if;
    end if;
    raise exception 'engagement events are immutable' using errcode = 'integrity_constraint_violation';
end
$guard$;

create trigger engagement_event_guard before update or delete on engagement_event
    for each row execute function roster_guard_engagement_event();

create trigger engagement_event_guard_all before truncate on engagement_event
    for each statement execute function roster_guard_engagement_event();
