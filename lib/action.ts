import "server-only";
import { randomBytes } from "node:crypto";
import { after } from "next/server";
import type { z } from "zod";
import { isAway } from "@/db/away";
import { keepPace } from "./accounts/pace";
import type { UserActor } from "./actor";
import { directRequest } from "./acts/direct";
import { offerAct } from "./acts/short";
import { getActor } from "./auth";
import { AppError, type FieldErrors, type Result, unavailable } from "./errors";
import { relay } from "./events/relay";
import { log } from "./log";
import { noteOutcome } from "./request";
import { Turns } from "./turn";

/** In this process. More at once would only make each of them slower. */
const turns = new Turns({ atOnce: 16, patienceMs: 10_000, longestMs: 30_000 });

/**
 * Makes a server action out of a verb: who is asking, the shape of what they sent, the verb, then the relay
 * of its events. The page is not drawn along with the answer: what was sent is confirmed as soon as it is kept, and the
 * browser asks for the fresh page next. `owner` is whose page it was sent from: when somebody else has logged in since, in
 * another tab, it is not sent in their name. Errors come back as values; unexpected ones carry a reference that is in the log.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  verb: (actor: UserActor, input: z.output<S>, now: Date) => Promise<T>,
): (raw: z.input<S>, owner?: string) => Promise<Result<T>> {
  return (raw, owner) =>
    answered(async () => {
      const actor = await getActor();
      if (!actor) {
        return refuse(
          "login",
          "Sua sessão terminou. Entre de novo para continuar; o que você escreveu está guardado.",
        );
      }
      if (owner !== undefined && owner !== actor.userId) {
        return refuse(
          "login",
          "Outra pessoa entrou neste navegador. Entre de novo com a sua conta para enviar.",
        );
      }
      const input = read(schema, raw);
      if (!input.ok) return input;
      const now = new Date();
      await keepPace(actor.userId, "act", now);
      return done(await verb(actor, input.data, now));
    });
}

/**
 * The same for who has no session, such as the holder of a letter's link: the verb finds out by itself who may do it.
 */
export function openAction<S extends z.ZodType, T>(
  schema: S,
  verb: (input: z.output<S>, now: Date) => Promise<T>,
): (raw: z.input<S>) => Promise<Result<T>> {
  return (raw) =>
    answered(async () => {
      const input = read(schema, raw);
      return input.ok ? done(await verb(input.data, new Date())) : input;
    });
}

function read<S extends z.ZodType>(schema: S, raw: unknown): Result<z.output<S>> {
  const inert = copyOf(raw);
  if (!inert) return refuse("invalid", "Não entendemos o que foi enviado. Recarregue a página.");
  const input = schema.safeParse(inert.value);
  if (!input.success) return refuse("invalid", "Confira os campos indicados.", fieldErrors(input.error));
  return { ok: true, data: input.data };
}

function done<T>(data: T): Result<T> {
  afterwards(relay);
  noteOutcome("ok");
  return { ok: true, data };
}

/** In its turn, and whatever happens as a value. */
async function answered<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  let giveBack = () => {};
  try {
    giveBack = await turns.take();
    return await work();
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code, error.message, error.fields);
    if (isAway(error)) {
      log.warn({ err: error }, "action without a database");
      return refuse("unavailable", unavailable().message);
    }
    const reference = randomBytes(4).toString("hex");
    log.error({ err: error, reference }, "action failed");
    noteOutcome("unexpected");
    return {
      ok: false,
      error: {
        code: "unexpected",
        message: `Algo deu errado do nosso lado. O que você escreveu continua aqui; tente de novo. Código ${reference}.`,
        fields: {},
        reference,
      },
    };
  } finally {
    giveBack();
  }
}

/** The same for a verb that draws nothing anew and leads nowhere else: it can be answered without the framework. */
export function act<S extends z.ZodType, T>(
  schema: S,
  verb: (actor: UserActor, input: z.output<S>, now: Date) => Promise<T>,
): (raw: z.input<S>, owner?: string) => Promise<Result<T>> {
  return offerAct(action(schema, verb));
}

/** Once the person has the answer. */
function afterwards(work: () => Promise<unknown>): void {
  const direct = directRequest();
  if (direct) direct.afterwards.push(work);
  else after(work);
}

/** What was sent, as plain data; null where it holds what the framework gives a caller who made the request up. */
function copyOf(raw: unknown): { value: unknown } | null {
  try {
    return { value: structuredClone(raw) };
  } catch {
    return null;
  }
}

function refuse(code: AppError["code"], message: string, fields: FieldErrors = {}): Result<never> {
  noteOutcome(code);
  return { ok: false, error: { code, message, fields } };
}

function fieldErrors(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const name = issue.path.join(".");
    fields[name] ??= issue.message;
  }
  return fields;
}
