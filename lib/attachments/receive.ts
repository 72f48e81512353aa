import "server-only";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import busboy from "busboy";
import { AppError } from "../errors";

/** One file as it arrives. */
export interface IncomingFile {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

const LONGEST_DRAIN_MS = 60_000;

const incomplete = () => new AppError("invalid", "O envio chegou incompleto. Tente de novo.");

/**
 * Reads the one file of a multipart request as a stream and hands it to `take`. When `take` refuses, the rest of
 * the body is read and thrown away, because browsers show an answer only after they were let finish sending.
 * @throws AppError invalid, or whatever `take` throws
 */
export async function receiveFile<T>(request: Request, take: (file: IncomingFile) => Promise<T>): Promise<T> {
  const type = request.headers.get("content-type") ?? "";
  if (!request.body || !/^multipart\/form-data\s*;/i.test(type)) throw incomplete();
  const parser = parserOf(type);
  const body = Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>);

  let taken: Promise<T> | undefined;
  parser.on("file", (_field, stream, { filename }) => {
    stream.on("error", () => {});
    taken = take({ name: filename ?? "", bytes: bytesOf(stream) });
    taken.catch(() => {
      stream.resume();
      setTimeout(() => body.destroy(incomplete()), LONGEST_DRAIN_MS).unref();
    });
  });
  const ended = new Promise<void>((resolve) => parser.once("close", resolve));
  // The parser passes its error on to the file's stream, where `take` meets it; without a file it is told below.
  parser.on("error", () => {
    parser.destroy();
    body.destroy();
  });
  body.on("error", (error) => parser.destroy(error));
  body.pipe(parser);

  await ended;
  if (!taken) throw incomplete();
  return taken;
}

function parserOf(type: string) {
  try {
    return busboy({
      headers: { "content-type": type },
      defParamCharset: "utf8",
      limits: { files: 1, fields: 0, parts: 2, headerPairs: 20 },
    });
  } catch {
    // It refuses nothing but a content type that it cannot read.
    throw incomplete();
  }
}

/** Reads and throws away what the browser still sends, so that it gets to see the refusal. */
export async function discardBody(request: Request, limit: number): Promise<void> {
  if (!request.body) return;
  let left = limit;
  for await (const chunk of request.body) {
    left -= chunk.byteLength;
    if (left < 0) return;
  }
}

async function* bytesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* stream.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw stream.errored ? incomplete() : error;
  }
}
