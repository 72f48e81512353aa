import { and, eq, isNull } from "drizzle-orm";
import { type Tx, transact } from "@/db/index";
import { codeOf } from "@/db/refusal";
import { mailboxEvents, mailboxes } from "@/db/schema/incoming";
import { departments } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { requireAdmin } from "@/lib/administration";
import { env } from "@/lib/env";
import { AppError, invalid, tooLate } from "@/lib/errors";
import { openingsOf } from "@/lib/incoming/queries";
import { replyBase } from "@/lib/mail/reply";
import type { MailboxChange } from "../schema";

const UNIQUE = "23505";

/**
 * Makes or changes an address at which people write to a department.
 * @throws AppError forbidden, not_found, invalid, conflict when somebody changed it meanwhile
 */
export async function saveMailbox(
  actor: UserActor,
  { id, revision, under, ...change }: MailboxChange,
  now: Date,
): Promise<void> {
  requireAdmin(actor);
  if (change.address === replyBase(env()))
    throw invalid({ address: "Este é o endereço de resposta dos avisos: use outro." });
  const offered = await openingsOf(change.departmentId);
  if (under && !offered.some((one) => one.id === `${under.serviceId} ${under.subjectId}`))
    throw invalid({ under: "Este serviço não é do setor, ou não é aberto a todos. Escolha outro." });
  const values = {
    ...change,
    serviceId: under?.serviceId ?? null,
    subjectId: under?.subjectId ?? null,
  };
  const saving = transact(async (tx) => {
    const known = await tx
      .select({ id: departments.id })
      .from(departments)
      .where(eq(departments.id, change.departmentId));
    if (known.length === 0) throw invalid({ departmentId: "Este setor não existe mais. Escolha outro." });
    const mailboxId = id ? await update(tx, id, revision, values) : await create(tx, values, now);
    if (!mailboxId) return;
    await tx.insert(mailboxEvents).values({
      mailboxId,
      verb: id ? "change" : "create",
      actorId: actor.userId,
      at: now,
      facts: values,
    });
  });
  await saving.catch((error: unknown) => {
    throw codeOf(error) === UNIQUE ? invalid({ address: "Este endereço já está na lista." }) : error;
  });
}

type Values = Pick<typeof mailboxes.$inferInsert, "address" | "departmentId" | "serviceId" | "subjectId">;

async function create(tx: Tx, values: Values, now: Date): Promise<string> {
  const [made] = await tx
    .insert(mailboxes)
    .values({ ...values, createdAt: now })
    .returning({ id: mailboxes.id });
  if (!made) throw new Error("no address was made");
  return made.id;
}

/** Null where it is so already: what is sent again because the answer was lost is no change. */
async function update(tx: Tx, id: string, revision: number, values: Values): Promise<string | null> {
  const [held] = await tx
    .select()
    .from(mailboxes)
    .where(and(eq(mailboxes.id, id), isNull(mailboxes.removedAt)))
    .for("update");
  if (!held) throw new AppError("not_found", "Este endereço não existe mais.");
  const { address, departmentId, serviceId, subjectId } = values;
  const isSame =
    held.address === address &&
    held.departmentId === departmentId &&
    held.serviceId === serviceId &&
    held.subjectId === subjectId;
  if (held.revision !== revision && isSame) return null;
  if (held.revision !== revision) throw tooLate("Outra pessoa mudou este endereço enquanto você editava.");
  await tx
    .update(mailboxes)
    .set({ ...values, revision: revision + 1 })
    .where(eq(mailboxes.id, id));
  return id;
}
