"use client";

import { nothingWritten } from "@/components/forms/nothing-written";
import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { Result } from "@/lib/errors";

type TroubleButtonProps<Input> = {
  act: (input: Input, owner: string) => Promise<Result<unknown>>;
  input: Input;
  label: string;
  /** What it is about, for who hears the button alone. */
  about: string;
  done: string;
};

/** One act on one row, done at once. */
export function TroubleButton<Input>({ act, input, label, about, done }: TroubleButtonProps<Input>) {
  const { run, busy } = useVerb();
  const toast = useToast();
  async function press() {
    const refusal = await run((owner) => act(input, owner));
    if (refusal) toast({ tone: "danger", title: "Não foi feito", body: nothingWritten(refusal.message) });
    else toast({ tone: "success", title: done });
  }
  return (
    <Button size="small" className="whitespace-nowrap" busy={busy} onClick={() => void press()}>
      {label}
      <span className="sr-only">: {about}</span>
    </Button>
  );
}
