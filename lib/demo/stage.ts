import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { type EmbeddedServer, removeEmbedded, startEmbedded } from "@/db/embedded";
import { migrateDatabase, requireUsable } from "@/db/migrate";
import { withoutFile } from "../env";
import { type Child, firstCrash, startChild, waitFor } from "./children";
import { claim, contentsOf, createIfMissing, markFilled, wipe } from "./contents";

export type StageOptions = {
  /** Built for production, or compiled as one looks at it. */
  mode: "production" | "development";
  /** Everything the stage keeps: database, files, secrets, logs. */
  folder: string;
  port: number;
  govbrPort: number;
  /** A server to use instead of the embedded one. */
  databaseUrl?: string;
  databasePort?: number;
  /** How many processes serve the site. */
  processes?: number;
  /** For tests: nothing is kept. */
  temporary?: boolean;
  /** Throw away what an earlier run left. */
  reset?: boolean;
  /** Wraps each part of the work, to show progress. */
  step<T>(text: string, work: () => Promise<T>): Promise<T>;
};

/** The whole product running on demo data: PostgreSQL, the simulated gov.br and the application. */
export class Stage {
  readonly appUrl: string;
  readonly govbrUrl: string;
  databaseUrl = "";
  readonly #options: StageOptions;
  readonly #running: { stop(): Promise<void> }[] = [];
  #crash = Promise.withResolvers<string>();
  #stopped: Promise<void> | undefined;

  constructor(options: StageOptions) {
    this.#options = options;
    this.appUrl = `http://localhost:${options.port}`;
    this.govbrUrl = `http://localhost:${options.govbrPort}`;
  }

  /** Settles, with a sentence, when a part ends without having been asked to. */
  get crashed(): Promise<string> {
    return this.#crash.promise;
  }

  async open(): Promise<void> {
    const { folder, mode, step } = this.#options;
    fs.mkdirSync(folder, { recursive: true });
    if (this.#options.databaseUrl) await requireUsable(this.#options.databaseUrl);
    if (this.#options.reset) await this.#clear();
    const opening = this.#options.databaseUrl ? "Usando o banco de DATABASE_URL" : "Iniciando o PostgreSQL";
    this.databaseUrl = await step(opening, () => this.#openDatabase());
    const empty = await step("Atualizando as tabelas", () => this.#migrate());
    const fill = () =>
      this.#complete("A criação dos dados", ["--import", "tsx", "lib/demo/fill.ts"], "fill.log");
    const build = () => this.#complete("A construção", ["scripts/build.mjs"], "build.log");
    const work = [...(empty ? [fill] : []), ...(mode === "production" ? [build] : [])];
    const what = empty
      ? "Criando os dados e construindo o site (um a dois minutos)"
      : "Construindo o site, se mudou";
    if (work.length > 0) await step(what, () => Promise.all(work.map((start) => start())));
    if (empty) await markFilled(this.databaseUrl);
    await step("Iniciando o site e o gov.br simulado", () => this.#serve());
  }

  /** Stops everything, the database last. */
  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      for (const part of this.#running.reverse()) await part.stop();
      if (this.#options.temporary) fs.rmSync(this.#options.folder, { recursive: true, force: true });
    })();
    return this.#stopped;
  }

  /** Environment of every process on this stage. */
  get env(): Record<string, string> {
    const secrets = readOrCreateSecrets(path.join(this.#options.folder, "secrets.json"));
    return {
      ...withoutFile(process.env),
      NODE_ENV: this.#options.mode,
      DATABASE_URL: this.databaseUrl,
      APP_URL: this.appUrl,
      NEXTAUTH_URL: this.appUrl,
      NEXTAUTH_SECRET: secrets.session,
      GOVBR_ISSUER: this.govbrUrl,
      GOVBR_CLIENT_ID: "guiche",
      GOVBR_CLIENT_SECRET: secrets.govbr,
      GUICHE_DEMO: "1",
      HOST: "localhost",
      PROCESSES: String(this.#options.processes ?? 1),
      STORAGE_DIR: path.resolve(this.#options.folder, "files"),
      TSX_TSCONFIG_PATH: path.resolve("scripts/tsconfig.json"),
      NEXT_TELEMETRY_DISABLED: "1",
    };
  }

  async #clear(): Promise<void> {
    const { folder, databaseUrl } = this.#options;
    fs.rmSync(path.join(folder, "files"), { recursive: true, force: true });
    if (!databaseUrl) return removeEmbedded(path.join(folder, "postgres"));
    const found = await contentsOf(databaseUrl);
    if (found === "demo" || found === "unfinished demo") await wipe(databaseUrl);
  }

  async #openDatabase(): Promise<string> {
    const { folder, databaseUrl, databasePort, temporary } = this.#options;
    if (databaseUrl) return databaseUrl;
    const server: EmbeddedServer = await startEmbedded({
      home: path.join(folder, "postgres"),
      port: databasePort,
      temporary,
    });
    this.#running.push(server);
    server.crashed.then(this.#crash.resolve);
    await createIfMissing(server.url("postgres"), "guiche");
    return server.url("guiche");
  }

  /** Brings the tables to their current shape; true when there is nothing in them yet. */
  async #migrate(): Promise<boolean> {
    const url = this.databaseUrl;
    const found = await contentsOf(url);
    if (found === "something else") {
      throw new Error(
        "O banco de DATABASE_URL já tem dados que não são da demonstração; ela não toca neles. Informe um banco vazio.",
      );
    }
    if (found === "unfinished demo") await wipe(url);
    if (found !== "demo") await claim(url);
    await migrateDatabase(url);
    return found !== "demo";
  }

  async #serve(): Promise<void> {
    const { mode, port, govbrPort } = this.#options;
    const dev = ["node_modules/next/dist/bin/next", "dev", "-p", String(port), "-H", "localhost"];
    const site = mode === "production" ? ["scripts/start.mjs"] : dev;
    const app = this.#start("O site", site, "app.log", port);
    const provider = ["--import", "tsx", "lib/demo/govbr-server.ts"];
    const govbr = this.#start("O gov.br simulado", provider, "govbr.log", govbrPort);
    const crash = firstCrash([app, govbr]);
    crash.then(this.#crash.resolve);
    const ready = Promise.all([
      waitFor(`${this.appUrl}/api/health`),
      waitFor(`${this.govbrUrl}/.well-known/openid-configuration`),
    ]);
    await Promise.race([ready, crash.then((sentence) => Promise.reject(new Error(sentence)))]);
  }

  async #complete(name: string, args: string[], logName: string): Promise<void> {
    const exit = await this.#start(name, args, logName).exit;
    if (exit.code !== 0 || exit.asked) throw new Error(exit.sentence);
  }

  #start(name: string, args: string[], logName: string, port?: number): Child {
    const toTerminal = this.#options.mode === "development" && port !== undefined;
    const child = startChild({
      name,
      args,
      env: { ...this.env, ...(port ? { PORT: String(port) } : {}) },
      logFile: toTerminal ? undefined : path.join(this.#options.folder, logName),
    });
    this.#running.push(child);
    return child;
  }
}

type Secrets = { session: string; govbr: string };

function readOrCreateSecrets(file: string): Secrets {
  if (!fs.existsSync(file)) {
    const secrets: Secrets = {
      session: randomBytes(32).toString("hex"),
      govbr: randomBytes(24).toString("hex"),
    };
    fs.writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  }
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
