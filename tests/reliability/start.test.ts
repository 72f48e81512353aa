import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "@/db/embedded";
import { servicePlace } from "@/lib/place";
import { createWorld, type World } from "../support/world";
import { isAlive, killIfAlive, Site } from "./site";
import { Visitor } from "./visitor";

let world: World;
let sites: Site[] = [];

beforeAll(async () => {
  world = await createWorld();
});

afterEach(async () => {
  for (const site of sites) await site.cut();
  sites = [];
});

async function start(options: { processes?: number; env?: Record<string, string> } = {}): Promise<Site> {
  const site = new Site({ port: await freePort(), ...options });
  sites.push(site);
  return site;
}

async function enter(site: Site): Promise<Visitor> {
  const [visitor] = await Visitor.enter([world.ana], site.origin);
  if (!visitor) throw new Error("nobody entered");
  return visitor;
}

/** A connection that was being handed to a process as it died is never answered. */
const health = (site: Site) =>
  fetch(`${site.origin}/api/health`, {
    headers: { connection: "close" },
    signal: AbortSignal.timeout(2_000),
  });

/** A file that goes out slowly: its first half now, the rest when told. */
function slowUpload(visitor: Visitor, site: Site) {
  const rest = Promise.withResolvers<void>();
  const encode = (text: string) => new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="carta.txt"\r\n\r\n`;
      controller.enqueue(encode(`${head}${"primeira metade ".repeat(600)}`));
      await rest.promise;
      controller.enqueue(encode("segunda metade\r\n--b--\r\n"));
      controller.close();
    },
  });
  const place = encodeURIComponent(servicePlace(world.tax.id));
  const answer = visitor.ask(site.origin, `/api/attachments?place=${place}`, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body,
    duplex: "half",
  });
  return { finish: () => rest.resolve(), answer };
}

const gone = (pids: readonly number[]) =>
  vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000, interval: 50 });
const refused = (site: Site) => vi.waitFor(() => expect(health(site)).rejects.toThrow(), { timeout: 10_000 });

describe("the processes that serve", () => {
  it("one that is killed is started again, and requests go on meanwhile", async () => {
    const site = await (await start({ processes: 2 })).ready();
    await vi.waitFor(() => expect(site.workers).toHaveLength(2));
    const [first = 0, second = 0] = site.workers;
    let unanswered = 0;
    let answered = 0;
    let asking = true;
    const asker = (async () => {
      while (asking) {
        const response = await health(site).catch(() => null);
        if (response?.ok) answered += 1;
        else unanswered += 1;
        await delay(5);
      }
    })();
    const reached = (count: number) =>
      vi.waitFor(() => expect(answered).toBeGreaterThanOrEqual(count), { timeout: 20_000, interval: 20 });
    await reached(10);
    killIfAlive(first);
    await vi.waitFor(
      () => {
        expect(site.workers).toHaveLength(2);
        expect(site.workers).not.toContain(first);
      },
      { timeout: 10_000 },
    );
    await reached(answered + 100);
    asking = false;
    await asker;
    expect(site.workers).toContain(second);
    // What that process was just answering, and what was handed to it before its end was known.
    expect(unanswered).toBeLessThanOrEqual(2);
    expect(site.written).toContain(`Processo ${first} terminou (sinal SIGKILL)`);
    const workers = site.workers;
    expect(await site.stop()).toBe(0);
    await gone(workers);
  });

  it("SIGTERM lets what was begun finish, takes nothing new, and ends with code 0", async () => {
    const site = await (await start({ processes: 2 })).ready();
    const visitor = await enter(site);
    const workers = site.workers;
    const upload = slowUpload(visitor, site);
    const listening = await visitor.ask(site.origin, "/api/events", {});
    expect(listening?.status).toBe(200);
    await delay(500);
    site.signal("SIGTERM");
    await refused(site);
    expect(workers.some(isAlive)).toBe(true);
    upload.finish();
    const answer = await upload.answer;
    expect(answer?.status).toBe(201);
    expect(await answer?.json()).toMatchObject({ name: "carta.txt" });
    const answeredAt = Date.now();
    expect(await site.ended).toBe(0);
    // An open stream of events does not hold the end up.
    expect(Date.now() - answeredAt).toBeLessThan(3_000);
    await gone(workers);
  });

  it("when the supervisor is killed its processes finish what they began and end by themselves", async () => {
    const site = await (await start({ processes: 2 })).ready();
    const visitor = await enter(site);
    await vi.waitFor(() => expect(site.workers).toHaveLength(2));
    const workers = site.workers;
    const listening = await visitor.ask(site.origin, "/api/events", {});
    expect(listening?.status).toBe(200);
    const upload = slowUpload(visitor, site);
    await delay(500);
    site.signal("SIGKILL");
    await refused(site);
    upload.finish();
    expect((await upload.answer)?.status).toBe(201);
    await gone(workers);
  });
});

describe("what keeps it from starting", () => {
  it.each([
    ["a setting of the portal", { NEXTAUTH_SECRET: "curto" }, "NEXTAUTH_SECRET: deve ter ao menos 32"],
    ["the number of processes", { PROCESSES: "nenhum" }, "PROCESSES deve ser um número"],
    ["the port", { PORT: "70000" }, "PORT: deve ser um número entre 1 e 65535"],
  ])("%s is wrong: it says so and ends with code 1", async (_what, env, sentence) => {
    const began = Date.now();
    const site = await start({ processes: 2, env });
    expect(await site.ended).toBe(1);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(site.written).toContain(sentence);
  });

  it("the port is taken: it says so and ends with code 1", async () => {
    const first = await (await start()).ready();
    const second = await start({ env: { PORT: new URL(first.origin).port } });
    expect(await second.ended).toBe(1);
    expect(second.written).toContain(`A porta ${new URL(first.origin).port} já está em uso`);
    expect((await fetch(`${first.origin}/api/health`)).status).toBe(200);
  });
});
