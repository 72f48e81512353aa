import { eq } from "drizzle-orm";
import { departments } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { invalid } from "@/lib/errors";
import { decideByHand } from "../decision";

/** Leaves the decision on a message to another department. @throws AppError not_found, invalid, conflict */
export async function passMailOn(
  actor: UserActor,
  { id, departmentId }: { id: string; departmentId: string },
  now: Date,
): Promise<void> {
  await decideByHand(
    actor,
    {
      id,
      verb: "pass_on",
      from: "quarantined",
      change: { departmentId },
      async check(tx) {
        const known = await tx
          .select({ id: departments.id })
          .from(departments)
          .where(eq(departments.id, departmentId));
        if (known.length === 0) throw invalid({ departmentId: "Este setor não existe mais. Escolha outro." });
      },
    },
    now,
  );
}
