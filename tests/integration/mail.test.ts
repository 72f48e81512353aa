import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, transact } from "@/db/index";
import { blockedAddresses, letterLinks, outbox } from "@/db/schema/mail";
import { departments, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { dayIn, dayInFull, momentInFull } from "@/lib/dates";
import { compose } from "@/lib/mail/compose";
import { deliverMail, deliverPart } from "@/lib/mail/deliver";
import { digestOf } from "@/lib/mail/link";
import { tokensIn } from "@/lib/mail/reply";
import { smtpTransport } from "@/lib/mail/smtp";
import { type Mail, MailFailure, type Transport } from "@/lib/mail/transport";
import type { RichDocument } from "@/lib/richtext/schema";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { changePending } from "@/lib/tickets/mutations/change-pending";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { acknowledge } from "@/lib/tickets/notices";
import { letPass } from "../support/clock";
import { emptyDatabase } from "../support/database";
import { look, says, stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
});

/** A provider that keeps what it took, and fails as told. */
class Provider implements Transport {
  remembers = true;
  readonly longestAnswer = 2 * 60_000;
  readonly taken: Mail[] = [];
  failWith: ((mail: Mail) => MailFailure | null) | null = null;
  /** Takes it, and the answer gets lost. */
  deaf = false;
  sends = 0;
  async send(mail: Mail) {
    this.sends += 1;
    const failure = this.failWith?.(mail);
    if (failure) throw failure;
    if (!this.taken.some(({ idempotencyKey }) => idempotencyKey === mail.idempotencyKey))
      this.taken.push(mail);
    if (this.deaf) throw new MailFailure("silence");
    return { providerId: `provider-${mail.letterId}` };
  }
}

const letters = () => db.select().from(outbox).orderBy(outbox.createdAt);
const letterOf = async (number: number, kind: string) => {
  const found = (await look(number)).letters.filter((letter) => letter.kind === kind).at(-1);
  if (!found) throw new Error(`no letter of ${kind}`);
  return found;
};

describe("delivery", () => {
  it("hands each letter over once, whoever asks and however often", async () => {
    for (let n = 0; n < 12; n += 1) await story.assigned();
    const provider = new Provider();
    const all = await letters();
    const counts = await Promise.all([1, 2, 3].map(() => deliverMail(later(1), { through: provider })));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(all.length);
    // Every sending counts: the provider's own memory of keys must not hide one too many.
    expect(provider.sends).toBe(all.length);
    expect(await deliverMail(later(2), { through: provider })).toBe(0);
    for (const letter of await letters()) {
      expect(letter).toMatchObject({ state: "sent", attempts: 1, deliveredAt: later(1), failure: null });
      expect(letter.providerId).toBe(`provider-${letter.id}`);
    }
  });
  it("survives a provider that is down for an hour: each letter goes once, none is lost", async () => {
    const provider = new Provider();
    provider.failWith = () => new MailFailure("refused_connection", { refused: true, down: true });
    for (let n = 0; n < 6; n += 1) await story.assigned();
    for (let minute = 0; minute < 60; minute += 1) {
      expect(await deliverMail(later(1, minute / 60), { through: provider })).toBe(0);
    }
    provider.failWith = null;
    provider.sends = 0;
    for (let minute = 60; minute < 90; minute += 1)
      await deliverMail(later(1, minute / 60), { through: provider });
    const all = await letters();
    expect(provider.sends).toBe(all.length);
    expect(all.every(({ state }) => state === "sent")).toBe(true);
    expect(provider.taken).toHaveLength(all.length);
  });
  it("waits longer after each failure, and counts from the outage's end what surely did not go", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    provider.failWith = () => new MailFailure("smtp_451", { refused: true });
    const moments: Date[] = [];
    for (let minute = 0; minute < 300; minute += 1) {
      const before = await letterOf(number, "take");
      await deliverMail(later(1, minute / 60), { through: provider });
      if ((await letterOf(number, "take")).attempts > before.attempts) moments.push(later(1, minute / 60));
    }
    const gaps = moments
      .slice(1)
      .map((moment, index) => (moment.getTime() - (moments[index]?.getTime() ?? 0)) / 60_000);
    expect(gaps.map(Math.round)).toEqual([1, 5, 15, 60, 180]);
    expect(await letterOf(number, "take")).toMatchObject({
      state: "waiting",
      failure: "smtp_451",
      unsureSince: null,
    });
  });
  it("tries what may have gone out under the same key, and gives it up before the provider forgets", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    provider.deaf = true;
    await deliverMail(later(1), { through: provider });
    await deliverMail(later(1, 1), { through: provider });
    expect((await letterOf(number, "take")).attempts).toBe(2);
    expect(provider.taken.filter(({ to }) => to === world.ana.email)).toHaveLength(2);
    for (let hour = 2; hour < 40; hour += 1) await deliverMail(later(1, hour), { through: provider });
    const letter = await letterOf(number, "take");
    expect(letter).toMatchObject({ state: "dead", failure: "unsure" });
    expect(provider.taken.filter(({ letterId }) => letterId === letter.id)).toHaveLength(1);
    provider.deaf = false;
    expect(await deliverMail(later(5), { through: provider })).toBe(0);
  });
  it("does not forget a doubt because of a refusal that came after it", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    provider.deaf = true;
    await deliverMail(later(1), { through: provider });
    provider.failWith = () => new MailFailure("resend_rate_limit", { refused: true, down: true });
    await deliverMail(later(1, 0.1), { through: provider });
    await deliverMail(later(1, 0.3), { through: provider });
    expect((await letterOf(number, "take")).unsureSince).toEqual(later(1));
    provider.failWith = null;
    provider.deaf = false;
    for (let hour = 25; hour < 30; hour += 1) await deliverMail(later(1, hour), { through: provider });
    expect(await letterOf(number, "take")).toMatchObject({ state: "dead", failure: "unsure" });
  });
  it("does not say of one that may have arrived that it was kept back from who lost access since", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    provider.deaf = true;
    await deliverMail(later(1), { through: provider });
    provider.deaf = false;
    await db
      .update(users)
      .set({ disabledAt: later(1) })
      .where(eq(users.id, world.ana.userId));
    await deliverMail(later(1, 2), { through: provider });
    expect(await letterOf(number, "take")).toMatchObject({ state: "dead", failure: "unsure" });
  });
  it("a long run keeps its letters: each is held from when it was taken, and what was lost meanwhile is left alone", async () => {
    for (let n = 0; n < 15; n += 1) await story.assigned();
    const provider = new Provider();
    let minutes = 0;
    const clock = () => later(1, minutes / 60);
    const { remembers, longestAnswer } = provider;
    const slow: Transport = {
      ...{ remembers, longestAnswer },
      send: async (mail) => {
        // Four at once, two minutes each: as long as it takes at most.
        minutes += 0.5;
        return provider.send(mail);
      },
    };
    const meanwhile: number[] = [];
    const other: Transport = {
      ...{ remembers, longestAnswer },
      send: async (mail) => {
        const sent = await slow.send(mail);
        meanwhile.push(await deliverMail(clock, { through: provider }));
        return sent;
      },
    };
    await deliverMail(clock, { through: other });
    for (let n = 0; n < 5; n += 1) {
      minutes += 20;
      await deliverMail(clock, { through: provider });
    }
    const all = await letters();
    expect(all.every(({ state }) => state === "sent")).toBe(true);
    expect(provider.sends).toBe(all.length);
  });
  it("takes on no more than fits into its time, says that there is more, and leaves it untouched", async () => {
    for (let n = 0; n < 8; n += 1) await story.assigned();
    const provider = new Provider();
    let seconds = 0;
    const clock = () => new Date(later(1).getTime() + seconds * 1_000);
    const { remembers, longestAnswer } = provider;
    const slow: Transport = {
      ...{ remembers, longestAnswer },
      send: async (mail) => {
        seconds += 5;
        return provider.send(mail);
      },
    };
    // Four at once, five seconds each: the second lot begins within its time, a third would not.
    const all = (await letters()).length;
    expect(await deliverPart(clock, { within: 30_000, through: slow })).toEqual({ sent: 8, more: true });
    const rest = (await letters()).filter(({ state }) => state === "waiting");
    expect(rest).toHaveLength(all - 8);
    for (const letter of rest) expect(letter).toMatchObject({ attempts: 0, unsureSince: null });
    expect(await deliverPart(clock, { through: slow })).toEqual({ sent: all - 8, more: false });
    expect(provider.sends).toBe(all);
  });
  it("takes up what a process held when it died, once its time is over", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    const hanging = new Promise<never>(() => {});
    const { remembers, longestAnswer } = smtpTransport("smtp://localhost");
    // As long as RFC 5321 has a client wait for the last word, and for the words before it.
    expect(longestAnswer).toBeGreaterThan(10 * 60_000);
    void deliverMail(later(1), { through: { remembers, longestAnswer, send: () => hanging } });
    await expect.poll(async () => (await letterOf(number, "take")).attempts).toBe(1);
    const answered = later(1, longestAnswer / 3_600_000);
    expect(await deliverMail(answered, { through: provider })).toBe(0);
    expect(await deliverMail(later(1, 0.3), { through: provider })).toBe(2);
  });
  it("hands what a process held when it died to a forgetful provider once more, an hour later", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    provider.remembers = false;
    const dying: Transport = { remembers: false, longestAnswer: 60_000, send: () => new Promise(() => {}) };
    void deliverMail(later(1), { through: dying });
    // Each of its letters is in that hand: one brings a receipt along, and takes longer to be written.
    const letters = async () => (await look(number)).letters;
    await expect.poll(async () => (await letters()).every(({ attempts }) => attempts === 1)).toBe(true);
    for (let minute = 10; minute < 60; minute += 10)
      expect(await deliverMail(later(1, minute / 60), { through: provider })).toBe(0);
    expect(provider.sends).toBe(0);
    void deliverMail(later(1, 1), { through: dying });
    await expect.poll(async () => (await letters()).every(({ failure }) => failure === "unsure")).toBe(true);
    for (let hour = 2; hour < 30; hour += 1) await deliverMail(later(1, hour), { through: provider });
    expect(provider.sends).toBe(0);
    expect(await letterOf(number, "take")).toMatchObject({ state: "dead", failure: "unsure" });
  });
  it("counts a refusal for nothing where it is to go once more", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    provider.remembers = false;
    provider.deaf = true;
    await deliverMail(later(1), { through: provider });
    provider.deaf = false;
    provider.failWith = () => new MailFailure("smtp_451", { refused: true });
    for (const hour of [1, 2, 6]) await deliverMail(later(1, hour), { through: provider });
    expect(await letterOf(number, "take")).toMatchObject({ state: "waiting", attempts: 4 });
    provider.failWith = null;
    await deliverMail(later(1, 12), { through: provider });
    expect(await letterOf(number, "take")).toMatchObject({ state: "sent", failure: null, unsureSince: null });
  });
  it("gives up what the provider will never take, with its reason", async () => {
    const number = await story.assigned();
    const provider = new Provider();
    provider.failWith = ({ to }) =>
      to === world.ana.email ? new MailFailure("smtp_550", { permanent: true, refused: true }) : null;
    await deliverMail(later(1), { through: provider });
    expect(await letterOf(number, "take")).toMatchObject({
      state: "dead",
      failure: "smtp_550",
      deliveredAt: null,
    });
  });
  it("sends nothing to an address that takes no mail", async () => {
    const number = await story.assigned();
    await db
      .insert(blockedAddresses)
      .values({ address: (world.ana.email ?? "").toLowerCase(), reason: "bounced", since: later(0) });
    const provider = new Provider();
    await deliverMail(later(1), { through: provider });
    expect(provider.taken).toEqual([]);
    expect((await letterOf(number, "take")).state).toBe("skipped");
  });
});

describe("a letter", () => {
  const rich: RichDocument = {
    type: "doc",
    content: [
      {
        type: "paragraph",
        content: [
          { type: "text", text: "Veja " },
          { type: "text", text: "isto", marks: [{ type: "bold" }] },
          {
            type: "text",
            text: " <script>alert(1)</script>",
            marks: [{ type: "link", attrs: { href: "https://gov.example/a?b=1&c=2" } }],
          },
        ],
      },
      {
        type: "bulletList",
        content: [
          { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "um" }] }] },
        ],
      },
    ],
  };
  it("carries the words that were said, the button, what happens next and who writes", async () => {
    const number = await story.assigned();
    await addFollowUp(world.marina, { number, body: rich, files: [] }, later(1));
    const mail = await compose(await letterOf(number, "follow_up"));
    expect(mail.to).toBe(world.ana.email);
    expect(mail.html).toContain("<strong>isto</strong>");
    expect(mail.html).toContain('href="https://gov.example/a?b=1&amp;c=2"');
    expect(mail.html).not.toContain("<script");
    expect(mail.html).toContain(`href="http://localhost:3000/chamados/${number}"`);
    expect(new Set(mail.html.match(/\blang="[^"]*"/g))).toEqual(new Set(['lang="pt-BR"']));
    // What lists show beside the subject: nobody's words, and nothing to fill it up.
    const [, preview] = /display:none[^>]*>([^<]*)</.exec(mail.html) ?? [];
    expect(preview).toContain("A equipe respondeu ao seu chamado.");
    expect(preview).not.toContain("Veja isto");
    expect(mail.html).not.toMatch(/\u200c/);
    expect(mail.html.match(/<title>[^<]*/g)).toEqual([`<title>${mail.subject}`]);
    expect(mail.text).toContain("> Veja isto <script>alert(1)</script>");
    expect(mail.text).toContain("> - um");
    expect(mail.text).toContain(`http://localhost:3000/chamados/${number}`);
    expect(mail.text).toContain("Secretaria de Finanças");
    expect(mail.html).not.toMatch(/<(link|img|iframe|form)/);
  });
  it("is the same each time it is written, and belongs to its ticket's thread", async () => {
    const number = await story.validating();
    const letter = await letterOf(number, "propose_solution");
    const mail = await compose(letter);
    expect(await compose(letter)).toEqual(mail);
    const { id } = await look(number);
    const token = /^resposta\+([a-z2-7]{32})@portal\.example$/.exec(mail.replyTo ?? "")?.[1];
    expect(mail.headers).toEqual({
      "In-Reply-To": `<ticket-${id}@guiche.example>`,
      References: `<ticket-${id}@guiche.example> <${token}@guiche.example>`,
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    });
    expect(mail.messageId).toBe(`${token}.${letter.id}@guiche.example`);
    expect(mail.text.startsWith("--- Responda acima desta linha ---")).toBe(true);
    const receipt = await compose(await letterOf(number, "open"));
    expect(receipt.headers["Auto-Submitted"]).toBe("auto-replied");
    expect(receipt.headers.References).toBe(mail.headers.References);
  });
  it("has a secret in its name, whether or not it can be answered", async () => {
    const number = await story.assigned();
    const letter = await letterOf(number, "take");
    const { messageId, headers } = await compose({ ...letter, replyId: null });
    expect(messageId).toMatch(new RegExp(`^${letter.id}\\.[0-9a-f]{40}@guiche\\.example$`));
    expect((await compose({ ...letter, replyId: null })).messageId).toBe(messageId);
    expect(headers.References).toBe(headers["In-Reply-To"]);
    // It is no address at which somebody answers.
    expect(tokensIn([], `<${messageId}>`)).toEqual([]);
    expect(tokensIn([], `<${(await compose(letter)).messageId}>`)).toHaveLength(1);
  });
  it("says nothing of what is internal", async () => {
    const number = await story.assigned();
    await addNote(world.tiago, { number, body: says("Só para a equipe."), files: [] }, later(1));
    const letter = await letterOf(number, "add_note");
    expect(letter.messageId).toBeNull();
    const mail = await compose(letter);
    expect(mail.html + mail.text).not.toContain("Só para a equipe");
  });
  it("lets its reader answer a solution, by a link that is nowhere kept", async () => {
    const number = await story.validating();
    const letter = await letterOf(number, "propose_solution");
    const { text } = await compose(letter);
    const token = /acompanhar\/([\w-]+)/.exec(text)?.[1] ?? "";
    expect(token).toHaveLength(43);
    const [link] = await db
      .select()
      .from(letterLinks)
      .where(eq(letterLinks.hash, digestOf(token)));
    const [solution] = (await look(number)).solutions;
    expect(link).toMatchObject({
      purpose: "answer",
      userId: world.ana.userId,
      subjectId: solution?.id,
      usedAt: null,
    });
    const stored = JSON.stringify([await letters(), link]);
    expect(stored).not.toContain(token);
  });
  it("lets its reader answer a solution from the notice as well, and asks for time from that of a wait", async () => {
    const number = await story.validating();
    await letPass(number, later(8));
    const { text } = await compose(await letterOf(number, "remind"));
    expect(text).toMatch(/Dizer se resolveu:\nhttp.*\/acompanhar\/[\w-]{43}/);
    expect(text).toMatch(/Ainda preciso:\nhttp.*\/acompanhar\/[\w-]{43}/);
    expect(text).toContain("Se só precisar de mais tempo, diga que ainda precisa.");
    const { text: wait } = await compose(await letterOf(await story.reminded(), "remind"));
    expect(wait).toMatch(/Ainda preciso:\nhttp.*\/acompanhar\/[\w-]{43}/);
  });
  it("says a question in a paragraph of its own, however it ends, and until when to answer", async () => {
    const until = (due: Date) => momentInFull(due, "America/Sao_Paulo");
    const [number, reason] = [await story.assigned(), "O acesso também é para 2026?"];
    await setPending(world.marina, { number, type: "requester", reason }, later(0, 2));
    const asked = await letterOf(number, "set_pending");
    expect(asked.body.split("\n\n").slice(1, -1)).toEqual([
      "Para continuar, precisamos de você:",
      reason,
      `Responda até ${until(later(7, 2))}; depois disso vamos propor o encerramento do chamado.`,
    ]);
    expect((await compose(asked)).html).toContain(`>${reason}</p>`);
    // Said again before the wait ends, and with a new end once it is changed.
    await letPass(number, later(2, 2));
    expect((await letterOf(number, "remind")).body.split("\n\n")).toContain(reason);
    await changePending(world.marina, { number, type: "requester", reason: "E para 2027!" }, later(3));
    expect((await letterOf(number, "change_pending")).body).toContain(
      `E para 2027!\n\nResponda até ${until(later(10))};`,
    );
    await changePending(world.marina, { number, type: "third_party", reason: "Veio a peça?" }, later(4));
    const other = (await letterOf(number, "change_pending")).body.split("\n\n");
    expect(other.slice(1, -1)).toEqual([expect.stringMatching(/O motivo:$/), "Veio a peça?"]);
    const reviewed = await story.inReview();
    await setPending(world.marina, { number: reviewed, type: "requester", reason }, later(0, 2));
    expect((await letterOf(reviewed, "set_pending")).body).toContain(
      "depois disso a análise continua sem a sua resposta.",
    );
  });
  it("of a solution says until when to answer, and brings it again before its end, proved or not", async () => {
    const number = await story.validating();
    const proposed = await letterOf(number, "propose_solution");
    expect(proposed).toMatchObject({
      subject: expect.stringContaining("a solução espera a sua resposta"),
      body: expect.stringContaining(
        `Diga até ${momentInFull(later(10, 3), "America/Sao_Paulo")} se ela resolveu ou não; sem a sua resposta, o chamado é encerrado.`,
      ),
    });
    await db.update(tickets).set({ proved: false }).where(eq(tickets.number, number));
    await letPass(number, later(8));
    const { text, subject } = await compose(await letterOf(number, "remind"));
    expect(text).toContain("> Corrigimos o cadastro.");
    const { title } = await look(number);
    expect(subject + text).not.toContain(title);
    const silent = await story.reminded();
    await letPass(silent, later(7, 2));
    expect((await letterOf(silent, "pending_lapse")).body).toContain(
      `diga até ${momentInFull(later(17, 2), "America/Sao_Paulo")} que não resolveu`,
    );
  });
  it("that confirms an opening names the promised day and the next step", async () => {
    const lawful = await letterOf(await story.promisedByLaw(), "open");
    const [target] = (await look(1)).targets;
    const day = dayInFull(dayIn("America/Sao_Paulo", target?.dueAt ?? later(0)));
    expect(lawful.body.split("\n\n")[2]).toBe(
      `A previsão é até ${day}. O próximo passo é da equipe: ela atende o pedido. Quando houver uma solução, você diz se ela resolveu.`,
    );
    const { number } = await world.open(world.ana, undefined, world.reviewed);
    const { id, title, messages, events } = await look(number);
    const begun = { id, number, title, messageId: messages[0]?.id ?? "", eventId: events[0]?.id ?? "" };
    await db.update(tickets).set({ promisedOn: "2026-03-25" }).where(eq(tickets.id, id));
    const [ana, bare] = ["ana@outra.example", "nua@outra.example"];
    const requester = { id: world.ana.userId, name: "Ana" };
    await transact(async (tx) => {
      await acknowledge(tx, begun, { ...requester, address: ana }, later(0));
      await acknowledge(tx, begun, { ...requester, address: bare, proved: false }, later(0));
    });
    const bodies = new Map((await letters()).map(({ toAddress, body }) => [toAddress, body]));
    expect(bodies.get(ana)).toContain(
      "A previsão é até 25 de março de 2026. O próximo passo é da equipe: ela analisa o pedido e atende.",
    );
    expect(bodies.get(bare)).not.toMatch(/previsão|próximo passo/);
  });
  it("carries the department's card, with its message service", async () => {
    const messageService = "https://conversa.orgao.example/financas?a=1&b=2";
    await db.update(departments).set({ messageService }).where(eq(departments.id, world.finance.id));
    const mail = await compose(await letterOf(await story.assigned(), "take"));
    expect(mail.text).toContain(`Conversar por mensagem: ${messageService}\n`);
    expect(mail.html).toMatch(
      /<a[^>]* href="https:\/\/conversa\.orgao\.example\/financas\?a=1&amp;b=2"[^>]*>Conversar por mensagem<\/a>/,
    );
  });
  it("leads to the choice of letters where its reader has one", async () => {
    const WORDS = "Escolher quais avisos chegam por e-mail";
    const number = await story.reminded();
    const take = await letterOf(number, "take");
    const mail = await compose(take);
    expect(mail.text).toContain(`${WORDS}: http://localhost:3000/perfil/avisos#preferencias\n`);
    expect(mail.html).toMatch(
      new RegExp(`<a[^>]* href="http://localhost:3000/perfil/avisos#preferencias"[^>]*>${WORDS}</a>`),
    );
    // What comes in any case, and the receipt.
    for (const kind of ["remind", "open"]) {
      const { text, html } = await compose(await letterOf(number, kind));
      expect(text + html).not.toContain(WORDS);
    }
    // Who only ever wrote enters nowhere.
    await db.update(users).set({ origin: "email" }).where(eq(users.id, world.ana.userId));
    const { text, html } = await compose(take);
    expect(text + html).not.toContain("/perfil/avisos");
  });
  it("is written in the transaction of the change, with the words left where they were said", async () => {
    const number = await story.assigned();
    await proposeSolution(world.marina, words(number, "Segredo do conteúdo."), later(1));
    expect(JSON.stringify(await letters())).not.toContain("Segredo do conteúdo");
    await letPass(number, later(8));
    expect((await look(number)).letters.filter(({ kind }) => kind === "remind")).toHaveLength(1);
  });
});
