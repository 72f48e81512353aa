import { Client } from "pg";
import type { Ask } from "./load";
import {
  cpfOf,
  MEASURED,
  MEASURED_REQUESTERS,
  plateOf,
  REQUESTERS,
  requesterId,
  technicianId,
} from "./people";
import { enter } from "./visitors";
import { vocabulary } from "./words";

/** What is measured: an endless row of requests, each with a text that its answer must contain. */
export interface Page {
  name: string;
  next: (turn: number) => { ask: Ask; expected: string };
}

export const PAGES = ["list", "ticket", "queue", "desk", "words", "number", "plate", "home", "login"];

/** One of them. */
export function pageNamed(pages: readonly Page[], name: string): Page {
  const page = pages.find((one) => one.name === name);
  if (!page) throw new Error(`no page ${name}`);
  return page;
}

const range = (length: number) => Array.from({ length }, (_, index) => index);
const technicians = range(MEASURED);
const shown = (number: number) => String(number).padStart(8, "0");

/** Each page as different people would ask for it. */
export async function pagesOf(origin: string, url: string): Promise<Page[]> {
  const ofRequesters = await Promise.all(MEASURED_REQUESTERS.map((place) => enter(origin, cpfOf(place))));
  const ofTechnicians = await Promise.all(
    technicians.map((place) => enter(origin, cpfOf(REQUESTERS + place))),
  );
  const own = await numbersOf(url, "requester_id", MEASURED_REQUESTERS.map(requesterId));
  const attended = await numbersOf(url, "assignee_id", technicians.map(technicianId));
  // From the common to the rare, two at a time.
  const known = vocabulary();
  const words = technicians.map((n) => `${known[20 + n * 15]} ${known[60 + n * 40]}`);

  type Say = (who: number, turn: number) => string;
  const page = (name: string, cookies: string[], path: Say, expected: Say): Page => ({
    name,
    next: (turn) => {
      const who = turn % cookies.length;
      return { ask: { path: path(who, turn), cookie: cookies[who] }, expected: expected(who, turn) };
    },
  });
  const one = (lists: number[][]) => (who: number, turn: number) => {
    const list = lists[who] ?? [];
    return list[Math.floor(turn / MEASURED) % list.length] ?? 1;
  };
  const [ownOne, attendedOne] = [one(own), one(attended)];
  const search = (name: string, what: Say, expected: Say) =>
    page(
      name,
      ofTechnicians,
      (who, turn) => `/fila?aba=todos&status=todos&q=${encodeURIComponent(what(who, turn))}`,
      expected,
    );
  const numberOf: Say = (who, turn) => shown(attendedOne(who, turn));
  return [
    page(
      "list",
      ofRequesters,
      () => "/chamados",
      () => "Mostrando 1",
    ),
    page(
      "ticket",
      ofRequesters,
      (who, turn) => `/chamados/${shown(ownOne(who, turn))}`,
      (who, turn) => shown(ownOne(who, turn)),
    ),
    page(
      "queue",
      ofTechnicians,
      () => "/fila",
      () => "Mostrando 1",
    ),
    page("desk", ofTechnicians, (who, turn) => `/chamados/${numberOf(who, turn)}`, numberOf),
    search(
      "words",
      (who) => words[who] ?? "",
      () => "Mostrando",
    ),
    search("number", (who, turn) => String(attendedOne(who, turn)), numberOf),
    search("plate", (who, turn) => plateOf(attendedOne(who, turn) - 1), numberOf),
    page(
      "home",
      ofRequesters,
      () => "/",
      () => "Abrir chamado",
    ),
    { name: "login", next: () => ({ ask: { path: "/entrar" }, expected: "Entrar" }) },
  ];
}

/** The numbers of some tickets of each of these people. */
async function numbersOf(url: string, column: string, ids: string[]): Promise<number[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const lists: number[][] = [];
  for (const id of ids) {
    const { rows } = await client.query<{ number: string }>(
      `select number from tickets where ${column} = $1 order by number desc limit 40`,
      [id],
    );
    lists.push(rows.map(({ number }) => Number(number)));
  }
  await client.end();
  return lists;
}
