import { createHmac, randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { emptyDatabase } from "../support/database";

const SECRET = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
const MINUTE = 60_000;

/** Resend as far as it receives: messages by id, and a signed address for each. */
class Receiving {
  readonly messages = new Map<string, Buffer>();
  fails = 0;
  asked = 0;
  keys: (string | undefined)[] = [];
  private readonly server = http.createServer((request, response) => {
    const [, kind, id] = /^\/(emails\/receiving|raw)\/([\w-]+)/.exec(request.url ?? "") ?? [];
    const raw = this.messages.get(id ?? "");
    if (kind === "raw") {
      response.writeHead(raw ? 200 : 403).end(raw);
      return;
    }
    this.asked += 1;
    this.keys.push(request.headers.authorization);
    if (this.fails-- > 0) {
      response.writeHead(500).end("{}");
      return;
    }
    if (!raw) {
      response.writeHead(404, { "content-type": "application/json" }).end('{"name":"not_found"}');
      return;
    }
    const download_url = `${this.url}/raw/${id}?signature=x`;
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ id, raw: { download_url, expires_at: "2027-01-01T00:00:00Z" } }));
  });
  url = "";
  async open() {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  close() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

const resend = new Receiving();
let POST: (request: Request) => Promise<Response>;
let lib: {
  db: typeof import("@/db/index").db;
  incomingMail: typeof import("@/db/schema/incoming").incomingMail;
  processMail: typeof import("@/lib/incoming/process").processMail;
  receiveMail: typeof import("@/lib/incoming/receive").receiveMail;
  storage: typeof import("@/lib/storage/place").storage;
  mail: typeof import("../support/mail");
  world: typeof import("../support/world");
};

let world: import("../support/world").World;

beforeAll(async () => {
  await resend.open();
  vi.stubEnv("RESEND_WEBHOOK_SECRET", SECRET);
  vi.stubEnv("RESEND_API_KEY", "re_123");
  vi.stubEnv("RESEND_BASE_URL", resend.url);
  vi.stubEnv("MAIL_FROM", "portal@orgao.example");
  vi.resetModules();
  ({ POST } = await import("@/app/api/webhooks/resend/route"));
  lib = {
    ...(await import("@/db/index")),
    ...(await import("@/db/schema/incoming")),
    ...(await import("@/lib/incoming/process")),
    ...(await import("@/lib/incoming/receive")),
    ...(await import("@/lib/storage/place")),
    mail: await import("../support/mail"),
    world: await import("../support/world"),
  };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await resend.close();
});
beforeEach(async () => {
  await emptyDatabase();
  world = await lib.world.createWorld();
  await lib.mail.openMailboxes(world);
  Object.assign(resend, { fails: 0, asked: 0, keys: [] });
  resend.messages.clear();
});

function told(data: object, { id = randomUUID() as string, secret = SECRET } = {}): Request {
  const body = JSON.stringify({ type: "email.received", created_at: new Date().toISOString(), data });
  const at = Math.floor(Date.now() / 1000).toString();
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  return new Request("http://localhost:3000/api/webhooks/resend", {
    method: "POST",
    body,
    headers: { "svix-id": id, "svix-timestamp": at, "svix-signature": `v1,${signature}` },
  });
}

const rows = () => lib.db.select().from(lib.incomingMail).orderBy(lib.incomingMail.id);
const message = (more = {}) =>
  lib.mail.writeMail({
    from: "José <jose@pessoa.example>",
    to: "financas@portal.example",
    subject: "IPVA",
    text: "Paguei duas vezes.",
    ...more,
  });
const soon = (minutes = 1) => new Date(Date.now() + minutes * MINUTE);

describe("a message that Resend takes in", () => {
  const data = { email_id: "in-1", from: "jose@pessoa.example", to: ["financas@portal.example"] };

  it("is fetched as it was sent, and opens its ticket; told twice, it is one", async () => {
    resend.messages.set("in-1", await message());
    const request = told(data, { id: "msg-1" });
    const again = request.clone();
    expect((await POST(request)).status).toBe(200);
    expect((await POST(again as Request)).status).toBe(200);
    expect((await POST(told(data))).status).toBe(200);
    expect(await rows()).toMatchObject([{ state: "announced", recipients: data.to }]);
    expect(await lib.processMail(soon())).toBe(1);
    expect(await rows()).toMatchObject([{ state: "posted", fromAddress: "jose@pessoa.example" }]);
    expect(resend.keys).toEqual(["Bearer re_123"]);
  });
  it("is decided on when it is here, however long that took", async () => {
    resend.messages.set("in-1", await message());
    await POST(told(data));
    const here = soon(5);
    expect(await lib.processMail(() => (resend.asked > 0 ? here : soon()))).toBe(1);
    expect(await rows()).toMatchObject([{ state: "posted", decidedAt: here }]);
  });
  it("told several times at once, is one", async () => {
    resend.messages.set("in-1", await message());
    const request = told(data, { id: "msg-1" });
    const calls = [...Array.from({ length: 4 }, () => request.clone() as Request), told(data), told(data)];
    const answers = await Promise.all(calls.map((call) => POST(call)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(await rows()).toMatchObject([{ state: "announced" }]);
  });
  it("is known by whom it was delivered to, where its own header says less", async () => {
    resend.messages.set("in-1", await message({ to: "lista@outra.example" }));
    await POST(told({ ...data, to: ["lista@outra.example"], received_for: ["financas@portal.example"] }));
    await lib.processMail(soon());
    expect(await rows()).toMatchObject([{ state: "posted" }]);
  });
  it("waits while Resend is away, and is not lost", async () => {
    resend.messages.set("in-1", await message());
    resend.fails = 2;
    await POST(told(data));
    expect(await lib.processMail(soon(1))).toBe(0);
    expect(await lib.processMail(soon(1))).toBe(0);
    expect(resend.asked).toBe(1);
    expect(await lib.processMail(soon(3))).toBe(0);
    expect(await lib.processMail(soon(10))).toBe(1);
    expect(await rows()).toMatchObject([{ state: "posted" }]);
  });
  it("waits for as long as Resend is away, without holding up anything else", async () => {
    resend.messages.set("in-1", await message());
    resend.fails = 40;
    await POST(told(data));
    await lib.receiveMail(
      { source: "imap", sourceId: "x", recipients: [] },
      await message({ from: "r@x.example" }),
      new Date(),
    );
    expect(await lib.processMail(soon(1))).toBe(1);
    for (let n = 1; n < 30; n += 1) await lib.processMail(soon(n * 70));
    expect((await rows())[0]).toMatchObject({ state: "announced" });
    resend.fails = 0;
    expect(await lib.processMail(soon(3000))).toBe(1);
    expect(await rows()).toMatchObject([{ state: "posted" }, { state: "posted" }]);
  });
  it("that Resend does not know any more is told to the administration", async () => {
    await POST(told(data));
    await lib.processMail(soon());
    expect(await rows()).toMatchObject([{ state: "quarantined", reason: "unreadable" }]);
  });
  it("is believed only if Resend signed the word of it", async () => {
    const other = `whsec_${Buffer.from("another secret of the same size!").toString("base64")}`;
    expect((await POST(told(data, { secret: other }))).status).toBe(401);
    expect(await rows()).toEqual([]);
  });
});

describe("deciding on what came in", () => {
  const receive = async (n: number) =>
    lib.receiveMail(
      { source: "imap", sourceId: `m-${n}`, recipients: [] },
      await message({ from: `r${n}@pessoa.example`, text: `Texto ${n}` }),
      new Date(),
    );

  it("is one caller's at a time, however many there are", async () => {
    for (let n = 0; n < 12; n += 1) await receive(n);
    const counts = await Promise.all([1, 2, 3].map(() => lib.processMail(soon())));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
    expect((await rows()).every(({ state }) => state === "posted")).toBe(true);
  });
  it("counts a message when it is begun, and not before; what was begun before comes last", async () => {
    for (let n = 0; n < 3; n += 1) await receive(n);
    const [first, second, third] = await rows();
    await lib.db.update(lib.incomingMail).set({ attempts: 2 }).where(eq(lib.incomingMail.sourceId, "m-0"));
    const stop = new AbortController();
    const begun: string[] = [];
    const read = vi.spyOn(lib.storage(), "read").mockImplementation((key) => {
      begun.push(key);
      if (begun.length === 2) stop.abort();
      throw new Error("a defect");
    });
    await lib.processMail(soon(), { signal: stop.signal });
    read.mockRestore();
    expect(begun).toEqual([second?.storageKey, third?.storageKey]);
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([2, 1, 1]);
    expect(await lib.processMail(soon())).toBe(1);
    expect(await rows()).toMatchObject([
      { id: first?.id, state: "posted", attempts: 3 },
      { state: "received" },
      { state: "received" },
    ]);
  });
  it("is nobody's any more whose time is over when it is begun", async () => {
    await receive(1);
    await receive(2);
    // Whoever has both looks into the first for so long that another takes them.
    const original = lib.storage().read.bind(lib.storage());
    let others = 0;
    const read = vi.spyOn(lib.storage(), "read").mockImplementationOnce((key) => {
      const bytes = original(key);
      return (async function* () {
        others = await lib.processMail(soon(30));
        yield* bytes;
      })() as unknown as ReturnType<typeof original>;
    });
    const mine = await lib.processMail(soon());
    read.mockRestore();
    expect([mine, others]).toEqual([0, 2]);
    expect((await rows()).map(({ state }) => state)).toEqual(["posted", "posted"]);
  });
  it("leaves to others what came just now", async () => {
    await receive(1);
    expect(await lib.processMail(soon(1), { grace: 5 * MINUTE })).toBe(0);
    expect(await lib.processMail(soon(6), { grace: 5 * MINUTE })).toBe(1);
  });
  it("waits as long as it takes for a storage that is away, and gives up soon on what fails by itself", async () => {
    const { StorageError } = await import("@/lib/storage/driver");
    await receive(1);
    const read = vi.spyOn(lib.storage(), "read").mockImplementation(() => {
      throw new StorageError("away");
    });
    for (let n = 1; n <= 10; n += 1) await lib.processMail(soon(n * 90));
    expect(await rows()).toMatchObject([{ state: "received", attempts: 3 }]);
    read.mockImplementation(() => {
      throw new Error("a defect");
    });
    for (let n = 0; n < 8; n += 1) await lib.processMail(soon(2000 + n * 90));
    expect(await rows()).toMatchObject([{ state: "quarantined", reason: "unreadable" }]);
    read.mockRestore();
  });
  it("ends the links of letters in what it gives up: the team can have it as it came", async () => {
    const { letterLinks } = await import("@/db/schema/mail");
    const { digestOf } = await import("@/lib/mail/link");
    const { tickets } = await import("@/db/schema/tickets");
    await world.open(world.ana);
    const [{ id: ticketId } = { id: "" }] = await lib.db.select({ id: tickets.id }).from(tickets);
    const of = { ticketId, userId: world.ana.userId, purpose: "answer" as const, subjectId: ticketId };
    const times = { createdAt: new Date(), expiresAt: soon(60) };
    const tokens = ["a", "b", "c"].map((letter) => letter.repeat(43));
    await lib.db
      .insert(letterLinks)
      .values(tokens.map((token) => ({ ...of, ...times, hash: digestOf(token) })));
    const quoting = async (token = "", textEncoding: "quoted-printable" | "base64" = "quoted-printable") =>
      lib.receiveMail(
        { source: "imap", sourceId: token, recipients: [] },
        await message({ text: `Não, é: http://localhost:3000/acompanhar/${token}`, textEncoding }),
        new Date(),
      );
    // Whoever takes it up never comes back.
    await quoting(tokens[0]);
    await lib.db.update(lib.incomingMail).set({ attempts: 20 });
    await lib.processMail(soon());
    // It fails by itself, each time.
    await quoting(tokens[1], "base64");
    const read = vi.spyOn(lib.storage(), "read");
    for (let n = 0; n < 6; n += 1)
      read.mockImplementationOnce(() => {
        throw new Error("a defect");
      });
    for (let n = 1; n <= 6; n += 1) await lib.processMail(soon(n * 90));
    read.mockRestore();
    expect((await rows()).map(({ reason }) => reason)).toEqual(["unreadable", "unreadable"]);
    const links = await lib.db.select().from(letterLinks).orderBy(letterLinks.id);
    expect(links.map(({ revokedAt }) => revokedAt !== null)).toEqual([true, true, false]);
  });
});
