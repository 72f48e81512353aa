import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { headersOf } from "./pages.mjs";

// The build's own files: scripts, styles, fonts. The framework would make each smaller anew for every visitor, 50 ms of
// a processor in all; here that is done once, better, and kept. Their names change with their content.

const [brotli, gzip] = [promisify(zlib.brotliCompress), promisify(zlib.gzip)];
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;

/** What is served here, and whether it gets smaller. Anything else is left to the framework. */
const KINDS = {
  ".js": { type: "application/javascript; charset=UTF-8", packs: true },
  ".css": { type: "text/css; charset=UTF-8", packs: true },
  ".svg": { type: "image/svg+xml", packs: true },
  ".woff2": { type: "font/woff2", packs: false },
};

/** From the smallest to the largest. Quality 9: above it a script takes half a second, for a hundredth less. */
const PACKINGS = {
  br: (content) =>
    brotli(content, {
      params: { [BROTLI_PARAM_QUALITY]: 9, [BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
  gzip: (content) => gzip(content, { level: 9 }),
};

// V8 compiles a function when it is called, and the page waits. Told by the first line that all of a script's are called at
// once, it compiles a large one while it still comes, beside the page. Other browsers read a comment.
const COMPILE_ALL = Buffer.from("//# allFunctionsCalledOnLoad\n");
const LARGE = 100_000;

const hinted = (name, content) =>
  path.extname(name) === ".js" && content.length >= LARGE ? Buffer.concat([COMPILE_ALL, content]) : content;

/** The files of the build in a folder. What it returns serves one request and says whether it did. */
export function openAssets(dir) {
  const top = path.join(dir, ".next/static");
  const { headers } = JSON.parse(fs.readFileSync(path.join(dir, ".next/routes-manifest.json"), "utf8"));
  const addHeaders = headersOf(headers);
  const files = new Map(
    fs
      .readdirSync(top, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && path.extname(entry.name) in KINDS)
      .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)))
      .map((name) => [`/_next/static/${name.split(path.sep).join("/")}`, path.join(top, name)]),
  );
  const kept = new Map();

  function contentOf(pathname, packing) {
    const key = `${packing} ${pathname}`;
    const known = kept.get(key);
    if (known) return known;
    const made = fs.promises
      .readFile(files.get(pathname))
      .then((content) => hinted(pathname, content))
      .then((content) => (packing ? PACKINGS[packing](content) : content));
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  }

  return async function serve(request, response) {
    const { method, url, headers: asked } = request;
    const [pathname = ""] = url.split("?", 1);
    if (!files.has(pathname) || (method !== "GET" && method !== "HEAD") || asked.range) return false;
    const { type, packs } = KINDS[path.extname(pathname)];
    const packing = packs
      ? Object.keys(PACKINGS).find((name) => accepts(asked["accept-encoding"], name))
      : "";
    let content;
    try {
      content = await contentOf(pathname, packing ?? "");
    } catch {
      return false;
    }
    addHeaders(pathname, response);
    const mark = `"${path.basename(pathname)}${packing ? `-${packing}` : ""}"`;
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setHeader("ETag", mark);
    if (packs) response.setHeader("Vary", "Accept-Encoding");
    if (asked["if-none-match"]?.split(/\s*,\s*/).includes(mark)) {
      response.writeHead(304).end();
      return true;
    }
    response.setHeader("Content-Type", type);
    if (packing) response.setHeader("Content-Encoding", packing);
    response.setHeader("Content-Length", content.length);
    response.end(method === "HEAD" ? undefined : content);
    return true;
  };
}

/** Whether an Accept-Encoding header takes a packing (RFC 9110, 12.5.3): named, and not with the weight of nothing. */
function accepts(header = "", packing) {
  return header.split(",").some((part) => {
    const [name = "", ...rest] = part.split(";").map((word) => word.trim().toLowerCase());
    return name === packing && !rest.some((word) => /^q=0(\.0*)?$/.test(word));
  });
}
