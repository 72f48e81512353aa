import type { ComponentProps } from "react";

export type LinkProps = ComponentProps<"a"> & {
  href: string;
  /** False where the page stays as far down as it is. */
  scroll?: boolean;
};

/**
 * A link within the portal. It is a plain one: without scripts the browser follows it, with them FollowLinks
 * (components/layout) does, and the page is not loaded anew. Nothing is fetched ahead: each page is drawn for one
 * person, and would cost the server as much as a visit.
 */
export function Link({ scroll = true, ...rest }: LinkProps) {
  return <a {...rest} data-follow={scroll ? undefined : "still"} />;
}

/** Whether the browser opens what was clicked in another tab or window, or downloads it. */
export const opensElsewhere = (
  click: Pick<MouseEvent, "button" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">,
): boolean => click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey;
