import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, inject } from "vitest";
import { createCopy, dropCopy } from "./copies";

// Runs before each test file: a database and a storage folder of its own, set before anything reads them.
const postgresUrl = inject("postgresUrl");
const databaseUrl = await createCopy(postgresUrl);
const storage = fs.mkdtempSync(path.join(os.tmpdir(), "guiche-files-"));

Object.assign(process.env, {
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_SIZE: "20",
  APP_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
  STORAGE_DIR: storage,
  MAIL_REPLY_TO: "resposta@portal.example",
  LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
});

afterAll(async () => {
  const { pool } = await import("@/db");
  await pool.end();
  await dropCopy(postgresUrl, databaseUrl);
  fs.rmSync(storage, { recursive: true, force: true });
});
