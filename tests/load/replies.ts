import { Client } from "pg";
import { actionId } from "../support/action-id";
import type { Page } from "./pages";
import { cpfOf, requesterId } from "./people";
import { enter } from "./visitors";

/** So many that none of them goes faster than the portal lets one person go. */
const WRITERS = 60;

interface Writer {
  id: string;
  cookie: string;
  /** Tickets to which the person may reply. */
  numbers: number[];
}

/** Posting replies as the form does: each request waits for the whole answer. */
export async function replying(origin: string, url: string): Promise<Page> {
  const writers = await writersOf(origin, url);
  const action = actionId("addReply");
  return {
    name: "reply",
    next: (turn) => {
      const writer = writers[turn % writers.length];
      if (!writer) throw new Error("nobody can reply");
      const { id, cookie, numbers } = writer;
      const number = numbers[Math.floor(turn / writers.length) % numbers.length] ?? 0;
      const text = `Resposta número ${turn} da medição.`;
      const body = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
      return {
        ask: {
          path: `/chamados/${String(number).padStart(8, "0")}`,
          method: "POST",
          cookie,
          headers: {
            "next-action": action,
            "content-type": "text/plain;charset=UTF-8",
            accept: "text/x-component",
            origin,
          },
          body: JSON.stringify([{ number, body, files: [] }, id]),
        },
        expected: '"ok":true',
      };
    },
  };
}

async function writersOf(origin: string, url: string): Promise<Writer[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // What a measurement of a minute ago did counts no more.
  await client.query("delete from attempts");
  const writers: Writer[] = [];
  for (let place = 0; place < WRITERS; place += 1) {
    const id = requesterId(place);
    const { rows } = await client.query<{ number: string }>(
      "select number from tickets where requester_id = $1 and status in ('new', 'assigned') order by number desc limit 5",
      [id],
    );
    const numbers = rows.map(({ number }) => Number(number));
    if (numbers.length > 0) writers.push({ id, cookie: await enter(origin, cpfOf(place)), numbers });
  }
  await client.end();
  return writers;
}
