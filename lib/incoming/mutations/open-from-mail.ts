import type { UserActor } from "@/lib/actor";
import { AppError, invalid } from "@/lib/errors";
import { openFrom, type Under } from "../handle";
import { lookUp } from "../known";
import { openingsOf } from "../queries";
import { openUp, recordRelease, unlessDecided } from "../vouched";

/**
 * Somebody of the team lets a message open a ticket for who sent it.
 * @throws AppError not_found, invalid when the service is none of the department's, conflict when somebody else decided
 */
export async function openFromMail(
  actor: UserActor,
  { id, under }: { id: string; under: Under },
  now: Date,
): Promise<{ number: number }> {
  const { row, raw, message } = await openUp(actor, id);
  if (!message.from)
    throw new AppError("invalid", "A mensagem não diz quem enviou, por isso não abre chamado.");
  const offered = row.departmentId ? await openingsOf(row.departmentId) : [];
  if (!offered.some((one) => one.id === `${under.serviceId} ${under.subjectId}`))
    throw invalid({ under: "Este serviço não está mais disponível. Escolha outro." });
  const known = await lookUp(row, message, now);
  const { accounts, disabled } = known.facts.senders;
  if (disabled)
    throw invalid({ under: "A conta do remetente está desativada, por isso a mensagem não abre chamado." });
  if (accounts > 1)
    throw invalid({
      under: "Mais de uma conta tem este endereço. Publique a mensagem em um chamado de quem a enviou.",
    });
  const { number } = await unlessDecided(() =>
    openFrom({ row, raw, message, known, now, clock: () => now }, under, actor.userId, (tx, opened) =>
      recordRelease(tx, actor, id, opened, now),
    ),
  );
  return { number };
}
