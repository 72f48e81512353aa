import { env } from "./env";

/**
 * Whether a request comes from a page of this portal. For whatever writes, actions and route handlers: browsers say so in
 * Sec-Fetch-Site, or, over plain HTTP, in Origin. A request that says neither is refused.
 */
export function sameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  return request.headers.get("origin") === env().APP_URL;
}
