import { Client } from "pg";
import { DAY } from "../dates";
import { storage } from "../storage/place";
import { auditData, auditFiles } from "./audit";
import { dump } from "./dump";
import { restore } from "./restore";

/** npm run backup -- <folder> · npm run restore -- <folder> · npm run verify */
async function main(): Promise<void> {
  const [command, folder] = process.argv.slice(2);
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("Informe DATABASE_URL.");
  if (command === "verify") return verify(url);
  if (!folder) throw new Error("Informe a pasta da cópia: npm run backup -- copias/2026-11-21");
  const { tables, files } =
    command === "restore"
      ? await restore(url, storage(), folder)
      : await dump(url, storage(), folder, new Date());
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const done = command === "restore" ? "Devolvidos ao banco" : `Guardados em ${folder}`;
  process.stdout.write(
    `${done}: ${rows.toLocaleString("pt-BR")} linhas, ${files.length.toLocaleString("pt-BR")} arquivos.\n`,
  );
}

async function verify(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: "guiche-verify" });
  await client.connect();
  try {
    await client.query("begin transaction isolation level repeatable read, read only");
    const yesterday = new Date(Date.now() - DAY);
    const breaches = [...(await auditData(client)), ...(await auditFiles(client, storage(), yesterday))];
    for (const { rule, ids } of breaches) process.stdout.write(`NÃO VALE: ${rule}\n  ${ids.join("\n  ")}\n`);
    if (breaches.length > 0) throw new Error("Os dados não estão íntegros.");
    process.stdout.write("Os dados estão íntegros.\n");
  } finally {
    await client.end();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
