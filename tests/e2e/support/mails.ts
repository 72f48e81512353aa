import { eq } from "drizzle-orm";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { receiveMail } from "@/lib/incoming/receive";
import { writeMail } from "../../support/mail";
import { expect } from "./test";

/** A message that names a ticket and comes from somebody who has no part in it: it waits for the team. Returns its id. */
export async function strangersMail(shown: string, subject = "sobre o meu caso"): Promise<string> {
  const raw = await writeMail({
    from: `Wanda Teste <w${Date.now()}@oficina.example>`,
    to: "atendimento@siop.example",
    subject: `Re: [${shown}] ${subject}`,
    text: "Boa tarde,\n\nO laudo fica pronto na quinta.\n\n-- \nWanda",
    attachments: [{ filename: "laudo.pdf", content: Buffer.from("%PDF-1.4\n%%EOF\n") }],
  });
  const origin = { source: "imap", sourceId: crypto.randomUUID(), recipients: [] } as const;
  const id = await receiveMail(origin, raw, new Date());
  if (!id) throw new Error("the message was here already");
  await expect
    .poll(async () => (await db.select().from(incomingMail).where(eq(incomingMail.id, id)))[0]?.state)
    .toBe("quarantined");
  return id;
}
