import "server-only";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { S3mini } from "s3mini";
import { type ByteRange, isKey, requireKey, type Storage, StorageError, type Stored } from "./driver";
import { type Spooled, spool } from "./spool";

export interface BucketSettings {
  /** Address of the service, without the bucket. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket stands in the path of the address; else in front of its host. */
  pathStyle: boolean;
  /** How long an answer, or the next bytes of one, may take. */
  patience?: number;
}

const PATIENCE_MS = 15_000;
/** A connection slower than this is taken for a broken one. */
const SLOWEST_BYTES_PER_MS = 256;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;
const PAGE = 1000;
const TYPE = "application/octet-stream";

/** Files in a bucket of an S3-compatible service. Nothing in it is public: the portal hands files out itself. */
export function bucketStorage(settings: BucketSettings): Storage {
  const patience = settings.patience ?? PATIENCE_MS;
  let opened: Promise<S3mini> | undefined;
  const client = () => {
    opened ??= connect(settings, patience);
    return opened;
  };

  async function keep(key: string, source: AsyncIterable<Uint8Array>): Promise<Stored> {
    requireKey(key);
    const spooled = await spool(source);
    try {
      const { size, sha256 } = spooled;
      await attempt(async () => put(await client(), key, spooled));
      return { key, size, sha256 };
    } finally {
      await spooled.discard();
    }
  }

  async function* bytes(key: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const s3 = await client();
    const response = await attempt(async () => {
      const answer = await (range
        ? s3.getObjectRaw(key, false, range.start, range.end + 1)
        : s3.getObjectRaw(key));
      if (range && answer.status !== 206)
        throw new Error("the service sent the whole file instead of a part");
      return answer;
    });
    const reader = response.body?.getReader();
    if (!reader) return;
    try {
      for (;;) {
        const { done, value } = await within(patience, reader.read());
        if (done) return;
        yield value;
      }
    } catch (error) {
      throw asStorageError(error);
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  return {
    write: (source) => keep(randomBytes(16).toString("hex"), source),
    restore: keep,
    read(key, range) {
      requireKey(key);
      return Readable.from(bytes(key, range), { objectMode: false, highWaterMark: 64 * 1024 });
    },
    async has(key) {
      requireKey(key);
      return (await attempt(async () => (await client()).objectExists(key))) === true;
    },
    async remove(key) {
      requireKey(key);
      await attempt(async () => (await client()).deleteObject(key)).catch(ignoreMissing);
    },
    async *keysBefore(moment) {
      let next: string | undefined;
      do {
        const page = await attempt(async () => (await client()).listObjectsPaged("/", "", PAGE, next));
        if (!page) throw new StorageError(`there is no bucket ${settings.bucket}`);
        for (const { Key, LastModified } of page.objects ?? [])
          if (isKey(Key) && new Date(LastModified) < moment) yield Key;
        next = page.nextContinuationToken;
      } while (next);
    },
    async check() {
      const s3 = await client();
      const there = await s3.bucketExists().catch((error: unknown) => Promise.reject(asStorageError(error)));
      if (!there) throw new StorageError(`the bucket ${settings.bucket} is not there or not ours`);
    },
  };
}

/** Loads the client only where a bucket is configured. */
async function connect(settings: BucketSettings, patience: number): Promise<S3mini> {
  const { S3mini } = await import("s3mini");
  const address = new URL(settings.endpoint);
  if (settings.pathStyle) address.pathname = `${address.pathname.replace(/\/$/, "")}/${settings.bucket}`;
  else address.host = `${settings.bucket}.${address.host}`;
  const { region, accessKeyId, secretAccessKey } = settings;
  return new S3mini({
    endpoint: address.href,
    region,
    accessKeyId,
    secretAccessKey,
    fetch: (input, init) => patientFetch(input, init, patience),
  });
}

/** As fetch, but it waits for the beginning of an answer only so long. */
async function patientFetch(input: RequestInfo | URL, init: RequestInit = {}, patience: number) {
  const stop = new AbortController();
  const length = Number(new Headers(init.headers).get("content-length") ?? 0);
  const timer = setTimeout(
    () => stop.abort(new Error("the storage service does not answer")),
    patience + length / SLOWEST_BYTES_PER_MS,
  );
  try {
    return await fetch(input, {
      ...init,
      cache: "no-store",
      signal: stop.signal,
      duplex: "half",
    } as RequestInit);
  } finally {
    clearTimeout(timer);
  }
}

/** The digest goes along, so that what was damaged on the way is refused by services that check it. */
async function put(s3: S3mini, key: string, { size, sha256, body }: Spooled): Promise<void> {
  const digest = { "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64") };
  const response = await s3.putObject(key, body(), TYPE, undefined, digest, size);
  await response.body?.cancel();
}

/** What failed in between, or because the service is busy, is tried again. */
async function attempt<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= ATTEMPTS || !isPassing(error)) throw asStorageError(error);
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * tried));
    }
  }
}

function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined ? error instanceof TypeError || errorCode(error) !== undefined : status >= 500;
}

function statusOf(error: unknown): number | undefined {
  const status: unknown = error instanceof Error ? Reflect.get(error, "status") : undefined;
  return typeof status === "number" ? status : undefined;
}

function errorCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : undefined;
}

function asStorageError(error: unknown): Error {
  if (error instanceof StorageError) return error;
  if (statusOf(error) === 404)
    return Object.assign(new Error("the bucket holds no such file"), { code: "ENOENT" });
  const told = error instanceof Error ? error.message : String(error);
  return new StorageError(`the storage service failed: ${told}`, { cause: error });
}

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== "ENOENT") throw error;
}

async function within<T>(patience: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("the storage service stopped sending")), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
