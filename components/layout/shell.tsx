import { clsx } from "clsx";
import type { ReactNode } from "react";
import { type ContactCard, Footer } from "./footer";
import { SkipLinks } from "./skip-links";

type ShellProps = {
  organisation: string;
  masthead: ReactNode;
  contact?: ContactCard[];
  /** False for a guest, who has one page and no menu. */
  menu?: boolean;
  /** Denser and wider, for who works here. */
  wide?: boolean;
  children: ReactNode;
};

/** What stands around every page. The page brings its own width: `page`, `page-wide`, `page-narrow`. */
export function Shell({ organisation, masthead, contact, menu, wide, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLinks targets={menu ? ["#conteudo", "#menu", "#busca", "#rodape"] : ["#conteudo", "#rodape"]} />
      {masthead}
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
      <Footer organisation={organisation} contact={contact} wide={wide} />
    </div>
  );
}
