import { beforeAll, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/api/demo/letters/[id]/[file]/route";
import { db } from "@/db/index";
import { outbox } from "@/db/schema/mail";
import type { Cursor } from "@/lib/cursor";
import { deliverMail } from "@/lib/mail/deliver";
import { findEnclosed, findLetter, findLetterHtml, listLetters } from "@/lib/mail/queries";
import { look } from "../support/stories";
import { createWorld, later } from "../support/world";

const settings = vi.hoisted(() => ({
  GUICHE_DEMO: true,
  APP_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
}));
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
      nextAttemptAt: at(Math.floor(place / 4)),
    })),
  );
});

describe("the demo's mailbox", () => {
  it("gives every message once, newest first, page after page", async () => {
    const seen: { id: string; createdAt: Date }[] = [];
    let before: Cursor | null = null;
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
      text: null,
      headers: {},
    });
    expect(await findLetterHtml(first?.id ?? "")).toBeNull();
    expect(await findLetter("1 or 1=1")).toBeNull();
  });

  it("shows every message as it went out", async () => {
    expect(await deliverMail(at(59))).toBe(60);
    expect(await deliverMail(at(59))).toBe(0);
    const [first] = (await listLetters({ to: "", before: null })).letters;
    const letter = await findLetter(first?.id ?? "");
    expect(letter?.deliveredAt).toEqual(at(59));
    expect(letter?.text).toContain("http://localhost:3000/chamados/1");
    expect(letter?.headers).toMatchObject({
      From: "Portal de atendimento <portal@guiche.example>",
      "Auto-Submitted": "auto-generated",
    });
    expect(await findLetterHtml(first?.id ?? "")).toContain('href="http://localhost:3000/chamados/1"');
    expect(await findLetterHtml("1 or 1=1")).toBeNull();
  });

  it("has what went with a message, once it went", async () => {
    const world = await createWorld();
    const { number } = await world.open(world.ana);
    const [receipt] = (await look(number)).letters;
    const id = receipt?.id ?? "";
    const name = `comprovante-${String(number).padStart(8, "0")}.pdf`;
    const ask = (file: string) =>
      GET(new Request("http://localhost:3000"), { params: Promise.resolve({ id, file }) });
    expect((await findLetter(id))?.files).toEqual([]);
    expect((await ask(name)).status).toBe(404);
    await deliverMail(later(1));
    const response = await ask(name);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="comprovante-/);
    expect((await findLetter(id))?.files).toEqual([{ name, size: bytes.length }]);
    expect((await ask("outro.pdf")).status).toBe(404);
    expect(await findEnclosed("1 or 1=1", name)).toBeNull();
  });

  it("does not exist outside the demo", async () => {
    settings.GUICHE_DEMO = false;
    const params = Promise.resolve({ id: "019b0000-0000-7000-8000-000000000000", file: "x.pdf" });
    expect((await GET(new Request("http://localhost:3000"), { params })).status).toBe(404);
    await expect(findEnclosed("019b0000-0000-7000-8000-000000000000", "x.pdf")).rejects.toThrow(/demo/);
    await expect(listLetters({ to: "", before: null })).rejects.toThrow(/demo/);
    await expect(findLetter("019b0000-0000-7000-8000-000000000000")).rejects.toThrow(/demo/);
    await expect(findLetterHtml("019b0000-0000-7000-8000-000000000000")).rejects.toThrow(/demo/);
  });
});
