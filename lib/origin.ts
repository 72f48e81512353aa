import { env } from "./env";

/**
 * Whether a request comes from a page of this portal. For whatever writes, actions and route handlers: browsers say so in
 * Sec-Fetch-Site, or, over plain HTTP, in Origin. A request that says neither is refused.
 */
export const sameOrigin = ({ headers }: Pick<Request, "headers">): boolean =>
  saysSameOrigin(headers.get("sec-fetch-site"), headers.get("origin"));

/** The same of the two headers themselves. */
export function saysSameOrigin(site: string | null | undefined, origin: string | null | undefined): boolean {
  if (site) return site === "same-origin";
  return origin === env().APP_URL;
}
