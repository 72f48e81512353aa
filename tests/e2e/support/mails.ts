import { eq } from "drizzle-orm";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { blockedAddresses } from "@/db/schema/mail";
import type { UserActor } from "@/lib/actor";
import { receiveMail } from "@/lib/incoming/receive";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { answerTo, letterOf, writeMail } from "../../support/mail";
import { enter, type Person } from "./people";
import { expect } from "./test";
import { bring, type Opened, openTicket, says } from "./tickets";

/** Brings a message in, and waits until the portal has decided on it. Returns its row. */
export async function arrive(raw: Buffer) {
  const origin = { source: "imap", sourceId: crypto.randomUUID(), recipients: [] } as const;
  const id = await receiveMail(origin, raw, new Date());
  if (!id) throw new Error("the message was here already");
  const row = async () => (await db.select().from(incomingMail).where(eq(incomingMail.id, id)))[0];
  await expect.poll(async () => (await row())?.state).not.toBe("received");
  const decided = await row();
  if (!decided) throw new Error("the message is gone");
  return decided;
}

/** A ticket whose requester answers by mail, as does a machine of theirs, before letters stop to reach them. */
export async function writtenTicket(person: Person, technician: UserActor): Promise<Opened> {
  const { actor } = await enter(person);
  const ticket = await openTicket(actor);
  const { number } = ticket;
  await bring(ticket, "assigned", { requester: actor, technician });
  await addFollowUp(technician, { number, body: says("Envie o comprovante."), files: [] }, new Date());
  const letter = await letterOf(number, "follow_up");
  const machine = {
    headers: { "Auto-Submitted": "auto-replied" },
    subject: `Resposta automática: ${letter.subject}`,
  };
  const answers = [
    await answerTo(letter, "Estou de férias até o dia 10.", machine),
    await answerTo(
      letter,
      "Bom dia!\n\nSegue o que faltava. O total agora confere.\n\n-- \nLurdes\nSetor de Contratos",
    ),
  ];
  for (const answer of answers) expect((await arrive(answer)).state).toBe("posted");
  await db
    .insert(blockedAddresses)
    .values({ address: letter.to, reason: "bounced", since: new Date() })
    .onConflictDoNothing();
  return ticket;
}

/** A message that was put away because too many waited. */
export async function floodedMail(departmentId: string): Promise<void> {
  const now = new Date();
  await db.insert(incomingMail).values({
    ...{ source: "imap", sourceId: crypto.randomUUID(), recipients: ["atendimento@siop.example"] },
    ...{ state: "dropped", reason: "flood", departmentId, fromAddress: "insiste@pessoa.example" },
    ...{ subject: "De novo", receivedAt: now, nextAttemptAt: now, decidedAt: now },
  });
}

/** A message that names a ticket and comes from somebody who has no part in it: it waits for the team. Returns its id. */
export async function strangersMail(shown: string, subject = "sobre o meu caso"): Promise<string> {
  const raw = await writeMail({
    from: `Wanda Teste <w${Date.now()}@oficina.example>`,
    to: "atendimento@siop.example",
    subject: `Re: [${shown}] ${subject}`,
    text: "Boa tarde,\n\nO laudo fica pronto na quinta.\n\n-- \nWanda",
    attachments: [{ filename: "laudo.pdf", content: Buffer.from("%PDF-1.4\n%%EOF\n") }],
  });
  const row = await arrive(raw);
  expect(row.state).toBe("quarantined");
  return row.id;
}
