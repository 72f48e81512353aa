import { eq } from "drizzle-orm";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { receiveMail } from "@/lib/incoming/receive";
import { writeMail } from "../../support/mail";
import { expect } from "./test";

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
