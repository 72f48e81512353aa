import "server-only";
import { randomBytes } from "node:crypto";
import { revalidatePath } from "next/cache";
import { after } from "next/server";
import type { z } from "zod";
import { isAway } from "@/db/away";
import { keepPace } from "./accounts/pace";
import type { UserActor } from "./actor";
import { getActor } from "./auth";
import { AppError, type FieldErrors, type Result, unavailable } from "./errors";
import { relay } from "./events/relay";
import { log } from "./log";
import { Turns } from "./turn";

/** In this process. More at once would only make each of them slower. */
const turns = new Turns({ atOnce: 16, patienceMs: 10_000, longestMs: 30_000 });

/**
 * Makes a server action out of a verb: who is asking, the shape of what they sent, the verb, then the relay
 * of its events and a fresh page. `owner` is whose page it was sent from: when somebody else has logged in since, in
 * another tab, it is not sent in their name. Errors come back as values; unexpected ones carry a reference that is in the log.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  verb: (actor: UserActor, input: z.output<S>, now: Date) => Promise<T>,
): (raw: z.input<S>, owner?: string) => Promise<Result<T>> {
  return async (raw, owner) => {
    let giveBack = () => {};
    let drawing = false;
    try {
      giveBack = await turns.take();
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
      const input = schema.safeParse(raw);
      if (!input.success) return refuse("invalid", "Confira os campos indicados.", fieldErrors(input.error));
      const now = new Date();
      await keepPace(actor.userId, "act", now);
      const data = await verb(actor, input.data, now);
      // The fresh page is made after this returns: it is most of the work, and belongs to the turn.
      after(async () => {
        giveBack();
        await relay();
      });
      drawing = true;
      revalidatePath("/", "layout");
      return { ok: true, data };
    } catch (error) {
      if (error instanceof AppError) return refuse(error.code, error.message, error.fields);
      if (isAway(error)) {
        log.warn({ err: error }, "action without a database");
        return refuse("unavailable", unavailable().message);
      }
      const reference = randomBytes(4).toString("hex");
      log.error({ err: error, reference }, "action failed");
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
      if (!drawing) giveBack();
    }
  };
}

function refuse(code: AppError["code"], message: string, fields: FieldErrors = {}): Result<never> {
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
