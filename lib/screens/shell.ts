import "server-only";
import { govbrSettings } from "../accounts/govbr";
import { staffDepartments, type UserActor } from "../actor";
import { listContacts } from "../departments/queries";
import type { Viewer } from "./viewer";

export const ORGANISATION = "Portal de atendimento";

/** What the shell around a person's pages shows of them. */
export async function viewerOf(actor: UserActor): Promise<Viewer> {
  const own = staffDepartments(actor);
  const working =
    own.length > 0
      ? (await listContacts()).filter(({ id }) => own.includes(id)).map(({ shortName }) => shortName)
      : [];
  return {
    name: actor.name,
    affiliation: actor.institution?.name ?? (working.join(", ") || null),
    technician: actor.technicianOf.length > 0,
    manager: actor.managerOf.length > 0,
    admin: actor.admin,
  };
}

/** Whether sessions can begin at gov.br here. */
export const knowsGovbr = (): boolean => govbrSettings() !== null;
