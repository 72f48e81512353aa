import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/db/embedded";
import { formatCpf } from "@/lib/identifiers/cpf";
import { Collector } from "../support/collector";
import { maintain } from "../support/copies";
import { S3Server } from "../support/s3";
import { attach, editor, expectStatus, fillConsultation, logIn } from "./support/acts";
import { Alternator, Instance, runInImage } from "./support/instances";
import { pdf, png } from "./support/papers";
import { newPerson, newStaff } from "./support/people";
import { test as base, expect } from "./support/test";
import { CARD } from "./support/tickets";

const SECRET_WORDS = "Ninguém deve ler isto no registro";
const FILE = "comprovante-de-renda.pdf";

interface Machines {
  instances: [Instance, Instance];
  proxy: Alternator;
  collector: Collector;
  bucket: S3Server;
}

/** Two machines behind one address, with one database and one bucket between them. */
const test = base.extend<object, { machines: Machines }>({
  machines: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter.
    async ({}, use) => {
      const [bucket, collector, port] = await Promise.all([S3Server.start(), Collector.start(), freePort()]);
      const env = {
        ...bucket.settings,
        APP_URL: `http://localhost:${port}`,
        NEXTAUTH_URL: `http://localhost:${port}`,
        PROCESSES: "1",
        DRAIN_SECONDS: "2",
        TRUSTED_PROXIES: "1",
        LOG_LEVEL: "debug",
        OTEL_METRIC_EXPORT_INTERVAL: "500",
      };
      const instances = await Promise.all([
        Instance.start({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.address }),
        Instance.start(env),
      ]);
      const proxy = new Alternator(port, instances);
      await use({ instances, proxy, collector, bucket });
      await Promise.all(instances.map((instance) => instance.stop()));
      mkdirSync("test-results", { recursive: true });
      for (const [n, { output }] of instances.entries())
        writeFileSync(`test-results/instance-${n + 1}.log`, output);
      writeFileSync("test-results/collector.log", collector.bodies.join("\n"));
      await Promise.all([proxy.stop(), collector.stop(), bucket.stop()]);
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: ({ machines }, use) => use(machines.proxy.url),
});

test("a request goes from card to rating over two machines, and a machine can leave", async ({
  page,
  visit,
  machines,
}) => {
  test.setTimeout(90_000);
  const { instances, proxy, bucket } = machines;
  const ana = await newPerson("Anacleta Teste Quaresma");
  const desk = (await visit(await newStaff("technician", "siop", "Tomásia Teste Vasques"))).page;

  await test.step("opened with a file", async () => {
    await page.goto(`/servicos/${CARD}`);
    await logIn(page, ana);
    await page.getByRole("radio", { name: "Consulta de valores" }).waitFor();
    await fillConsultation(page, SECRET_WORDS);
    await attach(page, /Telas ou documentos|^Arquivos/, [
      { name: FILE, mimeType: "application/pdf", buffer: pdf("renda") },
      { name: "tela.png", mimeType: "image/png", buffer: png() },
    ]);
    await page.getByRole("button", { name: "Enviar", exact: true }).click();
    await expect(page).toHaveURL(/\/chamados\/\d{8}\/comprovante$/);
  });
  const number = /\d{8}/.exec(page.url())?.[0] ?? "";

  await test.step("taken and answered by the technician", async () => {
    await desk.goto(`/chamados/${number}`);
    await desk.getByRole("button", { name: "Assumir", exact: true }).click();
    await expectStatus(desk, "assigned");
    await page.goto(`/chamados/${number}`);
    await expectStatus(page, "assigned");
  });

  await test.step("the file is there on either machine, byte for byte", async () => {
    const link = page.getByRole("link", { name: new RegExp(FILE) }).first();
    const address = new URL((await link.getAttribute("href")) ?? "", proxy.url).href;
    for (const _turn of instances) {
      const response = await page.request.get(address);
      expect([response.status(), await response.body()]).toEqual([200, pdf("renda")]);
    }
    // The document, the picture and the two copies of it that are shown.
    expect(bucket.objects.size).toBe(4);
  });

  await test.step("replied, and seen by the other without loading again", async () => {
    await editor(page, "Resposta").click();
    await page.keyboard.type("Segue o que faltava.");
    await page.getByRole("button", { name: "Adicionar", exact: true }).click();
    await expect(desk.getByRole("article", { name: `Resposta de ${ana.name}` })).toContainText("Segue o que");
  });

  await test.step("solved, approved and rated", async () => {
    await desk.getByRole("tab", { name: "Solução" }).click();
    await editor(desk, "Solução").click();
    await desk.keyboard.type("O total foi corrigido.");
    await desk.getByRole("button", { name: "Propor solução" }).click();
    await expectStatus(page, "validating");
    await page.getByRole("button", { name: "Resolveu", exact: true }).click();
    await expectStatus(page, "resolved");
    await page.getByRole("radio", { name: "5 estrelas" }).check();
    await page.getByRole("button", { name: "Enviar avaliação" }).click();
    await expect(page.getByText("5 de 5 estrelas")).toBeVisible();
  });

  await test.step("each machine did its half", () => {
    for (const kind of ["page", "action", "file", "stream"] as const) {
      const [one, other] = instances.map((instance) => proxy.count(instance, kind));
      expect(Math.abs(Number(one) - Number(other)), `${kind}: ${one} and ${other}`).toBeLessThanOrEqual(1);
      expect(Number(one)).toBeGreaterThan(0);
    }
  });

  await test.step("neither log holds anything of them, and each request stands in one", async () => {
    const logs = instances.map(({ output }) => output);
    const personal = [
      ana.cpf,
      formatCpf(ana.cpf),
      "Anacleta",
      "Tomásia",
      "correio.example",
      FILE,
      SECRET_WORDS,
    ];
    const [cookie] = await page.context().cookies();
    for (const text of [...personal, cookie?.value ?? "", "callbackUrl=", number])
      expect(logs.join("\n")).not.toContain(text);
    const lines = logs.flatMap((log) => log.split("\n").filter((line) => line.startsWith("{"))).map(parse);
    const asked = lines.filter(({ msg }) => msg === "request");
    expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(asked.length);
    expect(asked).toContainEqual(
      expect.objectContaining({ method: "GET", route: "/chamados/[number]", status: 200 }),
    );
    for (const action of ["openTicket", "takeTicket", "addReply", "approveSolution", "rateTicket"])
      expect(asked).toContainEqual(expect.objectContaining({ method: "POST", action, outcome: "ok" }));
  });

  await test.step("traces and figures arrive at the collector, with nothing of them either", async () => {
    await expectTelemetry(machines.collector);
    const sent = machines.collector.bodies.join("\n");
    for (const text of [ana.cpf, "Anacleta", "correio.example", FILE, SECRET_WORDS, "callbackUrl", number])
      expect(sent).not.toContain(text);
    const traced = machines.collector.spans.map(({ traceId }) => traceId);
    const line = instances[0].output.split("\n").find((text) => text.includes('"traceId":"'));
    expect(traced).toContain(parse(line ?? "{}").traceId);
    expect(instances[1].output).not.toContain('"traceId":"');
  });

  await test.step("a container makes the tables of a new database, copies it and puts it back", async () => {
    const url = new URL(process.env.DATABASE_URL ?? "");
    const maintenance = url.href;
    url.pathname = "guiche_of_a_container";
    await maintain(maintenance, "create database guiche_of_a_container");
    const folder = path.join(mkdtempSync(path.join(tmpdir(), "guiche-copy-")), "copia");
    const env = { ...bucket.settings, DATABASE_URL: url.href };
    runInImage(["db/migrate.cjs"], env);
    expect(runInImage(["backup.cjs", "dump", folder], env)).toContain(`Guardados em ${folder}: 0 linhas`);
    expect(runInImage(["backup.cjs", "restore", folder], env)).toContain("Devolvidos ao banco: 0 linhas");
    rmSync(path.dirname(folder), { recursive: true });
    await maintain(maintenance, "drop database guiche_of_a_container");
  });

  await test.step("a machine that is to leave says so, serves on, and goes", async () => {
    const [stays, leaves] = instances;
    const left = leaves.stop();
    await expect.poll(() => leaves.status("ready")).toBe(503);
    expect(await leaves.status("live")).toBe(200);
    expect((await page.request.get(`${leaves.origin}/entrar`)).status()).toBe(200);
    expect(await left).toBe(0);
    expect(await leaves.status("live")).toBe(0);
    expect(await stays.status("ready")).toBe(200);
  });
});

const parse = (line: string): Record<string, unknown> => JSON.parse(line);

async function expectTelemetry(collector: Collector): Promise<void> {
  const names = () => collector.spans.map(({ name }) => name);
  await expect.poll(names, { timeout: 10_000 }).toContain("POST /chamados/[number]");
  const query = collector.spans.find(
    ({ attributes }) => attributes["db.query.summary"] === "insert messages",
  );
  expect(query?.parentSpanId).toBeTruthy();
  expect(
    collector.spans.some(({ traceId, name }) => traceId === query?.traceId && name.startsWith("POST ")),
  ).toBe(true);
  const metrics = () => new Set(collector.points.map(({ metric }) => metric));
  await expect
    .poll(() => [...metrics()])
    .toEqual(
      expect.arrayContaining([
        "http.server.request.duration",
        "guiche.actions",
        "guiche.live.connections",
        "db.client.connection.count",
        "db.client.connection.pending_requests",
        "nodejs.eventloop.delay.p99",
        "process.memory.usage",
      ]),
    );
  expect(collector.points).toContainEqual(
    expect.objectContaining({
      metric: "http.server.request.duration",
      attributes: expect.objectContaining({ "http.route": "/chamados/[number]" }),
    }),
  );
  expect(
    collector.points.some(
      ({ metric, attributes }) => metric === "guiche.actions" && attributes.outcome === "ok",
    ),
  ).toBe(true);
  expect(
    Math.max(
      ...collector.points
        .filter(({ metric }) => metric === "guiche.live.connections")
        .map(({ value }) => value),
    ),
  ).toBeGreaterThan(0);
}
