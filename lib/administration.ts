import type { UserActor } from "./actor";
import { AppError } from "./errors";

export const noAdmin = () => new AppError("forbidden", "Só a administração do portal pode fazer isto.");

/** @throws AppError forbidden unless the actor administers the installation */
export function requireAdmin(actor: UserActor): void {
  if (!actor.admin) throw noAdmin();
}
