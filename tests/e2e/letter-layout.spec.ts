import { and, desc, eq, isNotNull } from "drizzle-orm";
import { v7 } from "uuid";
import { LINK_PURPOSES, TICKET_VERBS } from "@/db/enums";
import { db, transact } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import { messages, tickets } from "@/db/schema/tickets";
import { openLink } from "@/lib/mail/outbox";
import type { RichBlock, RichDocument } from "@/lib/richtext/schema";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { answerTo, letterOf } from "../support/mail";
import { findings } from "./support/axe";
import { arrive } from "./support/mails";
import { png } from "./support/papers";
import { enter, newPerson, newStaff } from "./support/people";
import { expect, test } from "./support/test";
import { bring, openTicket, says } from "./support/tickets";

// A number nobody parts, an address nobody breaks, a word of the language's longest.
const LONG = [
  "35260312345678000195550010000012341000012349".repeat(2),
  `https://siop.planejamento.example/relatorios/${"exercicio-2026/".repeat(6)}?unidade=47101`,
  "pneumoultramicroscopicossilicovulcanoconiótico",
].join(" ");
const TABLE = `<table border="1" width="900"><tr>${["Unidade", "Ação", "Valor previsto", "Valor pago", LONG]
  .map((cell) => `<td width="180">${cell}</td>`)
  .join("")}</tr></table>`;

const paragraph = (text: string): RichBlock => ({ type: "paragraph", content: [{ type: "text", text }] });
/** What an editor makes besides, one within the other. */
const DEEP: RichBlock[] = [
  { type: "blockquote", content: [{ type: "blockquote", content: [paragraph(LONG)] }] },
  { type: "codeBlock", content: [{ type: "text", text: LONG }] },
  {
    type: "bulletList",
    content: [
      {
        type: "listItem",
        content: [
          paragraph(LONG),
          {
            type: "orderedList",
            attrs: { start: 99_998 },
            content: [{ type: "listItem", content: [paragraph(LONG)] }],
          },
        ],
      },
    ],
  },
  {
    type: "paragraph",
    content: [
      {
        type: "text",
        text: LONG,
        marks: [{ type: "link", attrs: { href: "https://siop.planejamento.example" } }, { type: "bold" }],
      },
    ],
  },
];

/** A letter of every kind about one ticket, whose title and words are as wide as they come. Returns their addresses. */
async function widestLetters(): Promise<{ kind: string; address: string }[]> {
  const { actor } = await enter(await newPerson("Maria Aparecida da Conceição Vasconcelos e Albuquerque"));
  const { actor: technician } = await enter(await newStaff());
  const { id: ticketId, number, shown } = await openTicket(actor);
  await bring({ id: ticketId, number, shown }, "assigned", { requester: actor, technician });
  await db
    .update(tickets)
    .set({ title: `SIOP Emendas Parlamentares - Consulta - ${LONG}` })
    .where(eq(tickets.id, ticketId));
  await addFollowUp(technician, { number, body: says("Envie o comprovante."), files: [] }, new Date());
  const asked = await letterOf(number, "follow_up");
  const answered = await arrive(
    await answerTo(asked, LONG, {
      html: `<p>Segue:</p>${TABLE}<p><img src="cid:print" width="1200" alt="${LONG}"></p>`,
      attachments: [
        { filename: `${"comprovante".repeat(12)}.png`, content: png(1200, 80), cid: "print" },
        { filename: `${"recibo_".repeat(20)}.png`, content: png() },
      ],
    }),
  );
  expect(answered.state).toBe("posted");
  const [said] = await db
    .select()
    .from(messages)
    .where(eq(messages.ticketId, ticketId))
    .orderBy(desc(messages.createdAt));
  const body = said?.body as RichDocument;
  expect(JSON.stringify(body)).toContain("Valor previsto");
  expect(body.content.map(({ type }) => type)).toContain("image");
  const messageId = said?.id ?? "";
  await db
    .update(messages)
    .set({ body: { ...body, content: [...body.content, ...DEEP] } })
    .where(eq(messages.id, messageId));
  const [{ replyId = null } = {}] = await db
    .select({ replyId: outbox.replyId })
    .from(outbox)
    .where(and(eq(outbox.ticketId, ticketId), isNotNull(outbox.replyId)));

  const now = new Date();
  const expiresAt = new Date(now.getTime() + 86_400_000);
  const { userId } = actor;
  const links = await transact(async (tx) => {
    const made: string[] = [];
    for (const purpose of LINK_PURPOSES)
      made.push(await openLink(tx, { purpose, userId, subjectId: v7(), expiresAt }, { ticketId, now }));
    return made;
  });
  const rows = [...TICKET_VERBS, "mail_answer", "mail_question"].map((kind, at) => ({
    ...{ id: v7(), kind, recipientId: userId, toAddress: asked.to, messageId, replyId },
    // To who has no ticket nothing of one is said.
    ticketId: kind === "mail_answer" ? null : ticketId,
    subject: `[${shown}] ${LONG}: nova resposta`,
    body: `Olá, ${"Maximiliano".repeat(8)}.\n\nMotivo: ${LONG}\n\nChamado ${shown}: SIOP - ${LONG}`,
    path: at % 5 === 4 ? null : `/chamados/${number}`,
    linkId: links[at % 4] ?? null,
    ...{ state: "sent" as const, createdAt: now, nextAttemptAt: now, deliveredAt: now },
  }));
  await db.insert(outbox).values(rows);
  return rows.map(({ id, kind }) => ({ kind, address: `/api/demo/letters/${id}` }));
}

/** What of the letter on the page a mail program of this width would show badly. */
function troubles(width: number): string[] {
  const found: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (clientWidth !== width || scrollWidth > width)
    found.push(`${clientWidth} px, and ${scrollWidth} px wide`);
  const edge = document.querySelector("td table")?.getBoundingClientRect().right ?? 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(text);
    if ([...range.getClientRects()].some(({ right }) => right > edge))
      found.push(`beyond the sheet: ${text.textContent?.slice(0, 40)}`);
  }
  for (const link of document.querySelectorAll("a")) {
    if (getComputedStyle(link).display !== "inline-block") continue;
    const { width: wide, height } = link.getBoundingClientRect();
    if (wide < 44 || height < 44) found.push(`${link.textContent}: ${wide} × ${height} px`);
  }
  return found;
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in a mail program on a phone, ${colorScheme}`, () => {
    test.use({ colorScheme, isMobile: true, hasTouch: true, viewport: { width: 360, height: 740 } });

    test("letters of every kind fit, and their buttons are as large as a finger", async ({ page }) => {
      test.slow();
      const bad: string[] = [];
      let buttons = 0;
      for (const { kind, address } of await widestLetters()) {
        await page.setContent(await (await page.request.get(address)).text());
        await expect(page.getByText("Valor previsto")).toBeVisible();
        buttons += await page.getByRole("link", { name: /^(Ainda|Dizer|Avaliar|Abrir)/ }).count();
        for (const width of [360, 320]) {
          await page.setViewportSize({ width, height: 740 });
          const found = await page.evaluate(troubles, width);
          bad.push(...found.map((trouble) => `${kind} at ${width} px: ${trouble}`));
        }
      }
      expect(bad).toEqual([]);
      expect(buttons).toBeGreaterThan(40);
      // The first look is at more than colours, and letters are no pages.
      expect((await findings(page, ["", colorScheme]))[colorScheme]).toEqual([]);
    });
  });
}
