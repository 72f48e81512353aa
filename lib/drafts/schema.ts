import { z } from "zod";
import type { SentFile } from "../attachments/schema";

/** Largest draft, as it travels. */
export const DRAFT_BYTES = 256 * 1024;
const DEEPEST = 40;

export type DraftContent = Record<string, unknown>;

/** What a person has been writing at a place, as the server keeps it. */
export interface Draft {
  /** Also the key of the form that will be sent from it: sending twice makes one ticket. */
  id: string;
  /** Rises with every save. */
  revision: number;
  content: DraftContent;
  /** ISO moment. */
  savedAt: string;
  /** Files sent for this place and not used yet; which of them count is the content's business. */
  files: (SentFile & { fieldId: string | null })[];
}

/** A save as the browser sends it. */
export const draftSave = z.strictObject({
  /** Made by the browser for a draft it has never saved. */
  id: z.uuid(),
  /** The revision it goes on from; 0 when it was never saved. */
  revision: z.int32().min(0),
  /** Whose text this is: after a new login it must not land in somebody else's draft. */
  owner: z.uuid(),
  content: z.record(z.string(), z.unknown()).transform((content) => storable(content, 0) as DraftContent),
});
export type DraftSave = z.output<typeof draftSave>;

/** What the browser learns from a save. */
export type SaveAnswer =
  | { outcome: "saved"; id: string; revision: number; savedAt: string }
  /** Another tab or device saved first; this is what it saved. */
  | { outcome: "conflict"; draft: Draft }
  /** The form was sent, or the draft thrown away, elsewhere. */
  | { outcome: "gone" };

/** The same value without what the database cannot keep: null characters, halves of characters, bottomless depth. */
function storable(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return null;
  if (typeof value === "string") return value.replaceAll("\0", "").toWellFormed();
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storable(key, depth), storable(item, depth + 1)]),
  );
}
