import { validate } from "uuid";
import type { GovbrLevel } from "@/db/enums";
import { db, type Executor } from "@/db/index";
import { linkRequests } from "@/db/schema/people";
import type { UserActor } from "../actor";
import { openRequest } from "./mutations/link-account";

type Row = {
  userId: string;
  name: string;
  email: string | null;
  admin: boolean;
  level: GovbrLevel | null;
  technicianOf: string[];
  managerOf: string[];
  moderatorOf: string[];
  institution: { id: string; name: string; master: boolean } | null;
  classes: { id: string; seesInstitution: boolean }[];
};

/** Whether a gov.br login still waits for the password under this token. */
export async function isLinkOpen(token: string, now: Date): Promise<boolean> {
  const open = await db
    .select({ at: linkRequests.createdAt })
    .from(linkRequests)
    .where(openRequest(token, now));
  return open.length > 0;
}

/**
 * Whoever holds the session, with every role in force at this moment, in one query. Null once the session is
 * over or ended, or the account disabled. A profile's dates count in its department's time zone.
 */
export async function loadActor(sessionId: string, now: Date): Promise<UserActor | null> {
  return validate(sessionId) ? actorFrom(BY_SESSION, sessionId, now, db) : null;
}

/**
 * Who somebody is without a session of theirs, for what they do or read by letter. Null for an account that is disabled or none.
 */
export function actorWithoutSession(
  userId: string,
  now: Date,
  within: Executor = db,
): Promise<UserActor | null> {
  return actorFrom(BY_ACCOUNT, userId, now, within);
}

async function actorFrom(
  query: string,
  id: string,
  now: Date,
  { $client }: Executor,
): Promise<UserActor | null> {
  const { rows } = await $client.query<Row>(query, [id, now]);
  const row = rows[0];
  if (!row) return null;
  const { institution, classes, ...person } = row;
  return {
    ...person,
    kind: "user",
    sessionId: query === BY_SESSION ? id : "",
    institution: institution && {
      ...institution,
      seesTickets: classes.some((held) => held.seesInstitution),
    },
    classes: classes.map((held) => held.id),
  };
}

/** Of somebody at a moment ($2). Every request asks it, so it is in words from the start. */
const actorQuery = (person: string) => `
    with person as (
      ${person}
    ), profile as (
      select p.department_id::text as department, p.role, p.moderator
      from profiles p join departments d on d.id = p.department_id
      where p.user_id = (select id from person) and p.ended_at is null
        and (p.valid_from is null or p.valid_from <= ($2::timestamptz at time zone d.time_zone)::date)
        and (p.valid_to is null or p.valid_to >= ($2::timestamptz at time zone d.time_zone)::date)
    ), operator as (
      select o.id, o.kind, i.id as institution_id, i.name as institution_name
      from operators o join institutions i on i.id = o.institution_id
      where o.user_id = (select id from person) and o.ended_at is null
        and (o.ends_at is null or o.ends_at > $2::timestamptz) and i.disabled_at is null
    ), class as (
      select c.id, c.sees_institution
      from class_grants g join permission_classes c on c.id = g.class_id
      where g.operator_id = (select id from operator) and g.ended_at is null
        and (g.ends_at is null or g.ends_at > $2::timestamptz)
    )
    select id as "userId", name, email, admin, govbr_level as level,
      array(select department from profile where role = 'technician') as "technicianOf",
      array(select department from profile where role = 'manager') as "managerOf",
      array(select distinct department from profile where moderator) as "moderatorOf",
      (select json_build_object('id', institution_id, 'name', institution_name, 'master', kind = 'master')
        from operator) as institution,
      (select coalesce(json_agg(json_build_object('id', id, 'seesInstitution', sees_institution)), '[]')
        from class) as classes
    from person`;

const BY_SESSION = actorQuery(`select u.* from sessions s join users u on u.id = s.user_id
      where s.id = $1 and s.revoked_at is null and s.expires_at > $2::timestamptz and u.disabled_at is null`);
const BY_ACCOUNT = actorQuery("select u.* from users u where u.id = $1 and u.disabled_at is null");
