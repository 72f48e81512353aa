import { storage } from "../storage/place";
import { dump } from "./dump";
import { restore } from "./restore";

/** npm run backup -- <folder> · npm run restore -- <folder> */
async function main(): Promise<void> {
  const [command, folder] = process.argv.slice(2);
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("Informe DATABASE_URL.");
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

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
