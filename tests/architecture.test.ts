import { describe, expect, test } from "vitest";
import { readProject, sourceFile } from "./support/architecture/project";
import { rules } from "./support/architecture/rules";

const project = readProject(process.cwd());

describe("the house", () => {
  test.each(rules.map((rule) => [rule.name, rule] as const))("%s", (_name, rule) => {
    const broken = rule.find(project);
    expect(broken, `${rule.teaches}\n\n${broken.map((line) => `  ${line}`).join("\n")}\n`).toEqual([]);
  });
});

const breaches: Record<string, [path: string, text?: string][][]> = {
  "the top level holds the prescribed folders and files": [[["src/a.ts"]], [["notes.txt"]]],
  "imports go one way: app, components, lib, db": [
    [["app/(portal)/page.tsx", 'import { db } from "@/db";\nimport "@/db/index";']],
    [["app/api/health/route.ts", 'import { inngest } from "@/inngest/client";']],
    [["components/ui/button.tsx", 'import { label } from "@/lib/tickets/labels";']],
    [["components/tickets/head.tsx", 'import { tickets } from "@/db/schema/tickets";']],
    [["components/tickets/head.tsx", 'import Page from "../../app/page";']],
    [["lib/tickets/labels.ts", 'import type { Tone } from "@/components/ui/badge";']],
    [["lib/tickets/queries.ts", 'import { inngest } from "@/inngest/client";']],
    [["db/schema/tickets.ts", 'import { env } from "@/lib/env";']],
    [["inngest/functions/notify.ts", 'import { pool } from "@/db/index";']],
    [["proxy.ts", 'const { pool } = await import("./db/index");']],
    [["proxy.ts", 'const { register } = await import("@/inngest/door");']],
    [["instrumentation.ts", 'import { sweep } from "@/inngest/functions/sweep";']],
  ],
  "scripts run before anything is installed": [[["scripts/demo.mjs", 'import pg from "pg";']]],
  "nouns never depend on each other in a circle": [
    [
      ["lib/tickets/rules.ts", 'import { a } from "@/lib/surveys/rules";'],
      ["lib/surveys/rules.ts", 'import { b } from "../sla/rules";'],
      ["lib/sla/rules.ts", 'export { c } from "../tickets/rules";'],
    ],
    [
      ["lib/auth.ts", 'import { a } from "./accounts/queries";'],
      ["lib/accounts/queries.ts", 'import type { b } from "../auth";'],
    ],
  ],
  "a noun of lib uses the closed vocabulary": [
    [["lib/tickets/ticket-logic.ts"]],
    [["lib/tickets/deep/rules.ts"]],
    [["lib/tickets/mutations/doThings.ts"]],
    [["lib/date-tools.ts"]],
  ],
  "names say what a thing is about": [
    [["lib/utils/date.ts"]],
    [["components/tickets/helpers.ts"]],
    [["lib/tickets/move.ts", "export class TicketManager {}"]],
  ],
  "transactions give their connection back": [[["lib/tickets/change.ts", "await db.transaction(work);"]]],
  "no barrels": [[["components/ui/index.ts"]], [["lib/tickets/all.ts", 'export * from "./rules";']]],
  "rules, labels and schemas are pure": [
    [["lib/tickets/rules.ts", 'import { tickets } from "@/db/schema/tickets";']],
    [["lib/tickets/schema.ts", 'import fs from "node:fs";']],
  ],
  "actions.ts is the catalogue of server actions": [
    [["lib/tickets/actions.ts", "export const a = 1;"]],
    [["components/tickets/form.tsx", 'async function save() {\n  "use server";\n}']],
  ],
  "a page composes": [[["app/(portal)/page.tsx", "\n".repeat(70).concat("end")]]],
  "a background function knows when, lib knows what": [
    [["inngest/functions/notify.ts", "\n".repeat(40).concat("end")]],
    [["inngest/functions/notify.ts", 'import { sql } from "drizzle-orm";']],
  ],
  "addresses are the published ones": [
    [["app/tickets/page.tsx"]],
    [["app/(portal)/tickets/page.tsx"]],
    [["app/api/tickets/route.ts"]],
    [["app/(others)/perfil/page.tsx"]],
  ],
};

describe("a breach is noticed", () => {
  for (const rule of rules) {
    test(rule.name, () => {
      const examples = breaches[rule.name] ?? [];
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const files = example.map(([path, text = ""]) => sourceFile(path, text));
        expect(rule.find(files), JSON.stringify(example)).not.toEqual([]);
      }
    });
  }
});
