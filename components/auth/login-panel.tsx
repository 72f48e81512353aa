import { Card } from "@/components/ui/card";
import type { LoginMessage } from "@/lib/accounts/labels";
import { GovbrButton } from "./govbr-button";
import { LoginForm } from "./login-form";
import { LOGIN_HEAD } from "./login-marks";
import { LoginNotice } from "./login-notice";

type LoginPanelProps = {
  csrfToken: string;
  callbackUrl: string;
  /** What went wrong before, when the page comes back by itself: after gov.br, or without scripts. */
  message: LoginMessage | null;
  govbr: boolean;
};

/** The two ways in, of equal worth. Drawn once and kept (decision 0015): components/entering brings it to life. */
export function LoginPanel({ csrfToken, callbackUrl, message, govbr }: LoginPanelProps) {
  return (
    <Card as="section" className="grid gap-5 p-6 sm:p-8">
      <div id={LOGIN_HEAD}>
        <h1 className="text-2xl font-bold">Entrar</h1>
        <p className="mt-1 text-soft">Abra um chamado, acompanhe e responda.</p>
      </div>
      {message && <LoginNotice {...message} />}
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
      <LoginForm csrfToken={csrfToken} callbackUrl={callbackUrl} />
    </Card>
  );
}
