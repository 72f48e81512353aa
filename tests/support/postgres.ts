import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { maintain, templateName } from "./copies";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the run's server, pointing at its maintenance database. */
    postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbedded({
    home: fs.mkdtempSync(path.join(os.tmpdir(), "guiche-test-")),
    temporary: true,
  });
  try {
    await maintain(server.url("postgres"), `create database ${templateName}`);
    await migrateDatabase(server.url(templateName));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgresUrl", server.url("postgres"));
  return () => server.stop();
}
