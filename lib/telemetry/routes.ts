import { readFileSync } from "node:fs";
import path from "node:path";

/** Whatever no route answers: an address that somebody typed may hold anything. */
const UNKNOWN = "(none)";
const BUILT = "/_next";

/** Names of addresses and actions as the build knows them, so that what people type stays out of logs. */
export interface Names {
  /** "/chamados/[number]" for "/chamados/00002172". */
  route(pathname: string): string;
  /** Whether this is the pattern of a route, and not an address somebody typed. */
  isRoute(text: string): boolean;
  /** "addReply" for the id that a browser sends in a header. */
  action(id: string | undefined): string | undefined;
}

/** Reads them from the folder of the build; one that was not built knows none. */
export function readNames(folder = path.resolve(process.env.SITE_DIR ?? ".", ".next")): Names {
  const { staticRoutes = [], dynamicRoutes = [] } = readJson<Routes>(
    path.join(folder, "routes-manifest.json"),
  );
  const { node = {} } = readJson<Actions>(path.join(folder, "server/server-reference-manifest.json"));
  const plain = new Set(staticRoutes.map(({ page }) => page));
  const patterns = dynamicRoutes.map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }));
  const actions = new Map(Object.entries(node).map(([id, { exportedName }]) => [id, exportedName]));
  return {
    route(pathname) {
      if (pathname.startsWith(`${BUILT}/`)) return BUILT;
      if (plain.has(pathname)) return pathname;
      return patterns.find(({ pattern }) => pattern.test(pathname))?.page ?? UNKNOWN;
    },
    isRoute: (text) => plain.has(text) || patterns.some(({ page }) => page === text),
    action: (id) => (id === undefined ? undefined : actions.get(id)),
  };
}

/** Addresses that machines ask for every few seconds, and files: worth a line only to who looks for one. */
export const isQuiet = (route: string) => route === BUILT || route.startsWith("/api/health");

interface Routes {
  staticRoutes?: { page: string }[];
  dynamicRoutes?: { page: string; regex: string }[];
}

interface Actions {
  node?: Record<string, { exportedName?: string }>;
}

function readJson<T>(file: string): Partial<T> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
