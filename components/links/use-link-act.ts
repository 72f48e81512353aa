"use client";

import { useState } from "react";
import { nothingWritten } from "@/components/forms/nothing-written";
import type { ErrorCode, FieldErrors, Result } from "@/lib/errors";

export interface LinkRefusal {
  message: string;
  fields: FieldErrors;
  /** It cannot be done by this link any more: trying again does nothing. */
  over: boolean;
}

const OFFLINE =
  "Não conseguimos falar com o servidor. O que você escreveu continua aqui; confira a conexão e tente de novo.";

const OVER: readonly ErrorCode[] = ["wrong_state", "not_found"];

/**
 * Sends one act at a time; it never rejects. Nobody is logged in here, so there is nothing to log in again. `written` says
 * whether something stands in the page that is not sent yet.
 */
export function useLinkAct<T>(onDone: (data: T) => void, { written }: { written: boolean }) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<LinkRefusal | null>(null);

  async function run(act: () => Promise<Result<T>>): Promise<LinkRefusal | null> {
    if (busy) return null;
    setBusy(true);
    setRefusal(null);
    const result = await act().catch(() => null);
    setBusy(false);
    if (result?.ok) {
      onDone(result.data);
      return null;
    }
    const message = result ? result.error.message : OFFLINE;
    const refused = {
      message: written ? message : nothingWritten(message),
      fields: result ? result.error.fields : {},
      over: result !== null && OVER.includes(result.error.code),
    };
    setRefusal(refused);
    return refused;
  }

  return { run, busy, refusal };
}
