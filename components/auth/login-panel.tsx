"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import { Message } from "@/components/ui/message";
import { loginMessage } from "@/lib/accounts/labels";
import { GovbrButton } from "./govbr-button";
import { LoginForm } from "./login-form";

type LoginPanelProps = {
  csrfToken: string;
  callbackUrl: string;
  /** What went wrong before, when the page comes back by itself: after gov.br, or without scripts. */
  code?: string;
  govbr: boolean;
};

/** The two ways in, of equal worth. */
export function LoginPanel({ csrfToken, callbackUrl, code: firstCode, govbr }: LoginPanelProps) {
  const [code, setCode] = useState<string | null>(firstCode ?? null);
  const message = code === null ? null : loginMessage(code);
  return (
    <Card as="section" className="grid gap-5 p-6 sm:p-8">
      <div>
        <h1 className="text-2xl font-bold">Entrar</h1>
        <p className="mt-1 text-soft">Abra um chamado, acompanhe e responda.</p>
      </div>
      {message && (
        <Message tone="danger" live="alert" title={message.title}>
          {message.body}
        </Message>
      )}
      {govbr && (
        <>
          <form method="post" action="/api/auth/signin/govbr">
            <input type="hidden" name="csrfToken" value={csrfToken} />
            <input type="hidden" name="callbackUrl" value={callbackUrl} />
            <GovbrButton />
          </form>
          <p className="flex items-center gap-3 text-sm text-soft before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
            ou com CPF e senha
          </p>
        </>
      )}
      <LoginForm csrfToken={csrfToken} callbackUrl={callbackUrl} onCode={setCode} />
    </Card>
  );
}
