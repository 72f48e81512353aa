import { initials } from "@/components/ui/avatar";
import { LOGIN_FORM } from "./login-marks";

export type DemoLogin = { key: string; name: string; cpf: string; about: string };

type DemoLoginsProps = { people: DemoLogin[]; password: string; csrfToken: string; callbackUrl: string };

/** The demo's people: one click fills the login form, where there is a script, and signs in. */
export function DemoLogins({ people, password, csrfToken, callbackUrl }: DemoLoginsProps) {
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {people.map(({ key, name, cpf, about }) => (
        <li key={key}>
          <form
            method="post"
            action="/api/auth/callback/credentials"
            data-fills={LOGIN_FORM}
            className="h-full"
          >
            <input type="hidden" name="csrfToken" value={csrfToken} />
            <input type="hidden" name="callbackUrl" value={callbackUrl} />
            <input type="hidden" name="password" value={password} />
            <button
              type="submit"
              name="cpf"
              value={cpf}
              className="flex h-full w-full items-start gap-3 rounded-md border border-line bg-surface-raised p-3 text-left transition-colors hover:border-primary hover:bg-surface-hover"
            >
              <span
                aria-hidden="true"
                className="grid size-9 shrink-0 place-items-center rounded-full bg-primary-soft text-sm font-medium text-primary-ink"
              >
                {initials(name)}
              </span>
              <span className="min-w-0">
                <span className="block font-medium">{name}</span>
                <span className="block text-sm text-soft">{about}</span>
                <span className="figures block text-sm text-soft">{cpf}</span>
              </span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
