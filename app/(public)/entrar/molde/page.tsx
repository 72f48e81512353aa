import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { DemoSection } from "@/components/auth/demo-section";
import { LoginHelp } from "@/components/auth/login-help";
import { LoginPanel } from "@/components/auth/login-panel";
import { LoginTemplates } from "@/components/entering/templates";
import { govbrSettings } from "@/lib/accounts/govbr";
import { listContacts } from "@/lib/departments/queries";
import { env } from "@/lib/env";
import { slot } from "@/lib/mould/cut";
import { isOwnRequest, MOULD_HEADER } from "@/lib/mould/kept";

export const metadata: Metadata = { title: "Entrar" };

/** The login page as it is kept (decision 0015). What people get is filled in by ../route.ts; to them it is not there. */
export default async function LoginMould({ searchParams }: PageProps<"/entrar/molde">) {
  if (!isOwnRequest((await headers()).get(MOULD_HEADER))) notFound();
  const { aviso } = await searchParams;
  const { GUICHE_DEMO } = env();
  const hidden = { csrfToken: slot("csrfToken"), callbackUrl: slot("callbackUrl") };
  const message = aviso === "1" ? { title: slot("title"), body: slot("body") } : null;

  return (
    <div
      className={
        GUICHE_DEMO ? "page grid gap-8 lg:grid-cols-[27rem_minmax(0,1fr)]" : "mx-auto w-full max-w-md px-4"
      }
    >
      <div className="grid content-start gap-6">
        <LoginPanel {...hidden} message={message} govbr={govbrSettings() !== null} />
        <LoginHelp contacts={await listContacts()} />
      </div>
      {GUICHE_DEMO && <DemoSection {...hidden} />}
      <LoginTemplates />
    </div>
  );
}
