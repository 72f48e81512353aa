import { spawn } from "node:child_process";
import { once as happens } from "node:events";
import path from "node:path";
import { eq } from "drizzle-orm";
import { Client } from "pg";
import { v7 } from "uuid";
import { expect } from "vitest";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { sweepStorage } from "@/lib/attachments/mutations/sweep-unclaimed";
import { auditData, auditFiles } from "@/lib/backup/audit";
import { saveDraft } from "@/lib/drafts/mutations/save-draft";
import { findDraft } from "@/lib/drafts/queries";
import { servicePlace, ticketPlace } from "@/lib/place";
import { storage } from "@/lib/storage/place";
import { look, stories } from "../support/stories";
import { later, openingOf, type World } from "../support/world";
import { ACTS, type ActName, type Deed } from "./acts";

const IN_TRANSACTION = ["moved", "recorded", "said", "told"] as const;

/** Where each act is cut short; after "committed" it is done, though nobody was told. */
export const POINTS: Record<ActName, readonly string[]> = {
  open: ["numbered", "recorded", "told", "committed"],
  reply: [...IN_TRANSACTION, "committed"],
  refuse: [...IN_TRANSACTION, "committed"],
  approve: [...IN_TRANSACTION, "committed"],
  upload: ["stored", "recorded", "committed"],
};

/** What another process can do, and die of. */
export type VictimAct = ActName | "settle" | "mail" | "deliver" | "watch";

export interface Victim {
  pid: number;
  /** The signal or code it ended with, and what it said. */
  ended: Promise<{ by: unknown; said: string }>;
}

/** Does the act in another process, to which something happens at the point. */
export function startVictim(
  point: string,
  act: VictimAct,
  deed: Pick<Deed, "at"> & Partial<Pick<Deed, "text">>,
  env: Record<string, string> = {},
): Victim {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "tests/reliability/victim.ts", JSON.stringify({ act, deed })],
    {
      env: {
        ...process.env,
        GUICHE_DEMO: "1",
        FAULT_POINT: point,
        TSX_TSCONFIG_PATH: path.resolve("scripts/tsconfig.json"),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const heard: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => heard.push(part));
  const ended = happens(child, "close").then(([code, signal]) => ({
    by: signal ?? code,
    said: Buffer.concat(heard).toString(),
  }));
  if (child.pid === undefined) throw new Error("the other process did not start");
  return { pid: child.pid, ended };
}

/** Nothing that was ever promised is broken, and no file is without its row. */
export async function audited(): Promise<void> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  expect(await auditData(client)).toEqual([]);
  const young = new Date(Date.now() - 86_400_000);
  expect(await auditFiles(client, storage(), young)).toEqual([]);
  await client.end();
}

/** A deed of Ana's, with the draft it was written in. */
export async function begin(world: World, act: ActName, point: string) {
  const story = stories(world);
  const number = act === "reply" ? await story.assigned() : act === "open" ? 0 : await story.validating();
  const key = v7();
  const deed: Deed = {
    actor: world.ana,
    number,
    key,
    text: `Morreu em ${point}.`,
    files: [],
    at: later(1).toISOString(),
    opening: act === "open" ? openingOf(world.tax, { submissionKey: key }) : undefined,
  };
  const before = number ? await look(number) : null;
  const place = before ? ticketPlace(before.id, "reply") : servicePlace(world.tax.id);
  await saveDraft(world.ana, place, { id: key, revision: 0, content: { body: deed.text } }, later(1));

  /** What the accident left: all of it or nothing, and then the draft. */
  const left = async (done: boolean) => {
    await audited();
    const draft = await findDraft(world.ana, place);
    expect(draft?.id ?? null).toBe(done ? null : key);
    if (!before || done) return;
    const { letters, events, messages, status } = await look(number);
    expect({ letters, events, messages, status }).toEqual({
      letters: before.letters,
      events: before.events,
      messages: before.messages,
      status: before.status,
    });
  };

  /** The person tries again, and once more because nothing seemed to happen. */
  const again = async () => {
    const first = await ACTS[act](deed);
    expect(await ACTS[act](deed)).toEqual(
      act === "approve" ? { messageId: key } : (first ?? { messageId: key }),
    );
    await audited();
    expect(await findDraft(world.ana, place)).toBeNull();
    if (!before) return;
    const after = await look(number);
    expect(after.events).toHaveLength(before.events.length + 1);
    expect(after.messages).toHaveLength(before.messages.length + 1);
    expect(new Set(after.letters.map(({ eventId, toAddress }) => `${eventId} ${toAddress}`)).size).toBe(
      after.letters.length,
    );
  };
  return { deed, left, again };
}

/** An upload after an accident: bytes and row in the end, or neither. */
export async function uploadLeft(key: string, done: boolean): Promise<void> {
  const rows = await db.select().from(attachments).where(eq(attachments.place, key));
  expect(rows).toHaveLength(done ? 1 : 0);
  for (const { storageKey } of rows) {
    let size = 0;
    for await (const part of storage().read(storageKey)) size += part.length;
    expect(size).toBeGreaterThan(0);
  }
  await swept();
}

/** After the sweep of the next day but one, nothing is stored that no row knows, and nothing is missing. */
export async function swept(): Promise<void> {
  await sweepStorage(new Date(Date.now() + 2 * 86_400_000));
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  expect(await auditFiles(client, storage(), new Date(Date.now() + 86_400_000))).toEqual([]);
  await client.end();
}
