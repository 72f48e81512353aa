import "server-only";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { env } from "../env";
import { AppError } from "../errors";
import { log } from "../log";

/** How long the scanner may be silent. */
const PATIENCE_MS = 60_000;

const LONGEST_REPLY = 4096;

const infected = () =>
  new AppError("invalid", "O antivírus encontrou um problema neste arquivo, por isso ele não foi aceito.");

const unavailable = () =>
  new AppError(
    "unavailable",
    "O antivírus não está respondendo e o arquivo não foi recebido. Tente de novo em alguns minutos; o que você escreveu continua aqui.",
  );

/**
 * Has ClamAV look through a file, where the installation has one; only then is the file opened. Without an answer the
 * file is not taken.
 * @throws AppError invalid when it finds something, unavailable when it does not answer
 */
export async function requireClean(open: () => AsyncIterable<Uint8Array>): Promise<void> {
  const { CLAMAV_ADDRESS } = env();
  if (!CLAMAV_ADDRESS) return;
  const reply = await ask(CLAMAV_ADDRESS, open()).catch((err: unknown) => {
    log.error({ err }, "virus scanner failed");
    throw unavailable();
  });
  if (/^stream: OK$/.test(reply)) return;
  const [, signature] = /^stream: (.{1,200}) FOUND$/.exec(reply) ?? [];
  if (!signature) {
    log.error({ reply: reply.slice(0, 200) }, "virus scanner failed");
    throw unavailable();
  }
  log.warn({ signature }, "virus found in an upload");
  throw infected();
}

/** clamd's INSTREAM: pieces with their length before them, an empty one at the end, then one line in reply. */
async function ask(
  { host, port }: { host: string; port: number },
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const socket = connect({ host, port });
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error("the virus scanner is silent")));
  const reply = replyOf(socket);
  // When the file cannot be read there is nothing to wait for. An answer before its end counts like any other.
  const sent = send(socket, bytes).catch((error: Error) => void socket.destroy(error));
  try {
    return await reply;
  } finally {
    socket.destroy();
    await sent;
  }
}

async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  socket.write("zINSTREAM\0");
  for await (const piece of bytes) {
    if (socket.destroyed) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.byteLength);
    socket.write(length);
    if (!socket.write(piece)) await Promise.race([once(socket, "drain"), once(socket, "close")]);
  }
  socket.write(Buffer.alloc(4));
}

async function replyOf(socket: Socket): Promise<string> {
  let text = "";
  for await (const piece of socket) {
    text += String(piece);
    const end = text.indexOf("\0");
    if (end >= 0) return text.slice(0, end);
    if (text.length > LONGEST_REPLY) break;
  }
  throw new Error("the virus scanner hung up without an answer");
}
