// biome-ignore-all lint/a11y/noAccessKey: the Brazilian guidelines ask for these four keys

"use client";

const links = [
  { key: "1", href: "#conteudo", label: "Ir para o conteúdo" },
  { key: "2", href: "#menu", label: "Ir para o menu" },
  { key: "3", href: "#busca", label: "Ir para a busca" },
  { key: "4", href: "#rodape", label: "Ir para o rodapé" },
];

/** The shortcuts Brazilian public sites share: Alt+1 to Alt+4, seen when the Tab key reaches them. */
export function SkipLinks({ targets = ["#conteudo", "#rodape"] }: { targets?: string[] }) {
  return (
    <nav aria-label="Atalhos" className="print:hidden">
      <ul className="absolute top-2 left-2 z-50 flex flex-wrap gap-2 not-focus-within:sr-only">
        {links
          .filter((link) => targets.includes(link.href))
          .map((link) => (
            <li key={link.href}>
              <a
                href={link.href}
                accessKey={link.key}
                className="flex min-h-11 items-center gap-2 rounded-md border border-line-strong bg-surface-raised px-4 font-medium text-primary-ink shadow-float"
              >
                {link.label}
                <span className="text-sm font-normal text-soft">Alt+{link.key}</span>
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}
