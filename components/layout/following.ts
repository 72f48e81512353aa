import { opensElsewhere } from "@/components/ui/link";

type Click = Pick<MouseEvent, "button" | "defaultPrevented" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">;
type Anchor = Pick<HTMLAnchorElement, "href" | "target"> & {
  hasAttribute(name: string): boolean;
};

/**
 * Where a click on a link leads within the portal; null where it is the browser's: another tab or window, a file, a
 * place on the same page, or a click that somebody else has dealt with.
 */
export function addressToFollow(click: Click, link: Anchor, here: { href: string }): string | null {
  if (click.defaultPrevented || opensElsewhere(click)) return null;
  if ((link.target && link.target !== "_self") || link.hasAttribute("download")) return null;
  const [from, to] = [new URL(here.href), new URL(link.href)];
  if (to.origin !== from.origin || to.pathname.startsWith("/api/")) return null;
  const samePage = to.pathname === from.pathname && to.search === from.search;
  if (to.hash && samePage) return null;
  return `${to.pathname}${to.search}${to.hash}`;
}
