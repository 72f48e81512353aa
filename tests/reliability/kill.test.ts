import { spawn } from "node:child_process";
import { once as happens } from "node:events";
import path from "node:path";
import { eq } from "drizzle-orm";
import { Client } from "pg";
import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { sweepStorage } from "@/lib/attachments/mutations/sweep-unclaimed";
import { auditData } from "@/lib/backup/audit";
import { saveDraft } from "@/lib/drafts/mutations/save-draft";
import { findDraft } from "@/lib/drafts/queries";
import { servicePlace, ticketPlace } from "@/lib/place";
import { storage } from "@/lib/storage/place";
import { look, stories } from "../support/stories";
import { createWorld, later, openingOf, type World } from "../support/world";
import { ACTS, type ActName, type Deed } from "./acts";

const IN_TRANSACTION = ["moved", "recorded", "said", "told"] as const;

/** Where each act is cut short; after "committed" it is done, though nobody was told. */
const POINTS: Record<ActName, readonly string[]> = {
  open: ["numbered", "recorded", "told", "committed"],
  reply: [...IN_TRANSACTION, "committed"],
  refuse: [...IN_TRANSACTION, "committed"],
  approve: [...IN_TRANSACTION, "committed"],
  upload: ["stored", "recorded", "committed"],
};

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

/** Runs the act in another process that dies at the point. */
async function killedAt(point: string, act: ActName, deed: Deed): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "tests/reliability/victim.ts", JSON.stringify({ act, deed })],
    {
      env: {
        ...process.env,
        GUICHE_DEMO: "1",
        FAULT_POINT: point,
        TSX_TSCONFIG_PATH: path.resolve("scripts/tsconfig.json"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const heard: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => heard.push(part));
  const [, signal] = await happens(child, "close");
  expect(signal, Buffer.concat(heard).toString()).toBe("SIGKILL");
  expect(Buffer.concat(heard).toString()).not.toContain("acknowledged");
}

async function audited(): Promise<void> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  expect(await auditData(client)).toEqual([]);
  await client.end();
}

async function deedFor(act: ActName, point: string): Promise<Deed> {
  const story = stories(world);
  const number = act === "reply" ? await story.assigned() : act === "open" ? 0 : await story.validating();
  const key = v7();
  return {
    actor: world.ana,
    number,
    key,
    text: `Morreu em ${point}.`,
    files: [],
    at: later(1).toISOString(),
    opening: act === "open" ? openingOf(world.tax, { submissionKey: key }) : undefined,
  };
}

describe.each(Object.entries(POINTS))("the process dies during %s", (name, points) => {
  const act = name as ActName;
  if (act === "upload") return;

  it.each(points)(
    "at “%s”: it is done once or not at all, and the draft is there until it is",
    async (point) => {
      const deed = await deedFor(act, point);
      const before = deed.number ? await look(deed.number) : null;
      const place = before ? ticketPlace(before.id, "reply") : servicePlace(world.tax.id);
      await saveDraft(
        world.ana,
        place,
        { id: deed.key, revision: 0, content: { body: deed.text } },
        later(1),
      );

      await killedAt(point, act, deed);
      await audited();
      const done = point === "committed";
      const draft = await findDraft(world.ana, place);
      expect(draft?.id ?? null).toBe(done ? null : deed.key);
      if (before && !done) {
        const { letters, events, messages, status } = await look(deed.number);
        expect({ letters, events, messages, status }).toEqual({
          letters: before.letters,
          events: before.events,
          messages: before.messages,
          status: before.status,
        });
      }

      // The person tries again, and once more because nothing seemed to happen.
      const first = await ACTS[act](deed);
      expect(await ACTS[act](deed)).toEqual(
        act === "approve" ? { messageId: deed.key } : (first ?? { messageId: deed.key }),
      );
      await audited();
      expect(await findDraft(world.ana, place)).toBeNull();
      if (!before) return;
      const after = await look(deed.number);
      expect(after.events).toHaveLength(before.events.length + 1);
      expect(after.messages).toHaveLength(before.messages.length + 1);
      expect(new Set(after.letters.map(({ eventId, toAddress }) => `${eventId} ${toAddress}`)).size).toBe(
        after.letters.length,
      );
    },
  );
});

describe("the process dies while a file arrives", () => {
  it.each(POINTS.upload)("at “%s”: bytes and row in the end, or neither", async (point) => {
    const deed = await deedFor("upload", point);
    const rows = () => db.select().from(attachments).where(eq(attachments.place, deed.key));
    await killedAt(point, "upload", deed);
    expect(await rows()).toHaveLength(point === "committed" ? 1 : 0);
    await sweepStorage(new Date(Date.now() + 2 * 86_400_000));
    for (const { storageKey } of await rows()) {
      let size = 0;
      for await (const part of storage().read(storageKey)) size += part.length;
      expect(size).toBeGreaterThan(0);
    }
    const kept: string[] = [];
    for await (const key of storage().keysBefore(new Date(Date.now() + 86_400_000))) kept.push(key);
    const known = await db.select({ key: attachments.storageKey }).from(attachments);
    expect(kept.sort()).toEqual(known.map(({ key }) => key).sort());
  });
});
