"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { LoginFields } from "./login-fields";
import { signInWithPassword } from "./sign-in";

/** Where a demo login fills itself in. */
export const LOGIN_FORM = "entrar-com-cpf";

type LoginFormProps = {
  csrfToken: string;
  callbackUrl: string;
  /** Told why the person is not in, and null when they try again. */
  onCode: (code: string | null) => void;
};

/** CPF and password. Without scripts it is a plain form; with them, an error leaves the page as it is. */
export function LoginForm({ csrfToken, callbackUrl, onCode }: LoginFormProps) {
  const [busy, setBusy] = useState(false);
  const cpf = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    onCode(null);
    const typed = [cpf.current?.value ?? "", password.current?.value ?? ""] as const;
    const answer = await signInWithPassword(...typed, callbackUrl);
    if (answer.ok) {
      location.assign(answer.url);
      return;
    }
    setBusy(false);
    onCode(answer.code);
    (answer.code === "cpf" ? cpf : password).current?.select();
  }

  return (
    <form
      id={LOGIN_FORM}
      method="post"
      action="/api/auth/callback/credentials"
      onSubmit={submit}
      className="grid gap-4"
    >
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <LoginFields cpfRef={cpf} passwordRef={password} />
      <Button type="submit" variant="primary" size="large" wide busy={busy}>
        Entrar
      </Button>
    </form>
  );
}
