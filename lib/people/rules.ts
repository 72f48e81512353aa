import type { UserActor } from "../actor";
import { AppError } from "../errors";

/** @throws AppError forbidden unless the actor administers the installation */
export function requireAdmin(actor: UserActor): void {
  if (!actor.admin) throw new AppError("forbidden", "Só a administração do portal pode fazer isto.");
}
