import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { StorageError } from "./driver";

/** Bytes that arrived whole, with their length known, ready to be sent on. */
export interface Spooled {
  size: number;
  sha256: string;
  /** From the beginning, as often as asked. */
  body(): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  discard(): Promise<void>;
}

/** Up to here bytes are kept in memory; what is longer waits in a temporary file. */
const IN_MEMORY = 128 * 1024;

/**
 * Gathers a stream of unknown length, because S3 wants the length first. Slow senders cost disk, not memory, and a
 * stream that fails sends nothing on.
 */
export async function spool(source: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const hash = createHash("sha256");
  let held: Uint8Array[] = [];
  let size = 0;
  let file: TemporaryFile | undefined;
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.byteLength;
      if (file) await file.append(chunk);
      else held.push(chunk);
      if (file || size <= IN_MEMORY) continue;
      file = await TemporaryFile.open();
      for (const earlier of held) await file.append(earlier);
      held = [];
    }
  } catch (error) {
    await file?.discard();
    throw error;
  }
  const whole = file ?? Buffer.concat(held);
  return {
    size,
    sha256: hash.digest("hex"),
    body: () => (whole instanceof TemporaryFile ? whole.read() : new Uint8Array(whole)),
    discard: async () => file?.discard(),
  };
}

/** A file that nobody else can find, and that is gone with the process. */
class TemporaryFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly name: string,
  ) {}

  static async open(): Promise<TemporaryFile> {
    const name = path.join(tmpdir(), `guiche-${randomBytes(12).toString("hex")}`);
    const handle = await open(name, "wx+", 0o600).catch(failed);
    // Windows removes no open file; there it goes at the end.
    await rm(name, { force: true }).catch(() => {});
    return new TemporaryFile(handle, name);
  }

  async append(chunk: Uint8Array): Promise<void> {
    let offset = 0;
    while (offset < chunk.byteLength) {
      const { bytesWritten } = await this.handle.write(chunk, offset).catch(failed);
      offset += bytesWritten;
    }
  }

  read(): ReadableStream<Uint8Array> {
    const stream = this.handle.createReadStream({ start: 0, autoClose: false });
    return Readable.toWeb(stream) as NodeReadableStream as ReadableStream<Uint8Array>;
  }

  async discard(): Promise<void> {
    await this.handle.close();
    await rm(this.name, { force: true }).catch(() => {});
  }
}

function failed(cause: unknown): never {
  throw new StorageError("the temporary folder takes no file", { cause });
}
