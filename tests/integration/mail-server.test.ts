import { createTransport } from "nodemailer";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/index";
import { incomingMail } from "@/db/schema/incoming";
import { watchMailbox } from "@/lib/incoming/imap";
import { processMail } from "@/lib/incoming/process";
import { LONGEST_MESSAGE } from "@/lib/incoming/receive";
import { plainText } from "@/lib/richtext/document";
import type { RichDocument } from "@/lib/richtext/schema";
import { StorageError } from "@/lib/storage/driver";
import { storage } from "@/lib/storage/place";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { emptyDatabase } from "../support/database";
import { DOVECOT, MailServer } from "../support/dovecot";
import { letterOf, openMailboxes, writeMail } from "../support/mail";
import { look, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

describe.skipIf(!DOVECOT && !process.env.CI)("a mailbox on a real server", () => {
  let server: MailServer;
  let world: World;
  let watching: { stop: () => Promise<void> } | null = null;

  beforeAll(() => {
    if (!DOVECOT) throw new Error("There is no Dovecot: install it (dovecot-imapd), or name it in DOVECOT.");
  });
  beforeEach(async () => {
    await emptyDatabase();
    world = await createWorld();
    await openMailboxes(world);
    server = await MailServer.open();
  });
  afterEach(async () => {
    await watching?.stop();
    watching = null;
    vi.restoreAllMocks();
    await server.close();
  });

  function watch(url = server.url()): void {
    const stop = new AbortController();
    const ended = watchMailbox(url, {
      signal: stop.signal,
      now: () => later(1),
      lookAgainMs: 50,
      firstPauseMs: 50,
    });
    watching = {
      stop: async () => {
        stop.abort();
        await ended;
      },
    };
  }
  const rows = () => db.select().from(incomingMail).orderBy(incomingMail.id);
  const arrived = (count: number) =>
    vi.waitFor(async () => expect(await rows()).toHaveLength(count), { timeout: 15_000, interval: 50 });
  const message = (text: string, more = {}) =>
    writeMail({
      from: "José da Silva <jose@pessoa.example>",
      to: "financas@portal.example",
      subject: text,
      text,
      ...more,
    });
  const send = async (mail: Parameters<typeof writeMail>[0]) => {
    const program = createTransport({ url: server.smtpUrl(), ignoreTLS: true });
    await program.sendMail(mail);
    program.close();
  };

  it("opens a ticket from what a mail program sends, and takes the answer to its letter", async () => {
    watch();
    await send({
      from: "José <jose@pessoa.example>",
      to: "financas@portal.example",
      subject: "IPVA",
      text: "Paguei duas vezes.",
    });
    await arrived(1);
    await processMail(later(1));
    await addFollowUp(world.marina, words(1, "Envie o comprovante."), later(2));
    const letter = await letterOf(1, "follow_up");
    await send({
      from: letter.to,
      to: letter.replyTo ?? "",
      subject: `Re: ${letter.subject}`,
      text: `Segue.\n\nEm 3 de mar. de 2026, às 10:00, Portal escreveu:\n\n${letter.text.replace(/^/gm, "> ")}`,
      attachments: [{ filename: "comprovante.pdf", content: "%PDF-1.4\n%%EOF\n" }],
    });
    await arrived(2);
    await processMail(later(2));
    expect(plainText((await look(1)).messages.at(-1)?.body as RichDocument)).toBe("Segue.");
    expect((await rows()).map(({ state }) => state)).toEqual(["posted", "posted"]);
  });

  it("begins with what nobody has read, then goes by what came; each once, over new connections", async () => {
    server.deliver(await message("Um"), "financas@portal.example");
    watch();
    await arrived(1);
    await vi.waitFor(() => expect(server.count()).toEqual({ fresh: 0, read: 1 }));
    await watching?.stop();
    server.deliver(await message("Dois"), "financas@portal.example");
    watch();
    await arrived(2);
    server.deliver(await message("Três"), "financas@portal.example");
    await arrived(3);
    await watching?.stop();
    watch();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await processMail(later(1));
    expect((await rows()).map(({ subject }) => subject)).toEqual(["Um", "Dois", "Três"]);
  });

  it("goes on where it was after the server was away", async () => {
    watch();
    server.deliver(await message("Antes"), "financas@portal.example");
    await arrived(1);
    await server.stop();
    server.deliver(await message("Durante 1"), "financas@portal.example");
    server.deliver(await message("Durante 2"), "financas@portal.example");
    await new Promise((resolve) => setTimeout(resolve, 300));
    await server.start();
    await arrived(3);
    await vi.waitFor(() => expect(server.count()).toEqual({ fresh: 0, read: 3 }));
  });

  it("says nothing twice when the server numbers its messages anew", async () => {
    watch();
    server.deliver(await message("Um"), "financas@portal.example");
    await arrived(1);
    await watching?.stop();
    await server.renumber();
    server.deliver(await message("Dois"), "financas@portal.example");
    watch();
    await arrived(2);
    await processMail(later(1));
    expect((await rows()).filter(({ state }) => state === "posted")).toHaveLength(2);
  });

  it("loses nothing while there is no room for it here", async () => {
    const write = vi.spyOn(storage(), "write").mockRejectedValue(new StorageError("no space left"));
    server.deliver(await message("Um"), "financas@portal.example");
    watch();
    // Longer than a message is tried that cannot be read by itself.
    await vi.waitFor(() => expect(write.mock.calls.length).toBeGreaterThan(5), { timeout: 15_000 });
    expect(server.count().read).toBe(0);
    write.mockRestore();
    await arrived(1);
    await vi.waitFor(() => expect(server.count().read).toBe(1));
  });

  it("tells the team of a message that is too long, without taking it in", async () => {
    const head = await message("Enorme");
    server.deliver(Buffer.concat([head, Buffer.alloc(LONGEST_MESSAGE, "x\n")]), "financas@portal.example");
    watch();
    await arrived(1);
    expect((await rows())[0]).toMatchObject({
      state: "quarantined",
      reason: "too_large",
      subject: "Enorme",
      storageKey: null,
    });
  });

  it("tries again, and breaks nothing, with a wrong password", async () => {
    watch(server.url("errada"));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await rows()).toEqual([]);
  });
});
