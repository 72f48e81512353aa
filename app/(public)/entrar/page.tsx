import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { DemoSection } from "@/components/auth/demo-section";
import { LoginHelp } from "@/components/auth/login-help";
import { LoginPanel } from "@/components/auth/login-panel";
import { callbackCookieName, csrfCookieName } from "@/lib/accounts/cookie";
import { csrfToken } from "@/lib/accounts/csrf";
import { govbrSettings } from "@/lib/accounts/govbr";
import { safePath } from "@/lib/accounts/rules";
import { getActor } from "@/lib/auth";
import { listContacts } from "@/lib/departments/queries";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Entrar" };

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function LoginPage({ searchParams }: PageProps<"/entrar">) {
  const query = await searchParams;
  const jar = await cookies();
  const { APP_URL, GUICHE_DEMO } = env();
  const code = one(query.error);
  const wanted = one(query.callbackUrl) ?? (code ? jar.get(callbackCookieName())?.value : undefined);
  const callbackUrl = safePath(wanted, APP_URL);
  if (!code && (await getActor())) redirect(callbackUrl);
  const token = csrfToken(jar.get(csrfCookieName())?.value) ?? "";

  return (
    <div
      className={
        GUICHE_DEMO ? "page grid gap-8 lg:grid-cols-[27rem_minmax(0,1fr)]" : "mx-auto w-full max-w-md px-4"
      }
    >
      <div className="grid content-start gap-6">
        <LoginPanel
          csrfToken={token}
          callbackUrl={callbackUrl}
          code={code}
          govbr={govbrSettings() !== null}
        />
        <LoginHelp contacts={await listContacts()} />
      </div>
      {GUICHE_DEMO && <DemoSection csrfToken={token} callbackUrl={callbackUrl} />}
    </div>
  );
}
