import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

// The short way to a page (decision 0016): a request that nothing stands against is handed to the page's own entry
// point in the build, by the interface that the framework documents for adapters. Whatever is not plainly such a
// request takes the framework's usual way, through its router and proxy.ts.

const require = createRequire(import.meta.url);

/** Headers and parameters in which the framework's own parts talk to each other; its router takes them out. */
const INTERNAL_HEADER = /^(x-(middleware|now|next|nextjs|matched|invoke|prerender)-|next-resume)/;
const INTERNAL_QUERY = /^(nxt|next)/i;
/** An address as the portal writes it: no escapes, no empty parts, no slash at the end. */
const PLAIN_PATH = /^\/(?:[\w.~-]+(?:\/[\w.~-]+)*)?$/;

/** More than any form sends; the framework compares each with each. */
const MOST_PARAMETERS = 200;

/** Whether an address has more parameters than anybody means. */
export const isOverlong = ({ url }) =>
  url.length > MOST_PARAMETERS && url.split("&").length > MOST_PARAMETERS;

/** Puts the headers of the build's settings, as its manifest has them, on an answer. */
export function headersOf(rules) {
  const patterns = rules.map(({ regex, headers }) => ({ pattern: new RegExp(regex), headers }));
  return (pathname, response) => {
    for (const { pattern, headers } of patterns) {
      if (pattern.test(pathname)) for (const { key, value } of headers) response.setHeader(key, value);
    }
  };
}

/**
 * The pages of the build in a folder. What it returns serves one request and says whether it did; `arrive` readies
 * request and response for the page, or says no (lib/arrival.ts).
 */
export function openPages(dir, { arrive }) {
  const read = (name) => JSON.parse(fs.readFileSync(path.join(dir, ".next", name), "utf8"));
  const routes = read("app-path-routes-manifest.json");
  const { routes: prerendered } = read("prerender-manifest.json");
  const { dynamicRoutes, headers, rewrites } = read("routes-manifest.json");
  const files = new Map(
    Object.entries(read("server/app-paths-manifest.json"))
      .map(([entry, file]) => [routes[entry], entry, path.join(dir, ".next/server", file)])
      .filter(([route, entry]) => entry.endsWith("/page") && !(route in prerendered))
      .map(([route, , file]) => [route, file]),
  );
  const patterns = dynamicRoutes.map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }));
  const addHeaders = headersOf(headers);
  const { beforeFiles, afterFiles, fallback } = rewrites;
  // Addresses that lead elsewhere are the router's business.
  if (beforeFiles.length + afterFiles.length + fallback.length > 0) files.clear();
  const compress = require("compression")();
  const projectDir = path.relative(process.cwd(), dir) || ".";
  const buildId = fs.readFileSync(path.join(dir, ".next/BUILD_ID"), "utf8").trim();
  const under = new Set();

  const routeOf = (pathname) =>
    files.has(pathname) ? pathname : patterns.find(({ pattern }) => pattern.test(pathname))?.page;

  function waitUntil(work) {
    const kept = Promise.resolve(work).catch(() => {});
    under.add(kept);
    kept.finally(() => under.delete(kept));
  }

  /** Answers without the framework where the page offers that (lib/screens/answer.ts). */
  async function draw(route, request, response) {
    // The router in the browser wants the page's data, which is the framework's to write.
    const show = request.headers.rsc === undefined && globalThis.guicheScreens?.get(route);
    const answer = show && (await show(request));
    if (!answer) return false;
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    response.setHeader("Content-Length", answer.body.length);
    response.end(answer.body);
    if (answer.afterwards) waitUntil(answer.afterwards());
    return true;
  }

  /** Answers an act without the framework where it is offered so (lib/acts/short.ts). */
  async function act(route, request, response) {
    const answer = await globalThis.guicheAct?.(request, buildId, route);
    // Whoever is gone before all of it arrived gets no answer.
    if (!answer) return request.destroyed;
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    response.setHeader("Content-Length", Buffer.byteLength(answer.body));
    response.end(answer.body);
    for (const work of answer.afterwards) waitUntil(work());
    return true;
  }

  async function serve(request, response) {
    const { url } = request;
    const route = isPlain(request) ? routeOf(plainPath(request)) : undefined;
    const file = files.get(route);
    if (!file) return false;
    if (request.headers.rsc !== undefined) request.url = withoutMark(url);
    if (!(await arrive(request, response))) {
      request.url = url;
      return false;
    }
    const { pathname } = new URL(request.url, "http://portal.invalid");
    addHeaders(pathname, response);
    if (request.headers["accept-encoding"]) compress(request, response, () => {});
    else response.setHeader("Vary", "Accept-Encoding");
    try {
      const answered =
        request.method === "GET" ? draw(route, request, response) : act(route, request, response);
      if (await answered) return true;
      const { handler } = require(file);
      await handler(request, response, {
        waitUntil,
        requestMeta: { relativeProjectDir: projectDir },
      });
    } catch (error) {
      // Before the first byte the usual way may still answer, with its page for errors and its line in the log. What an
      // act has begun is not begun again.
      if (!response.headersSent && request.method === "GET") {
        request.url = url;
        return false;
      }
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    }
    return true;
  }

  return {
    serve,
    /** The addresses that have a short way. */
    routes: [...files.keys()],
    /** Settles when nothing is left that answered pages wanted done afterwards. */
    rest: () => Promise.all(under),
  };
}

/** Whether somebody asks for a page, or acts by the scripts of one. */
const isPlain = ({ method, headers }) =>
  method === "GET" || (method === "POST" && headers["next-action"] !== undefined);

/** The path of a request that is plainly one for a page, else undefined. */
function plainPath({ url, headers }) {
  const [pathname, query] = partsOf(url);
  if (!PLAIN_PATH.test(pathname)) return undefined;
  for (const name of new URLSearchParams(query).keys()) if (INTERNAL_QUERY.test(name)) return undefined;
  for (const name in headers) if (INTERNAL_HEADER.test(name)) return undefined;
  return pathname;
}

/** The address without what the framework's router in the browser adds to it for caches. */
function withoutMark(url) {
  const [pathname, query] = partsOf(url);
  const rest = query.split("&").filter((part) => part && !/^_rsc(=|$)/.test(part));
  return rest.length > 0 ? `${pathname}?${rest.join("&")}` : pathname;
}

/** Path and query; a second question mark belongs to the query. */
function partsOf(url) {
  const mark = url.indexOf("?");
  return mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
}
