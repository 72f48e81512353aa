import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { db, type Executor, transact } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import type { UserActor } from "../../actor";
import { AppError } from "../../errors";
import { faultPoint } from "../../fault";
import type { Storage, Stored } from "../../storage/driver";
import { storage } from "../../storage/place";
import { HEAD_BYTES, isText, nameForType, typeOfHead } from "../content";
import { copyImage } from "../image";
import { VIEWABLE_IMAGES } from "../kinds";
import { tooLarge, UNCLAIMED_BYTES, UNCLAIMED_FILES } from "../limits";
import { cleanName } from "../name";
import { requireClean } from "../scan";
import type { SentFile } from "../schema";
import { typeOfZip } from "../zip";

interface Upload {
  /** Draft place and form field it is sent for. */
  place: string;
  fieldId: string | null;
  name: string;
  bytes: AsyncIterable<Uint8Array>;
  /** Largest size taken. */
  limit: number;
  /** Aborted when the browser goes away. */
  signal?: AbortSignal;
}

interface Allowance {
  files: number;
  bytes: number;
}

const FULL = new AppError(
  "too_many",
  "Você já enviou muitos arquivos que ainda não foram usados. Conclua ou descarte os rascunhos e tente de novo.",
);

/**
 * Keeps a file a person sends while writing. Type by content, limits while it streams, copies of images; in the
 * end there are files and row, or neither.
 * @throws AppError invalid, too_many, or unavailable when there is no room
 */
export async function storeUpload(
  actor: Pick<UserActor, "userId">,
  upload: Upload,
  now: Date,
  allowance: Allowance = { files: UNCLAIMED_FILES, bytes: UNCLAIMED_BYTES },
): Promise<SentFile> {
  await requireRoom(db, actor, allowance, 0);
  const store = storage();
  const kept: string[] = [];
  let recording = false;
  try {
    const name = cleanName(upload.name);
    const incoming = new Checked(upload, name);
    const stored = await store.write(incoming.bytes());
    kept.push(stored.key);
    faultPoint("stored");
    await requireClean(() => store.read(stored.key));
    const type = await finalType(store, stored, incoming.type);
    const finalName = nameForType(name, type);
    const copies = type.startsWith("image/")
      ? await copyImage(store, stored.key, VIEWABLE_IMAGES.includes(type))
      : null;
    if (copies) kept.push(copies.viewKey, copies.thumbKey);
    if (upload.signal?.aborted) throw new AppError("invalid", "O envio foi cancelado.");
    recording = true;
    const sent = await transact(async (tx) => {
      // One at a time per person, so that many uploads at once do not pass the allowance together.
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`files:${actor.userId}`}, 0))`);
      await requireRoom(tx, actor, allowance, stored.size);
      const [row] = await tx
        .insert(attachments)
        .values({
          uploaderId: actor.userId,
          place: upload.place,
          fieldId: upload.fieldId,
          name: finalName,
          type,
          size: stored.size,
          sha256: stored.sha256,
          storageKey: stored.key,
          viewKey: copies?.viewKey,
          thumbKey: copies?.thumbKey,
          width: copies?.width,
          height: copies?.height,
          createdAt: now,
        })
        .returning({ id: attachments.id });
      if (!row) throw new Error("the row of a file was not written");
      faultPoint("recorded");
      const { size } = stored;
      return {
        id: row.id,
        name: finalName,
        type,
        size,
        width: copies?.width ?? null,
        height: copies?.height ?? null,
      };
    });
    faultPoint("committed");
    return sent;
  } catch (error) {
    // When the database falls silent at the end nobody knows whether the row is there: its bytes stay, and the sweep
    // looks later.
    if (!recording || error instanceof AppError)
      await Promise.allSettled(kept.map((key) => store.remove(key)));
    throw error;
  }
}

/** Lets a file through piece by piece, and stops it at the first thing that is wrong. */
class Checked {
  /** Known once the first bytes went through. */
  type = "";

  constructor(
    private readonly upload: Upload,
    private readonly name: string,
  ) {}

  async *bytes(): AsyncGenerator<Uint8Array> {
    let size = 0;
    let head: Uint8Array[] | null = [];
    for await (const chunk of this.upload.bytes) {
      size += chunk.byteLength;
      if (size > this.upload.limit) throw new AppError("invalid", tooLarge(this.upload.limit));
      if (!head) {
        this.requireStillText(chunk);
        yield chunk;
        continue;
      }
      head.push(chunk);
      if (size < HEAD_BYTES) continue;
      yield await this.begin(head);
      head = null;
    }
    if (head) yield await this.begin(head);
  }

  private async begin(parts: Uint8Array[]): Promise<Uint8Array> {
    const head = Buffer.concat(parts);
    this.type = await typeOfHead(head.subarray(0, HEAD_BYTES), this.name);
    if (this.type !== "application/zip") nameForType(this.name, this.type);
    this.requireStillText(head);
    return head;
  }

  private requireStillText(chunk: Uint8Array): void {
    if (this.type.startsWith("text/") && !isText(chunk)) {
      throw new AppError("invalid", "Este arquivo diz ser texto, mas tem outro conteúdo.");
    }
  }
}

async function finalType(store: Storage, stored: Stored, type: string): Promise<string> {
  return type === "application/zip" ? typeOfZip(store, stored) : type;
}

async function requireRoom(
  on: Executor,
  actor: Pick<UserActor, "userId">,
  allowance: Allowance,
  size: number,
): Promise<void> {
  const [used] = await on
    .select({
      files: sql<number>`count(*)::int`,
      bytes: sql<number>`coalesce(sum(${attachments.size}), 0)::float8`,
    })
    .from(attachments)
    .where(and(eq(attachments.uploaderId, actor.userId), isNull(attachments.claimedAt)));
  if (!used) return;
  if (used.files >= allowance.files || used.bytes + size > allowance.bytes) throw FULL;
}
