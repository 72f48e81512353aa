/** Request header in which the proxy tells the page its own address; what a browser sends in it is replaced. */
export const PATH_HEADER = "x-guiche-path";

const anyOrigin = "http://portal.invalid";

/**
 * Where to go after login: a path of this portal, or the home page. An address elsewhere, however spelt,
 * and the pages of the login itself lead home.
 */
export function safePath(wanted: string | null | undefined, ownOrigin: string = anyOrigin): string {
  if (!wanted || wanted.length > 2000) return "/";
  let url: URL;
  try {
    url = new URL(wanted, ownOrigin);
  } catch {
    return "/";
  }
  if (url.origin !== new URL(ownOrigin).origin || url.username || url.password) return "/";
  const path = url.pathname.replace(/^\/+/, "/");
  if (!path.startsWith("/")) return "/";
  if (/^\/(entrar(?!\/concluido$)|api)(\/|$)/.test(path)) return "/";
  return `${path}${url.search}${url.hash}`;
}

const publicPages = [
  "/entrar",
  "/cadastro",
  "/senha",
  "/acompanhar",
  "/carta-de-servicos",
  "/transparencia",
  "/demo",
];

/** Pages that open without a session. */
export function isPublic(path: string): boolean {
  return publicPages.some((page) => path === page || path.startsWith(`${page}/`));
}
