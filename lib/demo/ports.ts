import { once } from "node:events";
import net from "node:net";

/** Reads a port from the environment; anything else than a port number is refused by name. */
export function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  if (!text) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${name}=${text} não é um número de porta (1 a 65535).`);
}

/** Refuses a port that another program holds, saying how to choose another. */
export async function requireFreePort(port: number, advice: string): Promise<void> {
  const server = net.createServer().listen(port, "127.0.0.1");
  const problem = await Promise.race([
    once(server, "listening").then(() => undefined),
    new Promise<NodeJS.ErrnoException>((resolve) => server.once("error", resolve)),
  ]);
  if (problem?.code === "EADDRINUSE") {
    throw new Error(`A porta ${port} já está em uso por outro programa. Feche-o ou escolha outra: ${advice}`);
  }
  if (problem?.code === "EACCES") {
    throw new Error(`Este usuário não pode usar a porta ${port}. Escolha outra: ${advice}`);
  }
  if (problem) throw problem;
  server.close();
  await once(server, "close");
}
