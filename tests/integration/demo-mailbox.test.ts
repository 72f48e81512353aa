import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import { deliverToMailbox } from "@/lib/mail/mutations/deliver-to-mailbox";
import { findLetter, listLetters, type MailCursor } from "@/lib/mail/queries";

const settings = vi.hoisted(() => ({ GUICHE_DEMO: true }));
vi.mock("@/lib/env", () => ({ env: () => settings }));

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 10, minute));

beforeAll(async () => {
  await db.insert(outbox).values(
    Array.from({ length: 60 }, (_, place) => ({
      kind: "reply",
      toAddress: place % 2 ? "Ana@planejamento.example" : "carlos@siop.example",
      subject: `Mensagem ${place}`,
      body: "Olá.",
      path: "/chamados/1",
      // Several at the same moment: the id parts them.
      createdAt: at(Math.floor(place / 4)),
    })),
  );
});

describe("the demo's mailbox", () => {
  it("gives every message once, newest first, page after page", async () => {
    const seen: { id: string; createdAt: Date }[] = [];
    let before: MailCursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof listLetters>> = await listLetters({ to: "", before });
      seen.push(...page.letters);
      before = page.next;
    } while (before);
    expect(new Set(seen.map((letter) => letter.id)).size).toBe(60);
    expect(seen).toHaveLength(60);
    const times = seen.map((letter) => letter.createdAt.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it("finds a recipient's mail, whatever the case", async () => {
    const { letters } = await listLetters({ to: "ana@", before: null });
    expect(letters).toHaveLength(25);
    expect(new Set(letters.map((letter) => letter.to))).toEqual(new Set(["Ana@planejamento.example"]));
    expect((await listLetters({ to: "%", before: null })).letters).toEqual([]);
  });

  it("opens one, and none for what is no id", async () => {
    const [first] = (await listLetters({ to: "", before: null })).letters;
    expect(await findLetter(first?.id ?? "")).toMatchObject({
      body: "Olá.",
      path: "/chamados/1",
      headers: {},
    });
    expect(await findLetter("1 or 1=1")).toBeNull();
  });

  it("counts what stands in it as delivered", async () => {
    await deliverToMailbox(at(59));
    const [first] = (await listLetters({ to: "", before: null })).letters;
    expect((await findLetter(first?.id ?? ""))?.deliveredAt).toEqual(at(59));
  });

  it("does not exist outside the demo", async () => {
    settings.GUICHE_DEMO = false;
    await expect(listLetters({ to: "", before: null })).rejects.toThrow(/demo/);
    await expect(findLetter("019b0000-0000-7000-8000-000000000000")).rejects.toThrow(/demo/);
    await expect(deliverToMailbox(at(59))).rejects.toThrow(/demo/);
  });
});
