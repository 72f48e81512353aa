import { clsx } from "clsx";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { type ContactCard, Footer } from "./footer";
import { Masthead, type PlainLink } from "./masthead";
import type { Viewer } from "./navigation";
import { SkipLinks } from "./skip-links";
import { parseTheme, themeCookie } from "./theme";

type ShellProps = {
  organisation: string;
  contact?: ContactCard[];
  footerLinks?: PlainLink[];
  children: ReactNode;
};

type AppShellProps = ShellProps & {
  /** Null for a guest, who has one page and no menu. */
  viewer: Viewer | null;
  /** "desk" is denser and wider. */
  density?: "citizen" | "desk";
  /** The form or button that ends the session, as the last entry of the account menu. */
  signOut?: ReactNode;
  accountLinks?: PlainLink[];
};

/** What stands around every signed-in page. The page brings its own width: `page`, `page-wide`, `page-narrow`. */
export async function AppShell({
  viewer,
  organisation,
  density = "citizen",
  contact,
  footerLinks,
  accountLinks,
  signOut,
  children,
}: AppShellProps) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const wide = density === "desk";
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLinks targets={viewer ? ["#conteudo", "#menu", "#busca", "#rodape"] : ["#conteudo", "#rodape"]} />
      <Masthead
        organisation={organisation}
        theme={theme}
        viewer={viewer}
        signOut={signOut}
        accountLinks={accountLinks}
        wide={wide}
      />
      <main
        id="conteudo"
        tabIndex={-1}
        data-density={wide ? "desk" : undefined}
        className={clsx("grow", wide ? "py-5" : "py-8")}
      >
        <noscript>
          <p className="page mb-6 font-medium text-warning-ink print:hidden">
            Aqui dá para ler tudo sem JavaScript. Para entrar, abrir um chamado ou responder, ative o
            JavaScript no navegador e recarregue a página.
          </p>
        </noscript>
        {children}
      </main>
      <Footer organisation={organisation} contact={contact} links={footerLinks} wide={wide} />
    </div>
  );
}

/** What stands around the pages one sees before entering. */
export async function PublicShell({ organisation, contact, footerLinks, children }: ShellProps) {
  return (
    <AppShell viewer={null} organisation={organisation} contact={contact} footerLinks={footerLinks}>
      {children}
    </AppShell>
  );
}
