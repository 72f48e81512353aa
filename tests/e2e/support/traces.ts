import { readFileSync } from "node:fs";
import path from "node:path";

/** What the processes of the site have written so far; the stage keeps it beside its files. */
export const readServerLog = (): string =>
  readFileSync(path.join(String(process.env.STORAGE_DIR), "../app.log"), "utf8");
