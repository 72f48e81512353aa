import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { LogoMark } from "./logo";

export type MessageProps = {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  actions: ReactNode;
  /** A line to quote when asking for help. */
  code?: string;
};

/** A page with one thing to say: what happened and what to do. Stands without the shell. */
export function MessagePage(message: MessageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-line bg-masthead">
        <div className="page flex min-h-16 items-center">
          <Link href="/" className="flex items-center gap-3 text-masthead-ink no-underline">
            <LogoMark className="size-9" />
            <span className="text-lg font-bold tracking-tight">Guichê</span>
          </Link>
        </div>
      </header>
      <main id="conteudo" className="page grow py-12 lg:py-24">
        <MessageBody {...message} />
      </main>
    </div>
  );
}

/** The same inside the shell, in the place of a page's content. */
export function MessageInShell(message: MessageProps) {
  return (
    <div className="page py-6 lg:py-16">
      <MessageBody {...message} />
    </div>
  );
}

function MessageBody({ icon, title, children, actions, code }: MessageProps) {
  return (
    <div className="max-w-xl">
      <span
        aria-hidden="true"
        className="mb-6 grid size-16 place-items-center rounded-full bg-primary-soft text-primary-ink high-contrast:border [&>svg]:size-8"
      >
        {icon}
      </span>
      <h1 className="text-2xl font-bold">{title}</h1>
      <div className="mt-3 grid gap-3 text-lg text-soft">{children}</div>
      <div className="mt-8 flex flex-wrap gap-3">{actions}</div>
      {code && (
        <p className="mt-10 border-t border-line pt-4 text-sm text-soft">
          Código para informar ao pedir ajuda: <span className="font-medium text-ink">{code}</span>
        </p>
      )}
    </div>
  );
}

/** The short code that finds this failure in the server's log. */
export function failureCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("digest" in error)) return undefined;
  return String(error.digest);
}
