import { randomBytes } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAssets } from "@/scripts/assets.mjs";

const script = `console.log(${JSON.stringify("roda ".repeat(2_000))});`;
const large = `console.log(${JSON.stringify("roda ".repeat(30_000))});`;
const font = randomBytes(3_000);
let folder: string;
let server: http.Server;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "guiche-assets-"));
  fs.mkdirSync(path.join(folder, ".next/static/chunks"), { recursive: true });
  const write = (name: string, content: string | Buffer) =>
    fs.writeFileSync(path.join(folder, ".next", name), content);
  write("static/chunks/a1.js", script);
  write("static/chunks/large.js", large);
  write("static/f1.woff2", font);
  write("static/notes.txt", "left to the framework");
  write("secret.js", "not to be served");
  const headers = [{ regex: "^/.*$", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }];
  write("routes-manifest.json", JSON.stringify({ headers }));
  const serve = openAssets(folder);
  server = http.createServer(async (request, response) => {
    if (!(await serve(request, response))) response.writeHead(404).end("the usual way");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(folder, { recursive: true });
});

interface Heard {
  status: number | undefined;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** As it is sent, without anything unpacked. */
function ask(target: string, headers: http.OutgoingHttpHeaders = {}, method = "GET"): Promise<Heard> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: "127.0.0.1", path: target, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    request.on("error", reject).end();
  });
}

const SCRIPT = "/_next/static/chunks/a1.js";

test.each(["", "gzip"])(
  "a large script says first that it is compiled as a whole (packed: %s)",
  async (accepted) => {
    const { headers, body } = await ask("/_next/static/chunks/large.js", { "Accept-Encoding": accepted });
    const text = String(accepted ? zlib.gunzipSync(body) : body);
    expect(text).toBe(`//# allFunctionsCalledOnLoad\n${large}`);
    expect(headers["content-length"]).toBe(String(body.length));
  },
);

test.each([
  ["br", "gzip, deflate, br, zstd", zlib.brotliDecompressSync],
  ["gzip", "gzip, br;q=0", zlib.gunzipSync],
  ["gzip", "GZIP;q=0.5", zlib.gunzipSync],
  [undefined, "", (body: Buffer) => body],
  [undefined, "brotli, x-gzip", (body: Buffer) => body],
] as const)("is packed as %s for who takes %s", async (packing, accepted, unpack) => {
  for (let time = 0; time < 2; time += 1) {
    const { status, headers, body } = await ask(`${SCRIPT}?v=1`, { "Accept-Encoding": accepted });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "application/javascript; charset=UTF-8",
      "content-length": String(body.length),
      "x-content-type-options": "nosniff",
      vary: "Accept-Encoding",
    });
    expect(headers["content-encoding"]).toBe(packing);
    expect(unpack(body).toString()).toBe(script);
  }
});

test("what cannot get smaller is sent as it is", async () => {
  const { headers, body } = await ask("/_next/static/f1.woff2", { "Accept-Encoding": "br" });
  expect(headers["content-encoding"]).toBeUndefined();
  expect(headers.vary).toBeUndefined();
  expect(body.equals(font)).toBe(true);
});

test("whoever has it is told so, each packing by itself", async () => {
  const first = await ask(SCRIPT, { "Accept-Encoding": "br" });
  const mark = String(first.headers.etag);
  const again = { "Accept-Encoding": "br", "If-None-Match": `"x", ${mark}` };
  expect(await ask(SCRIPT, again)).toMatchObject({ status: 304, body: Buffer.alloc(0) });
  expect((await ask(SCRIPT, { "Accept-Encoding": "gzip", "If-None-Match": mark })).status).toBe(200);
});

test("only asked about, it says how much it would be", async () => {
  const { body, headers } = await ask(SCRIPT, {}, "HEAD");
  expect([body.length, headers["content-length"]]).toEqual([0, String(script.length)]);
});

test.each([
  "/_next/static/notes.txt",
  "/_next/static/../secret.js",
  "/_next/static/chunks/%2e%2e/%2e%2e/secret.js",
  "/_next/static/chunks",
  "/_next/static/__proto__",
  "//_next/static/chunks/a1.js",
])("%s is left to the framework", async (target) => {
  expect((await ask(target)).body.toString()).toBe("the usual way");
});

test("so are parts of a file, and whatever is no question", async () => {
  expect((await ask(SCRIPT, { Range: "bytes=0-9" })).status).toBe(404);
  expect((await ask(SCRIPT, {}, "POST")).status).toBe(404);
});
