import { createHmac, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import { deliverMail } from "@/lib/mail/deliver";
import { troubleInWords } from "@/lib/mail/labels";
import { resendTransport } from "@/lib/mail/resend";
import { smtpTransport } from "@/lib/mail/smtp";
import { type Mail, MailFailure, type Transport } from "@/lib/mail/transport";
import { emptyDatabase } from "../support/database";
import { endless } from "../support/endless";
import { FakeResend } from "../support/resend";
import { Postbox } from "../support/smtp";
import { look, stories } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

const mail: Mail = {
  from: "Portal <portal@orgao.example>",
  replyTo: null,
  to: "ana@correio.example",
  subject: "[00000001] Solicitação: nova resposta",
  html: "<p>Olá, <strong>Ana</strong>.</p>",
  text: "Olá, Ana.\n",
  headers: { "Auto-Submitted": "auto-generated", References: "<ticket-1@orgao.example>" },
  attachments: [],
  messageId: "letter-1@orgao.example",
  idempotencyKey: "letter/1",
  letterId: randomUUID(),
};

/** Bytes that no encoding may change. */
const paper = {
  name: "comprovante-00000001.pdf",
  type: "application/pdf",
  content: Buffer.from(Array.from({ length: 3_000 }, (_, place) => (place * 7) % 256)),
};

describe("SMTP", () => {
  let box: Postbox;
  beforeAll(async () => {
    box = await Postbox.open();
  });
  afterAll(() => box.close());
  beforeEach(() => {
    box.refuses = null;
    box.mails.length = 0;
  });

  it("hands a letter over with both its versions and its headers", async () => {
    await smtpTransport(box.url()).send(mail);
    const [taken] = box.mails;
    expect(taken?.subject).toBe(mail.subject);
    expect(taken?.text).toContain("Olá, Ana.");
    expect(taken?.html).toContain("<strong>Ana</strong>");
    expect(taken?.messageId).toBe("<letter-1@orgao.example>");
    expect(taken?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(taken?.references).toBe("<ticket-1@orgao.example>");
  });
  it("hands over what goes with it, byte for byte", async () => {
    await smtpTransport(box.url()).send({ ...mail, attachments: [paper] });
    const [taken] = box.mails;
    expect(taken?.text).toContain("Olá, Ana.");
    expect(taken?.attachments).toMatchObject([
      { filename: paper.name, contentType: paper.type, contentDisposition: "attachment" },
    ]);
    expect(taken?.attachments[0]?.content.equals(paper.content)).toBe(true);
    await smtpTransport(box.url()).send(mail);
    expect(box.mails[1]?.attachments).toEqual([]);
  });
  it.each([
    [550, "No such user", { permanent: true, refused: true }],
    [552, "Mailbox unavailable", { permanent: true, refused: true }],
    [451, "Greylisted, try again later", { refused: true }],
  ])("tells what is refused with %i from what may pass later", async (code, words, options) => {
    box.refuses = { code, words };
    await expect(smtpTransport(box.url()).send(mail)).rejects.toMatchObject({
      code: `smtp_${code}`,
      options: expect.objectContaining(options),
    });
    expect(box.mails).toEqual([]);
  });
  it("is unsure of what was handed over and never answered", async () => {
    box.answers = false;
    const failure = await smtpTransport(box.url())
      .send(mail)
      .catch((error: unknown) => error as MailFailure);
    expect(failure).toBeInstanceOf(MailFailure);
    expect((failure as MailFailure).options.refused).toBe(false);
    expect(box.mails).toHaveLength(1);
    box.answers = true;
  });
  it("is sure of what no server asked for, however it ended", async () => {
    box.hangs = true;
    await expect(smtpTransport(box.url(), 300).send(mail)).rejects.toMatchObject({
      options: { refused: true, down: true },
    });
    box.hangs = false;
    expect(box.mails).toEqual([]);
  });
  it("waits where the server is away, or does not know the portal", async () => {
    const gone = await Postbox.open();
    const url = gone.url();
    await gone.close();
    for (const transport of [smtpTransport(url), smtpTransport(box.url("portal:errada"))]) {
      await expect(transport.send(mail)).rejects.toMatchObject({ options: { refused: true, down: true } });
    }
  });
});

describe("Resend", () => {
  let resend: FakeResend;
  beforeAll(async () => {
    resend = await FakeResend.start();
  });
  afterAll(() => resend.stop());
  beforeEach(() => {
    resend.answer = null;
    resend.taken.clear();
    resend.asked = [];
  });
  const send = () => resendTransport("re_123", resend.url).send(mail);

  it("hands a letter over under its key, once however often it is tried", async () => {
    const first = await send();
    expect(await send()).toEqual(first);
    expect(resend.taken.size).toBe(1);
    expect([...resend.taken.values()][0]).toMatchObject({
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: mail.headers,
    });
    expect(resend.asked[0]).toMatchObject({ authorization: "Bearer re_123", "idempotency-key": "letter/1" });
    expect([...resend.taken.values()][0]).not.toHaveProperty("attachments");
  });
  it("hands over what goes with it", async () => {
    await resendTransport("re_123", resend.url).send({ ...mail, attachments: [paper] });
    expect([...resend.taken.values()][0]?.attachments).toEqual([
      { filename: paper.name, content_type: paper.type, content: paper.content.toString("base64") },
    ]);
  });
  it.each([
    [422, { name: "validation_error" }, { permanent: true, refused: true }],
    [429, { name: "rate_limit_exceeded" }, { refused: true, down: true, retryAfter: 7000 }],
    [401, { name: "missing_api_key" }, { refused: true, down: true }],
    [409, { name: "concurrent_idempotent_requests" }, { refused: true }],
    [500, { name: "internal_server_error" }, { down: true }],
  ])("answers %i", async (status, body, options) => {
    resend.answer = {
      status,
      body: { statusCode: status, message: "x", ...body },
      headers: { "retry-after": "7" },
    };
    await expect(send()).rejects.toMatchObject({ options });
  });
  it("is away", async () => {
    const gone = await FakeResend.start();
    const { url } = gone;
    await gone.stop();
    await expect(resendTransport("re_123", url).send(mail)).rejects.toMatchObject({
      options: { refused: true, down: true },
    });
  });
  it("breaks off, and may have taken it", async () => {
    resend.breaks = true;
    await expect(send()).rejects.toMatchObject({ options: { refused: false, down: true } });
    resend.breaks = false;
  });
});

describe("two days without an answer to a letter that was taken", () => {
  let letters: number;
  beforeEach(async () => {
    await emptyDatabase();
    await stories(await createWorld()).assigned();
    letters = (await db.select().from(outbox)).length;
  });

  /** Every ten minutes. */
  async function deliverFor(hours: number, through: Transport): Promise<void> {
    for (let minute = 0; minute < hours * 60; minute += 10)
      await deliverMail(later(1, minute / 60), { through });
  }
  const ends = async () =>
    (await db.select().from(outbox)).map(({ state, failure }) => [state, failure].join(" "));
  /** How often each letter arrived, by its Message-ID. */
  const copies = (ids: (string | undefined)[]) =>
    [...new Set(ids)].map((id) => ids.filter((other) => other === id).length);

  it("through SMTP: a second copy after an hour, no third, and then the list", async () => {
    const box = await Postbox.open();
    box.silent = true;
    // Long enough for a busy machine to take the letter in before nobody waits for its word.
    const through = smtpTransport(box.url(), 2_000);
    await deliverFor(0.9, through);
    expect(copies(box.mails.map(({ messageId }) => messageId))).toEqual(Array(letters).fill(1));
    await deliverFor(48, through);
    expect(copies(box.mails.map(({ messageId }) => messageId))).toEqual(Array(letters).fill(2));
    expect(await ends()).toEqual(Array(letters).fill("dead unsure"));
    expect(troubleInWords({ state: "dead", fate: null, failure: "unsure", blocked: false })).toMatch(
      /^Pode ter chegado/,
    );
    await box.close();
  });
  it("through Resend: as often as it is tried, it arrives once", async () => {
    const resend = await FakeResend.start();
    resend.answers = false;
    await deliverFor(48, resendTransport("re_123", resend.url));
    expect(resend.asked.length).toBeGreaterThan(2 * letters);
    expect(resend.taken.size).toBe(letters);
    expect(await ends()).toEqual(Array(letters).fill("dead unsure"));
    await resend.stop();
  });
  it("and a server that never asked for one is tried again until it does", async () => {
    const box = await Postbox.open();
    box.hangs = true;
    const through = smtpTransport(box.url(), 120);
    await deliverFor(3, through);
    expect(await ends()).toEqual(Array(letters).fill("waiting smtp_etimedout"));
    box.hangs = false;
    expect(await deliverMail(later(1, 10), { through: smtpTransport(box.url()) })).toBe(letters);
    expect(copies(box.mails.map(({ messageId }) => messageId))).toEqual(Array(letters).fill(1));
    await box.close();
  });
});

describe("what Resend tells of a letter", () => {
  const SECRET = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
  let world: World;
  let POST: (request: Request) => Promise<Response>;
  beforeAll(async () => {
    vi.stubEnv("RESEND_WEBHOOK_SECRET", SECRET);
    vi.stubEnv("RESEND_API_KEY", "re_123");
    vi.stubEnv("MAIL_FROM", "portal@orgao.example");
    vi.resetModules();
    ({ POST } = await import("@/app/api/webhooks/resend/route"));
  });
  afterAll(() => vi.unstubAllEnvs());
  beforeEach(async () => {
    await emptyDatabase();
    world = await createWorld();
  });

  function told(
    type: string,
    data: object,
    { id = randomUUID(), secret = SECRET, age = 0, at: happened = "2026-03-03T13:00:00.000Z" } = {},
  ): Request {
    const body = JSON.stringify({ type, created_at: happened, data });
    const at = Math.floor(Date.now() / 1000 - age).toString();
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
    return new Request("http://localhost:3000/api/webhooks/resend", {
      method: "POST",
      body,
      headers: { "svix-id": id, "svix-timestamp": at, "svix-signature": `v1,${signature}` },
    });
  }

  async function sentLetter() {
    const number = await stories(world).assigned();
    await deliverMail(later(1), {
      through: {
        ...{ remembers: true, longestAnswer: 60_000 },
        send: async ({ letterId }) => ({ providerId: `re-${letterId}` }),
      },
    });
    const letter = (await look(number)).letters.at(-1);
    if (!letter) throw new Error("no letter");
    return letter;
  }
  const rowOf = async (id: string) => (await db.select().from(outbox).where(eq(outbox.id, id)))[0];
  const fateOf = async (id: string) => (await rowOf(id))?.fate;
  const blocked = () => db.select().from(blockedAddresses);

  it("is kept: delivered, delayed, and never back from what is certain", async () => {
    const letter = await sentLetter();
    const data = { email_id: letter.providerId, to: [letter.toAddress] };
    expect((await POST(told("email.delivery_delayed", data))).status).toBe(200);
    expect(await fateOf(letter.id)).toBe("delayed");
    await POST(told("email.delivered", data));
    await POST(told("email.delivery_delayed", data));
    expect(await fateOf(letter.id)).toBe("delivered");
  });
  it("blocks an address whose mail came back for good, once, and not one that was full", async () => {
    const letter = await sentLetter();
    const data = (type: string) => ({
      email_id: letter.providerId,
      to: [letter.toAddress],
      bounce: { type },
    });
    await POST(told("email.bounced", data("Transient")));
    expect(await blocked()).toEqual([]);
    const id = randomUUID();
    await POST(told("email.bounced", data("Permanent"), { id }));
    expect(await fateOf(letter.id)).toBe("bounced");
    expect(await blocked()).toMatchObject([{ address: letter.toAddress.toLowerCase(), reason: "bounced" }]);
    await db.delete(blockedAddresses);
    // Told twice, it is taken once.
    expect((await POST(told("email.bounced", data("Permanent"), { id }))).status).toBe(200);
    expect(await blocked()).toEqual([]);
  });
  it("brings the id under which it went out, from whichever notice comes first, and moves nothing else", async () => {
    const letter = await sentLetter();
    const data = { email_id: letter.providerId, to: [letter.toAddress] };
    await POST(told("email.sent", { ...data, message_id: "<0100-a.b@email.ses.example>" }));
    expect(await rowOf(letter.id)).toMatchObject({ wireId: "0100-a.b@email.ses.example", fate: null });
    await POST(told("email.delivered", { ...data, message_id: "0200-a.b@email.ses.example" }));
    expect(await rowOf(letter.id)).toMatchObject({ wireId: "0200-a.b@email.ses.example", fate: "delivered" });
    for (const id of ["<a b@x.example>", `<${"a".repeat(600)}@x.example>`, "<a><b>", 7])
      expect((await POST(told("email.delivered", { ...data, message_id: id }))).status).toBe(200);
    expect((await rowOf(letter.id))?.wireId).toBe("0200-a.b@email.ses.example");
    // Others send through the same account: a word of theirs is not asked for again.
    const other = { email_id: "re-of-another", to: [], message_id: "<c@x.example>" };
    const soon = told("email.sent", other, { at: new Date().toISOString() });
    expect((await POST(soon)).status).toBe(200);
  });
  it("told several times at once, is taken once", async () => {
    const letter = await sentLetter();
    const data = { email_id: letter.providerId, to: [letter.toAddress], bounce: { type: "Permanent" } };
    const id = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => POST(told("email.bounced", data, { id }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(await fateOf(letter.id)).toBe("bounced");
    expect(await blocked()).toHaveLength(1);
  });
  it.each([
    ["email.failed", { failed: { reason: "reached_daily_quota" } }, "failed", "resend_reached_daily_quota"],
    ["email.failed", { failed: { reason: "Não aceita ana@correio.example" } }, "failed", null],
    ["email.bounced", { bounce: { type: "Transient" } }, "bounced", "bounce_transient"],
    ["email.bounced", { bounce: { type: "Undetermined" } }, "bounced", "bounce_undetermined"],
    ["email.bounced", {}, "bounced", null],
  ])(
    "keeps why it did not arrive, and writes to where it went as before: %s %o",
    async (type, more, fate, failure) => {
      const letter = await sentLetter();
      await POST(told(type, { email_id: letter.providerId, to: [letter.toAddress], ...more }));
      expect(await rowOf(letter.id)).toMatchObject({ state: "sent", fate, failure });
      expect(await blocked()).toEqual([]);
    },
  );
  it("blocks an address to which Resend does not write", async () => {
    const letter = await sentLetter();
    const data = {
      email_id: letter.providerId,
      to: [letter.toAddress],
      suppressed: { type: "x", message: "x" },
    };
    await POST(told("email.suppressed", data));
    expect(await fateOf(letter.id)).toBe("suppressed");
    expect(await blocked()).toMatchObject([
      { address: letter.toAddress.toLowerCase(), reason: "suppressed" },
    ]);
  });
  it("blocks nobody for a letter that is not the portal's, nor anybody else than who it went to", async () => {
    const letter = await sentLetter();
    const other = { email_id: "re-of-another", to: [letter.toAddress], bounce: { type: "Permanent" } };
    for (const type of ["email.bounced", "email.complained", "email.suppressed"])
      expect((await POST(told(type, other))).status).toBe(200);
    const { email_id: _, ...nameless } = other;
    expect((await POST(told("email.complained", nameless))).status).toBe(200);
    // As young as our own note of the letter might be: told again later.
    const soon = told("email.bounced", other, { at: new Date().toISOString() });
    expect((await POST(soon)).status).toBe(503);
    expect(await blocked()).toEqual([]);
    const own = { ...other, email_id: letter.providerId, to: ["bruno.lima@pessoa.example"] };
    await POST(told("email.bounced", own));
    expect(await blocked()).toMatchObject([{ address: letter.toAddress.toLowerCase() }]);
  });
  it("is known in the order in which it happened, whichever is told first", async () => {
    const at = (minute: number) => ({ at: `2026-03-03T13:${minute}:00.000Z` });
    const letter = await sentLetter();
    const data = {
      ...{ email_id: letter.providerId, to: [letter.toAddress] },
      bounce: { type: "Transient" },
    };
    await POST(told("email.bounced", data, at(20)));
    await POST(told("email.delivered", data, at(10)));
    expect(await fateOf(letter.id)).toBe("bounced");
    await POST(told("email.delivered", data, at(30)));
    expect(await rowOf(letter.id)).toMatchObject({ fate: "delivered", failure: null });
    await POST(told("email.bounced", data, at(25)));
    expect(await fateOf(letter.id)).toBe("delivered");
    await POST(told("email.bounced", data, at(40)));
    expect(await fateOf(letter.id)).toBe("bounced");
    await POST(told("email.complained", data, at(50)));
    await POST(told("email.bounced", data, at(55)));
    expect(await fateOf(letter.id)).toBe("complained");
  });
  it("blocks an address whose owner complains", async () => {
    const letter = await sentLetter();
    await POST(told("email.complained", { email_id: letter.providerId, to: [letter.toAddress] }));
    expect(await fateOf(letter.id)).toBe("complained");
    expect(await blocked()).toMatchObject([{ reason: "complained" }]);
  });
  it("does nothing for what it does not know, and refuses what is not signed, wrongly signed or old", async () => {
    const letter = await sentLetter();
    const data = { email_id: letter.providerId, to: [letter.toAddress] };
    expect((await POST(told("email.opened", data))).status).toBe(200);
    expect((await POST(told("email.delivered", { email_id: "re-none", to: [] }))).status).toBe(200);
    // Faster than our own note of the letter: told again later, it is known.
    const soon = told("email.delivered", { email_id: "re-none", to: [] }, { at: new Date().toISOString() });
    expect((await POST(soon)).status).toBe(503);
    const other = `whsec_${Buffer.from("another secret of the same size!").toString("base64")}`;
    expect((await POST(told("email.delivered", data, { secret: other }))).status).toBe(401);
    expect((await POST(told("email.delivered", data, { age: 3600 }))).status).toBe(401);
    const bare = new Request("http://localhost:3000/api/webhooks/resend", { method: "POST", body: "{}" });
    expect((await POST(bare)).status).toBe(401);
    expect(await fateOf(letter.id)).toBeNull();
  });
  it("is taken without what the database takes no text with", async () => {
    const letter = await sentLetter();
    const data = { email_id: letter.providerId, to: ["a\0b"], message_id: "<a\0b@c>" };
    expect((await POST(told("email.delivered", data))).status).toBe(200);
    expect(await rowOf(letter.id)).toMatchObject({ fate: "delivered", wireId: null });
    const received = { email_id: "in\0-1", to: ["financas@portal.example\0"] };
    expect((await POST(told("email.received", received))).status).toBe(200);
    expect(await db.select().from(incomingMail)).toMatchObject([
      { sourceId: "in-1", recipients: ["financas@portal.example"] },
    ]);
  });
  it("is read up to the length of a notice, and no further", async () => {
    const { request, pulled } = endless("http://localhost:3000/api/webhooks/resend");
    expect((await POST(request)).status).toBe(413);
    expect(pulled()).toBeLessThan(512 * 1024);
  });
});
