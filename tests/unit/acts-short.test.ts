import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { directRequest } from "@/lib/acts/direct";
import { offerAct } from "@/lib/acts/short";

type Acts = {
  guicheAct: (
    request: http.IncomingMessage,
    buildId: string,
    route: string,
  ) => Promise<{ body: string } | null>;
};

const PLAIN = { "content-type": "text/plain;charset=UTF-8", "next-action": "echo" };
let server: http.Server;
let origin: string;
let leftAlone: number;

beforeAll(async () => {
  const echo = async (input: unknown, owner: unknown) => ({
    sent: [input, owner],
    cookie: directRequest()?.cookies.get("who"),
  });
  offerAct(Object.assign(echo, { $$id: "echo" }));
  server = http.createServer(async (request, response) => {
    const answer = await (globalThis as unknown as Acts).guicheAct(request, "b1", "/chamados/[number]");
    if (answer) return response.end(answer.body);
    leftAlone += 1;
    if (request.destroyed) return;
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    response.end(`left alone: ${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** Sends the parts one after the other. */
async function send(headers: http.OutgoingHttpHeaders, ...parts: string[]): Promise<string> {
  const request = http.request(`${origin}/chamados/1?aba=todos&q=a%20b`, { method: "POST", headers });
  const answered = new Promise<string>((resolve, reject) => {
    request.on("error", reject).on("response", async (response) => {
      let body = "";
      for await (const part of response.setEncoding("utf8")) body += part;
      resolve(body);
    });
  });
  for (const part of parts) {
    request.write(part);
    await delay(20);
  }
  request.end();
  return answered;
}
const long = (...parts: string[]) => ({ ...PLAIN, "content-length": Buffer.byteLength(parts.join("")) });

test("an act that is offered is done with what was sent, on behalf of whoever sent it", async () => {
  const parts = ['[{"text":"aç', 'ão $$1"},', '"owner"]'];
  expect(await send({ ...long(...parts), cookie: "who=ana" }, ...parts)).toBe(
    '0:{"a":"$@1","q":"?aba=todos&q=a%20b","i":false,"b":"b1"}\n1:{"sent":[{"text":"ação $$1"},"owner"],"cookie":"ana"}\n',
  );
});

test.for([
  ["another act", { "next-action": "other" }, "[1]"],
  ["a form", { "content-type": "multipart/form-data; boundary=x" }, "[1]"],
  ["what only React can read", {}, '[{"at":"$D2026-01-01"}]'],
  ["what is no list", {}, '{"a":1}'],
  ["what is cut off", {}, "[1"],
  ["what is very long", {}, JSON.stringify(["x".repeat(300_000)])],
] as const)("%s is left to the framework as it came", async ([, headers, body]) => {
  leftAlone = 0;
  expect(await send({ ...long(body), ...headers }, body)).toBe(`left alone: ${body}`);
  expect(leftAlone).toBe(1);
});

test("an act is told no more than it takes", async () => {
  const body = `[1,2${",3".repeat(100_000)}]`;
  expect(await send(long(body), body)).toContain('{"sent":[1,2]}');
});

test("what comes in pieces of unknown length is left to the framework", async () => {
  expect(await send({ ...PLAIN, "transfer-encoding": "chunked" }, "[1,", "2]")).toBe("left alone: [1,2]");
});

test("an act whose words break off is not done", async () => {
  leftAlone = 0;
  const request = http.request(origin, { method: "POST", headers: { ...PLAIN, "content-length": 100 } });
  request.on("error", () => {});
  request.write('["half');
  await delay(50);
  request.destroy();
  await expect.poll(() => leftAlone).toBe(1);
});
