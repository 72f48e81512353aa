"use client";

import { useState } from "react";
import { nothingWritten } from "@/components/forms/nothing-written";
import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Message } from "@/components/ui/message";
import { useToast } from "@/components/ui/toast";
import { disableAccount, enableAccount } from "@/lib/people/actions";

type AccountSwitchProps = { userId: string; name: string; disabled: boolean };

/** Closes an account after asking, or opens it again. */
export function AccountSwitch({ userId, name, disabled }: AccountSwitchProps) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { run, busy } = useVerb();
  const toast = useToast();

  async function act() {
    const change = disabled ? enableAccount : disableAccount;
    const refusal = await run((owner) => change({ userId }, owner));
    if (refusal) {
      setProblem(nothingWritten(refusal.message));
      setAsking(true);
      return;
    }
    setAsking(false);
    toast({ tone: "success", title: `Conta de ${name} ${disabled ? "reativada" : "desativada"}` });
  }

  return (
    <>
      <Button
        size="small"
        variant="secondary"
        busy={busy && !asking}
        aria-label={`${disabled ? "Reativar" : "Desativar"} a conta de ${name}`}
        onClick={() => {
          setProblem(null);
          if (disabled) void act();
          else setAsking(true);
        }}
      >
        {disabled ? "Reativar" : "Desativar"}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        size="small"
        title={disabled ? `Reativar a conta de ${name}` : `Desativar a conta de ${name}?`}
        description={
          disabled
            ? undefined
            : "A pessoa sai do portal no próximo clique e não entra mais. O que ela escreveu continua nos chamados; os que ela atende ficam sem atendente, e a gestão é avisada. Dá para reativar depois."
        }
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Voltar</Button>
            {!disabled && (
              <Button variant="danger" busy={busy} onClick={() => void act()}>
                Desativar
              </Button>
            )}
          </>
        }
      >
        {problem && (
          <Message tone="danger" title="Não foi possível" live="alert">
            {problem}
          </Message>
        )}
      </Dialog>
    </>
  );
}
