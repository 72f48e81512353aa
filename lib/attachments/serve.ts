import "server-only";
import { once } from "node:events";
import { Readable } from "node:stream";
import { AppError } from "../errors";
import type { ByteRange } from "../storage/driver";
import { storage } from "../storage/place";
import type { FileVariant } from "./address";
import { MESSAGE_TYPE } from "./kinds";

/** A file somebody may have, and how much of it. */
interface Servable {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  storageKey: string;
  viewKey: string | null;
  thumbKey: string | null;
  /** The bytes as they were sent may be handed over. */
  original: boolean;
}

const COPY_TYPE = "image/webp";

/** Headers of everything that holds what people sent: no sniffing, no scripts, no framing, kept by this browser only. */
const GUARDS = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "private, no-cache",
} as const;

/**
 * The answer to a request for a file, or null when this person may not have this variant. Pictures are shown from
 * their copies; the bytes as they were sent are only ever saved, never shown.
 */
export async function serveFile(
  request: Request,
  file: Servable,
  variant: FileVariant,
): Promise<Response | null> {
  if (variant === "original" && file.original) return serveOriginal(request, file);
  const key = variant === "thumb" ? file.thumbKey : file.viewKey;
  if (!key) return null;
  const tag = `"${key}"`;
  const headers = new Headers({ ...GUARDS, ETag: tag, "Content-Type": COPY_TYPE });
  const name = variant === "original" ? `${file.name.replace(/\.[^.]*$/, "")}.webp` : file.name;
  headers.set("Content-Disposition", disposition(variant === "original" ? "attachment" : "inline", name));
  if (matches(request, tag)) return new Response(null, { status: 304, headers });
  return new Response(await bytes(key), { headers });
}

/** The answer to a request for something that was made for it, to be saved. */
export function serveMade({
  name,
  type,
  content,
}: {
  name: string;
  type: string;
  content: Buffer;
}): Response {
  const headers = new Headers({
    ...GUARDS,
    "Content-Type": type,
    "Content-Disposition": disposition("attachment", name),
    "Content-Length": String(content.length),
  });
  return new Response(new Uint8Array(content), { headers });
}

async function serveOriginal(request: Request, file: Servable): Promise<Response> {
  const tag = `"${file.sha256}"`;
  const headers = new Headers({
    ...GUARDS,
    ETag: tag,
    "Content-Type": file.type,
    "Content-Disposition": disposition("attachment", file.name),
    "Accept-Ranges": "bytes",
  });
  if (matches(request, tag)) return new Response(null, { status: 304, headers });

  const condition = request.headers.get("if-range");
  const range =
    condition === null || condition === tag ? parseRange(request.headers.get("range"), file.size) : null;
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  if (range) {
    headers.set("Content-Range", `bytes ${range.start}-${range.end}/${file.size}`);
    headers.set("Content-Length", String(range.end - range.start + 1));
    return new Response(await bytes(file.storageKey, range), { status: 206, headers });
  }
  headers.set("Content-Length", String(file.size));
  return new Response(await bytes(file.storageKey), { headers });
}

/** A message as it came in, to be saved. @throws AppError not_found when its bytes are kept no more */
export async function serveMail({
  id,
  storageKey,
}: {
  id: string;
  storageKey: string | null;
}): Promise<Response> {
  if (!storageKey) throw new AppError("not_found", "O e-mail original não está mais aqui.");
  const headers = new Headers({
    ...GUARDS,
    "Content-Type": MESSAGE_TYPE,
    "Content-Disposition": disposition("attachment", `email-${id}.eml`),
  });
  return new Response(await bytes(storageKey), { headers });
}

/** One range of bytes as a browser asks for it; null when the whole file is to be sent. */
export function parseRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return null;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}

/** The name in two spellings: plain for old programs, and exact. Neither can end the header early. */
export function disposition(kind: "attachment" | "inline", name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|["\\%;]/g, "_");
  const exact = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function matches(request: Request, tag: string): boolean {
  const wanted = request.headers.get("if-none-match");
  return wanted?.split(",").some((part) => part.trim().replace(/^W\//, "") === tag) ?? false;
}

/** Once the first of them are here: a storage that fails is told in words, not by an answer that breaks off. */
async function bytes(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>> {
  const stream = storage().read(key, range);
  await once(stream, "readable");
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
