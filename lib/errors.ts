/** What went wrong, in a closed list; the screen decides what to offer by the code. */
export type ErrorCode =
  | "login"
  | "not_found"
  | "forbidden"
  | "wrong_state"
  | "conflict"
  | "invalid"
  | "too_many"
  /** The database cannot be reached, or has no room: the same thing sent again a little later will do. */
  | "unavailable"
  | "unexpected";

/** Messages by field name, for the form to show beside each field. */
export type FieldErrors = Record<string, string>;

/** A refusal with words for the person (pt-BR). Anything else that is thrown is a defect. */
export class AppError extends Error {
  override name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields: FieldErrors = {},
  ) {
    super(message);
  }
}

/** What you may not see does not exist. */
export const notFound = () => new AppError("not_found", "Não encontramos este chamado.");

/** The person may see it, but this act is somebody else's. */
export const notAllowed = (message = "Você não pode fazer isto neste chamado.") =>
  new AppError("forbidden", message);

/** Somebody else's act came first. */
export const tooLate = (message = "Alguém foi mais rápido: o chamado mudou enquanto você escrevia.") =>
  new AppError("conflict", message);

/** Bad input with one message per field. */
export const invalid = (fields: FieldErrors, message = "Confira os campos indicados.") =>
  new AppError("invalid", message, fields);

/** The portal cannot do it now, and nothing typed is lost by that. */
export const unavailable = () =>
  new AppError(
    "unavailable",
    "O portal está temporariamente indisponível. O que você escreveu continua aqui; tente de novo em alguns instantes.",
  );

/** Outcome of an action: errors are values, so that the form stays as it was. */
export type Result<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; message: string; fields: FieldErrors; reference?: string } };
