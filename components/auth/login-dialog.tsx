"use client";

import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Message } from "@/components/ui/message";
import { type LoginMessage, loginMessage } from "@/lib/accounts/labels";
import { GovbrButton } from "./govbr-button";
import { openGovbrWindow } from "./govbr-window";
import { LoginFields } from "./login-fields";
import { fetchCsrfToken, fetchSignedIn, LOGIN_CHANNEL, signInWithPassword, signOutHere } from "./sign-in";

type LoginDialogProps = {
  /** Whose page this is: only their login lets the form go on. */
  userId: string;
  govbr: boolean;
  onFinish: (done: boolean) => void;
};

/** The login over a page whose session ended. The page below stays as it is. */
export function LoginDialog({ userId, govbr, onFinish }: LoginDialogProps) {
  const [message, setMessage] = useState<LoginMessage | null>(null);
  const [busy, setBusy] = useState(false);
  const csrfToken = useRef("");
  const cpf = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  const finishIfSame = useCallback(async () => {
    const person = await fetchSignedIn();
    if (!person) return;
    if (person.id === userId) {
      onFinish(true);
      return;
    }
    await signOutHere();
    setBusy(false);
    setMessage({
      title: "Esta página é de outra conta",
      body: `Você entrou como ${person.name}, mas o que está escrito aqui é de quem abriu a página. Nada foi enviado. Entre com a mesma conta de antes.`,
    });
  }, [userId, onFinish]);

  useEffect(() => {
    const channel = new BroadcastChannel(LOGIN_CHANNEL);
    channel.onmessage = finishIfSame;
    return () => channel.close();
  }, [finishIfSame]);

  useEffect(() => {
    // Asked ahead: a window opened only after a wait counts as unwanted and is blocked.
    fetchCsrfToken().then(
      (token) => {
        csrfToken.current = token;
      },
      () => setMessage(loginMessage("offline")),
    );
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    setBusy(true);
    setMessage(null);
    const answer = await signInWithPassword(cpf.current?.value ?? "", password.current?.value ?? "", "/");
    if (answer.ok) {
      await finishIfSame();
      return;
    }
    setBusy(false);
    setMessage(loginMessage(answer.code));
    (answer.code === "cpf" ? cpf : password).current?.select();
  }

  return (
    <Dialog
      open
      onClose={() => onFinish(false)}
      size="small"
      title="Entre de novo para continuar"
      description="Sua sessão terminou. O que você escreveu continua na página."
    >
      <form onSubmit={submit} className="grid gap-4">
        {message && (
          <Message tone="danger" live="alert" title={message.title}>
            {message.body}
          </Message>
        )}
        {govbr && (
          <>
            <GovbrButton
              type="button"
              onClick={() => {
                const opened = openGovbrWindow(csrfToken.current);
                if (!opened) setMessage(loginMessage("blocked"));
              }}
            />
            <p className="text-center text-sm text-soft">ou com CPF e senha</p>
          </>
        )}
        <LoginFields cpfRef={cpf} passwordRef={password} />
        <Button type="submit" variant="primary" wide busy={busy}>
          Entrar
        </Button>
      </form>
    </Dialog>
  );
}
