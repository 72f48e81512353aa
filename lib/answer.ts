import "server-only";
import { randomBytes } from "node:crypto";
import { isAway } from "@/db/away";
import { AppError, type ErrorCode, unavailable } from "./errors";
import { log } from "./log";
import { noteOutcome } from "./request";
import { StorageError } from "./storage/driver";

const STATUS: Record<ErrorCode, number> = {
  login: 401,
  forbidden: 403,
  not_found: 404,
  wrong_state: 409,
  conflict: 409,
  invalid: 422,
  too_many: 429,
  unavailable: 503,
  unexpected: 500,
};

const FILES_AWAY = "O lugar onde os arquivos ficam não respondeu. Tente de novo daqui a alguns minutos.";

/** Seconds after which it is worth trying again. */
export const RETRY_SECONDS = 5;

/**
 * Runs the work of a route handler. A refusal becomes its status with words for the person; anything else
 * becomes a reference that is in the log.
 */
export async function answer(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return refusal(error.code, error.message);
    // A storage service that refuses the connection says it in the database's words.
    if (!(error instanceof StorageError) && isAway(error)) {
      log.warn({ err: error }, "request without a database");
      return refusal("unavailable", unavailable().message);
    }
    const reference = randomBytes(4).toString("hex");
    log.error({ err: error, reference }, "request failed");
    if (error instanceof StorageError)
      return refusal("unexpected", `${FILES_AWAY} Código ${reference}.`, 503);
    return refusal("unexpected", `Algo deu errado do nosso lado. Tente de novo. Código ${reference}.`);
  }
}

/** A refusal as JSON, for the script that asked. */
export function refusal(code: ErrorCode, message: string, status = STATUS[code]): Response {
  noteOutcome(code);
  const headers: Record<string, string> = { "Cache-Control": "no-store" };
  if (status === 503) headers["Retry-After"] = String(RETRY_SECONDS);
  return Response.json({ error: { code, message } }, { status, headers });
}

/** For what another site's page tried to do here. */
export const foreign = () => refusal("forbidden", "Este pedido não partiu deste portal.");

/** The body of a request as text; null when it is longer than so many bytes, of which no more is read then. */
export async function readText(request: Request, limit: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > limit) return null;
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/**
 * The JSON body of a request, at most so many bytes long; undefined when it is no JSON.
 * @throws AppError invalid when it is longer
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const text = await readText(request, limit);
  if (text === null) throw new AppError("invalid", "O texto é longo demais para ser guardado.");
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
