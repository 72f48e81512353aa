import fs from "node:fs";
import { openDatabase, openDatabaseServer } from "./tests/load/stage";

const server = await openDatabaseServer();
const url = await openDatabase(server, Number(process.argv[2] ?? 100000), new Date());
fs.writeFileSync("/tmp/sp/url", url);
console.log(url);
process.on("SIGTERM", async () => {
  await server.stop?.();
  process.exit(0);
});
setInterval(() => {}, 1e6);
