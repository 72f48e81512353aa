import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { variables } from "@/lib/env";

const read = (file: string) => readFileSync(file, "utf8");

/** Every variable that the portal reads: those it checks, and those of the script that starts it. */
const known = new Set([
  ...Object.keys(variables.shape),
  ...[...read("scripts/start.mjs").matchAll(/(?:process\.env\.|numberFrom\(")([A-Z][A-Z_]+)/g)].map(
    ([, name]) => String(name),
  ),
]);
for (const internal of ["NODE_ENV", "SITE_DIR"]) known.delete(internal);

describe("every variable", () => {
  test.each([...known])("%s stands in the README's table and in .env.example", (name) => {
    const table = read("README.md").match(/^\| .*`.*$/gm) ?? [];
    expect(table.some((line) => line.split("|")[1]?.includes(`\`${name}\``))).toBe(true);
    expect(read(".env.example")).toMatch(new RegExp(`^${name}=`, "m"));
  });

  test("and nothing else stands there", () => {
    const named = [...read("README.md").matchAll(/^\| (`[A-Z][^|]*)\|/gm)].flatMap(([, cell]) =>
      [...String(cell).matchAll(/`([A-Z_0-9]+)`/g)].map(([, name]) => name),
    );
    expect(named.filter((name) => !known.has(String(name)))).toEqual([]);
    const example = [...read(".env.example").matchAll(/^([A-Z_0-9]+)=/gm)].map(([, name]) => name);
    expect(example.filter((name) => !known.has(String(name)))).toEqual([]);
  });
});

describe("the image", () => {
  const steps = read("Dockerfile")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => ({ name: line.split(" ")[0], rest: line.slice(line.indexOf(" ") + 1).trim() }));
  const all = (name: string) => steps.filter((step) => step.name === name).map(({ rest }) => rest);

  test("is built from files that are there, and none of the rest reaches it", () => {
    const copied = all("COPY")
      .filter((rest) => !rest.startsWith("--from"))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1));
    for (const file of copied) expect(existsSync(file), file).toBe(true);
    const lines = read(".dockerignore").split("\n");
    const allowed = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
    expect(lines.filter((line) => line && !/^[!#]/.test(line))).toEqual(["*"]);
    for (const file of [...allowed, ...copied.filter((name) => name !== ".")])
      expect([file, existsSync(file), allowed.includes(file)]).toEqual([file, true, true]);
    for (const secret of [".env", ".data", ".git", "node_modules"]) expect(allowed).not.toContain(secret);
  });

  test("gets all that a build is made of", () => {
    const script = read("scripts/build.mjs");
    const folders = (/const folders = \[([^\]]*)\]/.exec(script)?.[1] ?? "").match(/\w+/g) ?? [""];
    const atRoot = new RegExp(/sourcesAtRoot =\s*\/(.*)\/;/.exec(script)?.[1] ?? "none");
    const sources = readdirSync(".").filter((name) => folders.includes(name) || atRoot.test(name));
    expect(sources.length).toBeGreaterThan(10);
    const allowed = read(".dockerignore").match(/(?<=^!).*/gm) ?? [""];
    expect(sources.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test("runs without root, on the Node of the tests, and asks after itself with Node", () => {
    const node = JSON.parse(read("package.json")).devDependencies.node.split(".")[0];
    expect(all("FROM").every((base) => base.startsWith(`node:${node}-`))).toBe(true);
    expect(all("USER")).toEqual(["node"]);
    expect(all("HEALTHCHECK").join()).toMatch(/CMD \["node", .*\/api\/health\/live/);
    expect(all("CMD")).toEqual(['["node", "scripts/start.mjs"]']);
    expect(all("ADD")).toEqual([]);
  });
});

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  ports?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
  networks?: Record<string, { aliases: string[] }>;
}

describe("compose.yaml", () => {
  const text = read("compose.yaml");
  const { services, volumes } = parse(text, { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, null>;
  };
  const portals = Object.entries(services).filter(([name]) => name.startsWith("portal-"));

  test("runs the portal twice, with variables that it knows and what it cannot do without", () => {
    expect(portals).toHaveLength(2);
    for (const [, { environment = {}, read_only }] of portals) {
      expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
      expect(Object.keys(environment)).toEqual(
        expect.arrayContaining([
          "DATABASE_URL",
          "APP_URL",
          "NEXTAUTH_SECRET",
          "S3_BUCKET",
          "TRUSTED_PROXIES",
        ]),
      );
      expect(read_only).toBe(true);
    }
  });

  test("has Inngest call where it reaches the portal, at either instance", () => {
    for (const [, { environment = {}, networks = {} }] of portals) {
      const { hostname, port } = new URL(String(environment.INNGEST_SERVE_ORIGIN));
      expect(networks.default?.aliases).toContain(hostname);
      expect(Number(port)).toBe(variables.shape.PORT.parse(environment.PORT));
    }
    expect(services.inngest?.command).toEqual(["inngest", "start"]);
    expect(services.inngest?.environment).toHaveProperty("INNGEST_SIGNING_KEY");
  });

  test("has no secret of its own: without .env nothing starts", () => {
    for (const { environment = {} } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (/SECRET|PASSWORD|_KEY|DATABASE_URL/.test(name) && !name.startsWith("GOVBR"))
          expect(`${name}=${value}`).toMatch(/\$\{[A-Z_0-9]+:\?\}/);
      }
    }
    const secrets = [...text.matchAll(/\$\{([A-Z_0-9]+):\?\}/g)].map(([, name]) => name);
    const told = text.slice(0, text.indexOf("\nname:"));
    for (const name of new Set(secrets)) expect(told).toContain(`"${name}=`);
  });

  test("shows the proxy alone to the world", () => {
    for (const [name, { ports = [] }] of Object.entries(services)) {
      if (name === "proxy") continue;
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  test("waits for what is well, and everything says whether it is", () => {
    const images = Object.values(services).filter(({ build }) => !build);
    for (const { image } of images) expect(image).toMatch(/:(?!latest)[\w.-]*\d/);
    for (const { healthcheck, build } of Object.values(services))
      expect(Boolean(healthcheck?.test ?? build)).toBe(true);
    for (const { depends_on = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const once = condition === "service_completed_successfully";
        expect([name, once]).toEqual([name, name === "migrate"]);
        expect(services[name]).toBeDefined();
      }
    }
    expect(services.migrate?.command).toEqual(["node", "db/migrate.cjs"]);
    expect(read("scripts/image.mjs")).toContain('"db/migrate.cjs"');
    const mounted = Object.values(services).flatMap((service) => Reflect.get(service, "volumes") ?? []);
    for (const mount of mounted.filter((name: string) => name.includes(":")))
      expect(Object.keys(volumes)).toContain(mount.split(":")[0]);
  });
});
