"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Message } from "@/components/ui/message";
import { loginMessage } from "@/lib/accounts/labels";
import { LoginFields } from "./login-fields";
import { signInWithPassword } from "./sign-in";

/** Where a demo login fills itself in. */
export const LOGIN_FORM = "entrar-com-cpf";

type LoginFormProps = {
  csrfToken: string;
  callbackUrl: string;
  /** What went wrong before, when the page comes back by itself: after gov.br, or without scripts. */
  code?: string;
};

/** CPF and password. Without scripts it is a plain form; with them, an error leaves the page as it is. */
export function LoginForm({ csrfToken, callbackUrl, code: firstCode }: LoginFormProps) {
  const [code, setCode] = useState(firstCode);
  const [busy, setBusy] = useState(false);
  const cpf = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setCode(undefined);
    const answer = await signInWithPassword(
      cpf.current?.value ?? "",
      password.current?.value ?? "",
      callbackUrl,
    );
    if (answer.ok) {
      location.assign(answer.url);
      return;
    }
    setBusy(false);
    setCode(answer.code);
    (answer.code === "cpf" ? cpf : password).current?.select();
  }

  const message = code === undefined ? null : loginMessage(code);
  return (
    <form
      id={LOGIN_FORM}
      method="post"
      action="/api/auth/callback/credentials"
      onSubmit={submit}
      className="grid gap-4"
    >
      {message && (
        <Message tone="danger" live="alert" title={message.title}>
          {message.body}
        </Message>
      )}
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <LoginFields cpfRef={cpf} passwordRef={password} />
      <Button type="submit" variant="primary" size="large" wide busy={busy}>
        Entrar
      </Button>
    </form>
  );
}
