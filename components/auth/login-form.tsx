import { Button } from "@/components/ui/button";
import { LoginFields } from "./login-fields";
import { LOGIN_FORM } from "./login-marks";

type LoginFormProps = { csrfToken: string; callbackUrl: string };

/** CPF and password: a plain form, which the page's script sends without leaving the page. */
export function LoginForm({ csrfToken, callbackUrl }: LoginFormProps) {
  return (
    <form id={LOGIN_FORM} method="post" action="/api/auth/callback/credentials" className="grid gap-4">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <LoginFields />
      <LoginButton />
    </form>
  );
}

/** The form's button, as it is and while it waits for the answer. */
export function LoginButton({ busy = false }: { busy?: boolean }) {
  return (
    <Button type="submit" variant="primary" size="large" wide busy={busy}>
      Entrar
    </Button>
  );
}
