import { circles } from "./circles";
import type { SourceFile } from "./project";

export type Rule = {
  name: string;
  /** What to do instead, for whoever breaks it. */
  teaches: string;
  /** One line for each place that breaks it. */
  find(files: readonly SourceFile[]): string[];
};

const layers = ["app", "components", "lib", "db", "inngest", "tests", "scripts", "public", "docs", ".ci"];
const rootFiles =
  /^(package(-lock)?\.json|tsconfig\.json|biome\.json|knip\.json|[\w.-]+\.config\.(ts|mts|mjs)|proxy\.ts|instrumentation(-client)?\.ts|next-env\.d\.ts|tsconfig\.tsbuildinfo|README\.md|CONTRIBUTING\.md|LICENSE|Dockerfile|compose\.yaml|\..+)$/;

const layerOf = (path: string) => path.split("/")[0] ?? "";
const isOurs = (path: string) => layers.includes(layerOf(path)) && path.includes("/");
const segmentsOf = (path: string) => path.split("/");
const within = (folder: string) => (file: SourceFile) => file.path.startsWith(`${folder}/`);

function eachImport(files: readonly SourceFile[], breaks: (from: string, to: string) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter((target) => breaks(file.path, target))
      .map((target) => `${file.path} imports ${target}`),
  );
}

/** Which layer may import which, file by file. */
function mayImport(from: string, to: string): boolean {
  const target = layerOf(to);
  switch (layerOf(from)) {
    case "app":
      return (
        ["app", "components", "lib"].includes(target) ||
        (target === "inngest" && from.startsWith("app/api/inngest/"))
      );
    case "components":
      if (from.startsWith("components/ui/")) return to.startsWith("components/ui/");
      return ["components", "lib"].includes(target) || to === "db/enums";
    case "lib":
      return (
        ["lib", "db"].includes(target) ||
        (from === "lib/events/relay.ts" && ["inngest/client", "inngest/events"].includes(to))
      );
    case "db":
      return target === "db";
    case "inngest":
      return ["inngest", "lib"].includes(target);
    case "tests":
      return true;
    default:
      // What starts the portal tells Inngest of it.
      return target === "lib" || (from === "instrumentation.ts" && to === "inngest/door");
  }
}

/** The noun of a lib or components file: its folder, or the file itself where it has none. */
function nounOf(path: string): string | undefined {
  const [layer, noun] = segmentsOf(path);
  return (layer === "lib" || layer === "components") && noun
    ? `${layer}/${noun.replace(/\.tsx?$/, "")}`
    : undefined;
}

export const rules: readonly Rule[] = [
  {
    name: "the top level holds the prescribed folders and files",
    teaches:
      "Put it in a layer (app, components, lib, db, inngest, tests, public), in scripts/ or docs/. The root is for what a tool demands there.",
    find: (files) =>
      files
        .map((file) => file.path)
        .filter((path) => (path.includes("/") ? !layers.includes(layerOf(path)) : !rootFiles.test(path))),
  },
  {
    name: "imports go one way: app, components, lib, db",
    teaches:
      "A page asks components and lib, a component asks lib (of db only db/enums), lib asks db. Move the code down to the layer that may do it, or hand the value in as a prop or argument. components/ui knows nothing of ours.",
    find: (files) =>
      eachImport(files, (from, to) => isOurs(to) && !from.startsWith("scripts/") && !mayImport(from, to)),
  },
  {
    name: "scripts run before anything is installed",
    teaches:
      "A script imports Node's own modules and other scripts only; what needs a package belongs in lib.",
    find: (files) =>
      eachImport(
        files.filter(within("scripts")),
        (_from, to) => !to.startsWith("node:") && !to.startsWith("scripts/"),
      ),
  },
  {
    name: "nouns never depend on each other in a circle",
    teaches:
      "One of these nouns comes first. Move what both need into the one that comes first, or into a noun of its own.",
    find: (files) => {
      const edges = files.flatMap((file) => {
        const from = nounOf(file.path);
        return from
          ? file.imports.flatMap((target) => ({ from, to: nounOf(target) ?? from, file, target }))
          : [];
      });
      const known = new Set(files.flatMap((file) => nounOf(file.path) ?? []));
      const between = edges.filter(({ from, to }) => from !== to && known.has(to));
      return circles(between).map((circle) => {
        const witnesses = between
          .filter(({ from, to }) => circle.includes(from) && circle.includes(to))
          .map(({ file, target }) => `    ${file.path} imports ${target}`);
        return `${circle.join(" ↔ ")}\n${witnesses.join("\n")}`;
      });
    },
  },
  {
    name: "a noun of lib uses the closed vocabulary",
    teaches:
      "rules.ts, labels.ts, schema.ts, queries.ts, actions.ts, mutations/<verb>.ts, or a helper named by one word of the domain (deadline.ts). Ask which of these the code is.",
    find: (files) =>
      files
        .filter(within("lib"))
        .map((file) => file.path)
        .filter((path) => {
          const [, noun, ...rest] = segmentsOf(path);
          if (noun === "demo") return rest.length > 1;
          const inside = rest.join("/");
          return (
            !/^[a-z]+(\.ts)?$/.test(noun ?? "") ||
            (inside !== "" &&
              !/^[a-z]+\.tsx?$/.test(inside) &&
              !/^mutations\/[a-z]+(-[a-z]+)*\.ts$/.test(inside) &&
              !(noun === "mail" && /^(templates\/[a-z-]+\.tsx|transports\/[a-z]+\.ts)$/.test(inside)))
          );
        }),
  },
  {
    name: "names say what a thing is about",
    teaches:
      "utils, helpers, types, common, misc, Manager and Service say nothing. Name the file after the domain's word and keep it beside its noun.",
    find: (files) =>
      files.flatMap((file) => {
        const empty = segmentsOf(file.path).filter((segment) =>
          /^(utils?|helpers?|types?|common|misc|shared|constants|managers?)(\.\w+)?$/.test(segment),
        );
        const classes = [
          ...file.text.matchAll(/^(?:export )?(?:abstract )?class (\w+(?:Manager|Service|Helper|Util))\b/gm),
        ];
        return [...empty, ...classes.map((match) => match[1])].map((name) => `${file.path}: ${name}`);
      }),
  },
  {
    name: "transactions give their connection back",
    teaches:
      "Use transact() of db/index.ts: drizzle's own transaction keeps its connection for ever when the database goes away at its BEGIN.",
    find: (files) =>
      files
        .filter((file) => /\bdb\.transaction\(/.test(file.text) && !file.path.startsWith("tests/"))
        .map((file) => file.path),
  },
  {
    name: "no barrels",
    teaches: "Import from the file that defines the thing; index files and export * hide where it lives.",
    find: (files) =>
      files
        .filter((file) => file.path !== "db/index.ts" && !file.path.startsWith("tests/"))
        .filter((file) => /(^|\/)index\.tsx?$/.test(file.path) || /^export \*/m.test(file.text))
        .map((file) => file.path),
  },
  {
    name: "rules, labels and schemas are pure",
    teaches:
      "They run in browser and server alike: no database (db/enums is fine), no Node, no server-only. What reads belongs in queries.ts, what writes in mutations/.",
    find: (files) =>
      eachImport(
        files.filter((file) => /^lib\/\w+\/(rules|labels|schema)\.ts$/.test(file.path)),
        (_from, to) =>
          (to.startsWith("db/") && to !== "db/enums") ||
          /^(node:|server-only$|pg$|drizzle-orm|next\/)/.test(to),
      ),
  },
  {
    name: "actions.ts is the catalogue of server actions",
    teaches: 'Begin the file with "use server"; nothing else in the house does.',
    find: (files) =>
      files
        .filter((file) => /^(app|components|lib)\//.test(file.path))
        .filter(
          (file) => /^lib\/\w+\/actions\.ts$/.test(file.path) !== /^\s*["']use server["']/m.test(file.text),
        )
        .map((file) => file.path),
  },
  {
    name: "a page composes",
    teaches:
      "About sixty lines at most: reading goes to lib/<noun>/queries.ts, a part of the screen to components/<noun>.",
    find: (files) =>
      files
        .filter((file) => /^app\/.*(page|layout)\.tsx$/.test(file.path) && file.lines > 70)
        .map((file) => `${file.path} has ${file.lines} lines`),
  },
  {
    name: "a background function knows when, lib knows what",
    teaches: "Forty lines at most, no SQL: call a verb of lib.",
    find: (files) =>
      files
        .filter(within("inngest/functions"))
        .filter((file) => file.lines > 40 || file.imports.some((target) => /^(pg$|drizzle-orm)/.test(target)))
        .map((file) => `${file.path} (${file.lines} lines)`),
  },
  {
    name: "addresses are the published ones",
    teaches:
      "Folders of app are what people see (Portuguese) inside a group for who sees them; endpoints are the published ones. A new address is a decision: add it here.",
    find: (files) =>
      files
        .filter(within("app"))
        .map((file) => segmentsOf(file.path))
        .filter(([, first, second, ...rest]) => {
          if (second === undefined) return false;
          if (first === "api") return !endpoints.includes(second);
          if (!groups.includes(first ?? "")) return true;
          return rest.length > 0 && !second.startsWith("_") && !addresses.includes(second);
        })
        .map((segments) => segments.join("/")),
  },
];

const groups = ["(public)", "(portal)", "(desk)", "(management)", "(admin)"];
const endpoints = [
  ...["auth", "inngest", "attachments", "drafts", "events", "webhooks", "health", "v1"],
  "csp-reports",
  "demo",
];
const addresses = [
  ...["entrar", "cadastro", "senha", "acompanhar", "carta-de-servicos", "transparencia", "demo"],
  ...["servicos", "chamados", "pesquisa", "instituicao", "perfil", "fila", "gestao", "admin"],
];
