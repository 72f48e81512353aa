import type { Readable } from "node:stream";

/** What the storage knows of something written. */
export interface Stored {
  key: string;
  size: number;
  sha256: string;
}

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where the bytes of files live. Names are random and say nothing; what a file is stands in the database. */
export interface Storage {
  /**
   * Keeps the whole stream or nothing: when the source fails, or there is no room, nothing is left.
   * @throws AppError unavailable when there is no room
   */
  write(source: AsyncIterable<Uint8Array>): Promise<Stored>;
  /** The same under the name it had, when a backup is put back. */
  restore(key: string, source: AsyncIterable<Uint8Array>): Promise<Stored>;
  /** Fails with the code ENOENT when there is no such file. */
  read(key: string, range?: ByteRange): Readable;
  has(key: string): Promise<boolean>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Keys written before the given moment, and a chance to clear what a crash left half written. */
  keysBefore(moment: Date): AsyncIterable<string>;
  /** Fails when files could not be read or written right now. */
  check(): Promise<void>;
}

/** The storage itself failed: away, full, refusing or too slow. Nobody's input is to blame. */
export class StorageError extends Error {
  override name = "StorageError";
}

const KEY = /^[0-9a-f]{32}$/;

export const isKey = (text: string) => KEY.test(text);

/** Names come from our own rows; anything else is a defect, and might lead elsewhere. */
export function requireKey(key: string): void {
  if (!isKey(key)) throw new Error("not a storage key");
}

/** Bytes that are all here, as a stream. */
export async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
