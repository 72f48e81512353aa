"use client";

import { useState } from "react";
import type { FieldErrors, Result } from "@/lib/errors";

export interface LinkRefusal {
  message: string;
  fields: FieldErrors;
}

const OFFLINE: LinkRefusal = {
  message:
    "Não conseguimos falar com o servidor. O que você escreveu continua aqui; confira a conexão e tente de novo.",
  fields: {},
};

/** Sends one act at a time; it never rejects. Nobody is logged in here, so there is nothing to log in again. */
export function useLinkAct<T>(onDone: (data: T) => void) {
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
    const refused = result ? result.error : OFFLINE;
    setRefusal(refused);
    return refused;
  }

  return { run, busy, refusal };
}
