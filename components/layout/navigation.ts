import type { Viewer } from "@/lib/screens/viewer";

export type NavItem = {
  label: string;
  href: string;
  /** Marks it as the present page for everything below its address, too. */
  within?: boolean;
  children?: NavItem[];
};

/** The main menu: what this person can go to. */
export function navigationFor(viewer: Viewer): NavItem[] {
  const items: NavItem[] = [
    { label: "Início", href: "/" },
    {
      label: "Atendimento",
      href: "/chamados",
      within: true,
      children: [
        { label: "Abrir chamado", href: "/#servicos" },
        { label: "Listar chamados", href: "/chamados", within: true },
      ],
    },
  ];
  if (viewer.technician || viewer.manager) items.push({ label: "Fila", href: "/fila", within: true });
  if (viewer.manager) items.push({ label: "Gestão", href: "/gestao", within: true });
  if (viewer.admin) items.push({ label: "Administração", href: "/admin", within: true });
  return items;
}

/** Whether an item of the menu leads to the page at this path. */
export function isCurrent(item: NavItem, path: string): boolean {
  if (item.href.includes("#")) return false;
  return path === item.href || (item.within === true && path.startsWith(`${item.href}/`));
}
