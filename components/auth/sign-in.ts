/** Channel on which a login finished in another window is told. */
export const LOGIN_CHANNEL = "guiche-login";

/** Who holds the browser's session now. */
export interface SignedIn {
  id: string;
  name: string;
}

export type SignInAnswer = { ok: true; url: string } | { ok: false; code: string };

/** Logs in with CPF and password without leaving the page. */
export async function signInWithPassword(
  cpf: string,
  password: string,
  callbackUrl: string,
): Promise<SignInAnswer> {
  try {
    const csrfToken = await fetchCsrfToken();
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ cpf, password, callbackUrl, csrfToken, json: "true" }),
    });
    const url = response.redirected ? response.url : textAt(await response.json(), "url");
    if (response.ok && !response.redirected) return { ok: true, url };
    return { ok: false, code: new URL(url, location.origin).searchParams.get("error") ?? "unexpected" };
  } catch (error) {
    // fetch fails with a TypeError when there is no network, and with nothing else here.
    return { ok: false, code: error instanceof TypeError ? "offline" : "unexpected" };
  }
}

/** The token that login forms repeat; asking for it also renews its cookie. */
export async function fetchCsrfToken(): Promise<string> {
  const response = await fetch("/api/auth/csrf", { cache: "no-store" });
  return textAt(await response.json(), "csrfToken");
}

/** Asks the server who is signed in now; null for nobody. */
export async function fetchSignedIn(): Promise<SignedIn | null> {
  const response = await fetch("/api/auth/session", { cache: "no-store" });
  const body: unknown = await response.json();
  const user = isRecord(body) ? body.user : null;
  return isRecord(user) ? { id: textAt(user, "id"), name: textAt(user, "name") } : null;
}

/** Ends the session where it is, without leaving the page or asking the server for a new one. */
export async function signOutHere(): Promise<void> {
  const csrfToken = await fetchCsrfToken();
  await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, json: "true" }),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textAt(body: unknown, name: string): string {
  const value = isRecord(body) ? body[name] : undefined;
  return typeof value === "string" ? value : "";
}
