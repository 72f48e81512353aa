import type { UserActor } from "@/lib/actor";
import { findService } from "@/lib/catalog/queries";
import { listQueue, queueDepartments } from "@/lib/desk/queries";
import { readQueue } from "@/lib/desk/schema";
import { missedSince } from "@/lib/live/queries";
import { parseNumber } from "@/lib/number";
import { readDirectoryAddress } from "@/lib/people/address";
import { listPeople } from "@/lib/people/queries";
import { listTickets } from "@/lib/search/queries";
import { type AddressParams, readTicketList } from "@/lib/search/schema";
import { readRatings } from "@/lib/surveys/address";
import { listRatings } from "@/lib/surveys/queries";
import { waitingFor } from "@/lib/tickets/attention";
import { getTicket } from "@/lib/tickets/queries";
import { findReceipt } from "@/lib/tickets/receipt";
import { findSource } from "@/lib/tickets/source";
import { later } from "./world";

interface List {
  /** What its address can say. */
  params: readonly string[];
  /** What its page reads, given the address. */
  read: (actor: UserActor, address: AddressParams) => Promise<unknown>;
}

const NOW = later(30);
const one = (value: AddressParams[string]) => String([value].flat()[0] ?? "");

/** Every reading of tickets or people whose address a person can write themselves. */
export const LISTS: Readonly<Record<string, List>> = {
  tickets: {
    params: ["status", "q", "ordem", "sentido", "escopo", "contar", "depois", "antes"],
    read: (actor, address) => listTickets(actor, readTicketList(address)),
  },
  queue: {
    params: ["aba", "setor", "status", "q", "ordem", "sentido", "depois", "antes"],
    read: async (actor, address) => listQueue(actor, readQueue(address), await queueDepartments(actor), NOW),
  },
  ratings: {
    params: ["periodo", "de", "ate", "setor", "servico", "estrelas", "depois", "antes"],
    read: (actor, address) => listRatings(actor, readRatings(address, "2026-03-31")),
  },
  people: {
    params: ["q", "depois"],
    read: async (actor, address) => {
      if (!actor.admin) return null;
      const { query, after } = readDirectoryAddress(address);
      return listPeople(actor, query, after);
    },
  },
  ticket: {
    params: ["number", "continua"],
    read: async (actor, address) => {
      const number = parseNumber(one(address.number)) ?? 0;
      const source = await findSource(actor, parseNumber(one(address.continua)) ?? number, NOW);
      return [await getTicket(actor, number, NOW), await findReceipt(actor, number), source];
    },
  },
  service: { params: ["slug"], read: (actor, address) => findService(actor, one(address.slug)) },
  home: { params: [], read: (actor) => waitingFor(actor, 50) },
  news: { params: ["since"], read: (actor, address) => missedSince(actor, one(address.since), NOW) },
};
