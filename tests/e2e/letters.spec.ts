import { desc, eq } from "drizzle-orm";
import { db } from "@/db/index";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import { demo, newPerson } from "./support/people";
import { expect, test } from "./support/test";
import { openTicket } from "./support/tickets";

test("a letter that did not go out is sent again, and an address takes mail again, on a phone as well", async ({
  visit,
}) => {
  const { page: requesters, actor } = await visit(await newPerson());
  const ticket = await openTicket(actor);
  await requesters.close();
  const [letter] = await db
    .select({ id: outbox.id, to: outbox.toAddress })
    .from(outbox)
    .where(eq(outbox.ticketId, ticket.id))
    .orderBy(desc(outbox.createdAt));
  if (!letter) throw new Error("no letter");
  await db
    .update(outbox)
    .set({ state: "dead", deliveredAt: null, failure: "smtp_550" })
    .where(eq(outbox.id, letter.id));
  await db.insert(blockedAddresses).values({ address: letter.to, reason: "bounced", since: new Date() });

  const { page } = await visit(await demo("marina"));
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto("/admin/emails");
  const row = page
    .getByRole("table", { name: "Mensagens que não saíram ou não chegaram" })
    .getByRole("row")
    .filter({ hasText: ticket.shown });
  await expect(row).toContainText("O servidor de e-mail recusou (código 550)");
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);

  const blocked = page
    .getByRole("table", { name: "Endereços que não recebem" })
    .getByRole("row")
    .filter({ hasText: letter.to });
  await blocked.getByRole("button", { name: /^Voltar a enviar/ }).click();
  await expect(blocked).toHaveCount(0);
  await row.getByRole("button", { name: /^Enviar de novo/ }).click();
  await expect(row).toHaveCount(0);
  const stateOf = async () => (await db.select().from(outbox).where(eq(outbox.id, letter.id)))[0]?.state;
  await expect.poll(stateOf).toBe("sent");
});
