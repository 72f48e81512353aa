import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, constants, type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "../errors";
import { faultPoint } from "../fault";
import { log } from "../log";
import { isKey, requireKey, type Storage, StorageError, type Stored } from "./driver";

const INCOMING = "incoming";

/** Files in a folder of this machine: written under a temporary name, made durable, then renamed. */
export function diskStorage(root: string): Storage {
  const incoming = path.join(root, INCOMING);
  const place = (key: string) => {
    requireKey(key);
    return path.join(root, key.slice(0, 2), key.slice(2, 4), key);
  };

  async function keep(key: string, source: AsyncIterable<Uint8Array>): Promise<Stored> {
    requireKey(key);
    const draft = path.join(incoming, key);
    try {
      await mkdir(incoming, { recursive: true });
      const written = await writeDurably(draft, source);
      const created = await mkdir(path.dirname(place(key)), { recursive: true });
      await rename(draft, place(key));
      await syncFolder(path.dirname(place(key)));
      if (created) await syncFolder(path.dirname(created));
      return { key, ...written };
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      if (isFull(error)) {
        log.error({ err: error }, "no room for files");
        throw new AppError(
          "unavailable",
          "O portal está sem espaço para guardar arquivos. O que você escreveu está guardado; envie o arquivo de novo mais tarde.",
        );
      }
      throw fromSystem(error)
        ? new StorageError("the storage folder takes no file", { cause: error })
        : error;
    }
  }

  return {
    write: (source) => keep(randomBytes(16).toString("hex"), source),
    restore: keep,
    read: (key, range) => createReadStream(place(key), range),
    has: async (key) => (await stat(place(key)).catch(ignoreMissing)) !== undefined,
    remove: (key) => rm(place(key), { force: true }),
    async *keysBefore(moment) {
      for (const shard of await listFolder(root)) {
        const files = await listFolder(path.join(root, shard), true);
        for (const file of files) {
          const full = path.join(root, shard, file);
          const found = await stat(full).catch(ignoreMissing);
          if (!found?.isFile() || found.mtime >= moment) continue;
          if (shard === INCOMING) await rm(full, { force: true });
          else if (isKey(path.basename(file))) yield path.basename(file);
        }
      }
    },
    async check() {
      await mkdir(incoming, { recursive: true });
      await access(incoming, constants.R_OK | constants.W_OK);
    },
  };
}

/** A disk that is full, gone or not ours, as opposed to a source that broke off. */
function fromSystem(error: unknown): boolean {
  return error instanceof Error && typeof Reflect.get(error, "syscall") === "string";
}

async function writeDurably(file: string, source: AsyncIterable<Uint8Array>): Promise<Omit<Stored, "key">> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(file, "wx", 0o600);
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.byteLength;
      await writeAll(handle, chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest("hex") };
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < chunk.byteLength) {
    faultPoint("writing");
    const { bytesWritten } = await handle.write(chunk, offset);
    offset += bytesWritten;
  }
}

/** No room on the disk, or none left of what this account may use. */
function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

/** The name itself must survive a power cut, not only the bytes. Windows cannot open a folder, nor needs it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function listFolder(folder: string, recursive = false): Promise<string[]> {
  return (await readdir(folder, { recursive }).catch(ignoreMissing)) ?? [];
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}
