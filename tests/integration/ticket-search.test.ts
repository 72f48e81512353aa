import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db";
import { users } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { listQueue, queueDepartments } from "@/lib/desk/queries";
import { readQueue } from "@/lib/desk/schema";
import { formatNumber } from "@/lib/number";
import { listTickets } from "@/lib/search/queries";
import { readTicketList } from "@/lib/search/schema";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { placeTicket } from "@/tests/support/scatter";
import { createWorld, later, type World } from "@/tests/support/world";

let world: World;
let car: { number: number };
let person: { number: number };
let closed: { number: number };

beforeAll(async () => {
  world = await createWorld();
  const place = (title: string, more: Partial<Parameters<typeof placeTicket>[0]> = {}) =>
    placeTicket({
      title,
      requesterId: world.ana.userId,
      departmentId: world.finance.id,
      serviceId: world.tax.id,
      formVersionId: world.tax.formVersionId ?? "",
      ...more,
    });
  car = await place("Desbloqueio do veículo ABC1234", {
    secret: "suspeita de fraude",
    identifiers: [
      { kind: "plate", value: "ABC1C34" },
      { kind: "chassis", value: "9BWZZZ377VT004251" },
      { kind: "renavam", value: "00891749411" },
    ],
  });
  person = await place("Solicitação de certidão negativa", {
    identifiers: [
      { kind: "cpf", value: "52998224725" },
      { kind: "cnpj", value: "12ABC34501DE35" },
    ],
  });
  closed = await place("Solicitações e certidões de 2025", { status: "closed" });
});

async function found(actor: UserActor, text: string) {
  const page = await listTickets(actor, readTicketList({ q: text }));
  return page.rows.map((row) => row.number).toSorted((a, b) => a - b);
}

async function foundInQueue(actor: UserActor, text: string) {
  const address = readQueue({ aba: "todos", status: "todos", q: text });
  const queue = await listQueue(actor, address, await queueDepartments(actor), later(5));
  return queue.rows.map((row) => row.number).toSorted((a, b) => a - b);
}

test.for([
  "ABC1234",
  "abc-1234",
  "ABC1C34",
  "abc 1c34",
  "9BWZZZ377VT004251",
  "9bw zzz 377 vt004251",
  "00891749411",
  "891749411",
])("%s finds the vehicle's ticket", async (text) => {
  expect(await found(world.ana, text)).toEqual([car.number]);
  expect(await foundInQueue(world.marina, text)).toEqual([car.number]);
});

test.for(["529.982.247-25", "52998224725", "12.ABC.345/01DE-35", "12abc34501de35"])(
  "%s finds the person's ticket",
  async (text) => {
    expect(await found(world.ana, text)).toEqual([person.number]);
  },
);

test("a number finds its ticket with and without zeros, closed ones too", async () => {
  for (const text of [String(closed.number), formatNumber(closed.number), `#${closed.number}`]) {
    expect(await found(world.ana, text)).toEqual([closed.number]);
  }
  expect(await found(world.bruno, String(closed.number))).toEqual([]);
});

test.for([
  "solicitação",
  "solicitações",
  "solicitacao",
  "SOLICITACOES",
  "certidão",
  "certidoes",
  "certidao solicitacao",
])("%s finds every form of the words", async (text) => {
  expect(await found(world.ana, text)).toEqual([person.number, closed.number]);
});

test("words and identifiers can be mixed, in either spelling of the plate", async () => {
  expect(await found(world.ana, "desbloqueio ABC1C34")).toEqual([car.number]);
  expect(await found(world.ana, "o veiculo de placa abc-1234")).toEqual([]);
  expect(await found(world.ana, "o veiculo abc-1234")).toEqual([car.number]);
  expect(await found(world.ana, "certidao ABC1C34")).toEqual([]);
});

test("a number that leads nowhere is searched as a word", async () => {
  expect(await found(world.ana, "2025")).toEqual([closed.number]);
});

test("internal notes are searched on the desk only, and never by who has nothing to do there", async () => {
  expect(await foundInQueue(world.marina, "fraude")).toEqual([car.number]);
  expect(await found(world.ana, "fraude")).toEqual([]);
  expect(await found(world.marina, "fraude")).toEqual([]);
  expect(await foundInQueue(world.otto, "fraude")).toEqual([]);
});

test("staff find the tickets of a person by their CPF", async () => {
  const { number } = await world.open(world.bruno);
  const cpf = "11144477735";
  await db.update(users).set({ cpf }).where(eq(users.id, world.bruno.userId));
  expect(await foundInQueue(world.marina, "111.444.777-35")).toEqual([number]);
  expect(await found(world.clara, "111.444.777-35")).toEqual([]);
});

test("an act of somebody else marks a ticket as new to its requester, an own one does not", async () => {
  const { number } = await world.open(world.dario, later(1));
  const unread = async (actor: UserActor) =>
    (await listTickets(actor, readTicketList({ q: String(number) }))).rows.map((row) => row.unread);
  expect(await unread(world.dario)).toEqual([false]);
  await takeTicket(world.tiago, { number }, later(2));
  expect(await unread(world.dario)).toEqual([true]);
});
