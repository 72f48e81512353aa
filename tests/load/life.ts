import type { TicketStatus, TicketVerb } from "@/db/enums";
import { DAY, HOUR } from "@/lib/dates";
import { Chance } from "@/lib/demo/chance";
import {
  DEPARTMENTS,
  MEASURED,
  MEASURED_REQUESTERS,
  OWN_TICKETS,
  REQUESTERS,
  SERVICES,
  TECHNICIANS,
} from "./people";

export const YEARS = 3 * 365 * DAY;
/** Tickets of the people who are measured: opened by one of them, or attended by one of them. */
const RESERVED = 2 * MEASURED * OWN_TICKETS;

/** Places of people are their indexes; a life without `attendant` was never taken. */
export interface Life {
  status: TicketStatus;
  requester: number;
  attendant: number | null;
  service: number;
  department: number;
  openedAt: Date;
  acts: Act[];
  /** When each act was. */
  at: (act: number) => Date;
  chance: Chance;
}

export interface Act {
  verb: TicketVerb;
  side: "requester" | "staff" | "system";
  to: TicketStatus;
  /** Of the message that it leaves. */
  kind?: "request" | "reply" | "follow_up" | "solution";
}

/**
 * The lives of so many tickets, the eldest first. Those of the measured people are the same at every size, spread over
 * all years; chance makes the others.
 */
export function* lives(tickets: number, now: Date): Generator<Life> {
  const chance = new Chance(1);
  let reserved = 0;
  for (let index = 0; index < tickets; index += 1) {
    if (reserved < RESERVED && index >= Math.floor((reserved * tickets) / RESERVED)) {
      yield liveReserved(reserved, now);
      reserved += 1;
    } else {
      yield live(chance, 1 - (index + 1) / tickets, now, {});
    }
  }
}

function liveReserved(place: number, now: Date): Life {
  const who = Math.floor(place / 2) % MEASURED;
  const whose = place % 2 === 0 ? { requester: MEASURED_REQUESTERS[who] } : { attendant: who };
  return live(new Chance(1_000_000 + place), 1 - (place + 1) / RESERVED, now, whose);
}

function live(
  chance: Chance,
  age: number,
  now: Date,
  reserved: { requester?: number; attendant?: number },
): Life {
  const requester =
    reserved.requester ?? another(chance, REQUESTERS, (one) => !MEASURED_REQUESTERS.includes(one));
  const department =
    reserved.attendant === undefined
      ? Math.floor(chance.next() ** 1.5 * SERVICES) % DEPARTMENTS.length
      : reserved.attendant % DEPARTMENTS.length;
  const service =
    department + DEPARTMENTS.length * Math.floor(chance.next() ** 1.5 * (SERVICES / DEPARTMENTS.length));
  const drawn = statusAt(age, chance);
  const status = reserved.attendant === undefined || isTaken(drawn) ? drawn : "assigned";
  const works = (one: number) => one >= MEASURED && one % DEPARTMENTS.length === department;
  const attendant = isTaken(status) ? (reserved.attendant ?? another(chance, TECHNICIANS, works)) : null;
  const openedAt = new Date(now.getTime() - age * YEARS - chance.between(0.2, 20) * HOUR);
  const acts = actsOf(status);
  const length = Math.min(9 * DAY, Math.max(HOUR, now.getTime() - openedAt.getTime()));
  const at = (act: number) => new Date(openedAt.getTime() + (length * act) / acts.length);
  return { status, requester, attendant, service, department, openedAt, acts, at, chance };
}

const isTaken = (status: TicketStatus) => status !== "new" && status !== "cancelled";

function another(chance: Chance, of: number, fits: (one: number) => boolean): number {
  for (;;) {
    const one = Math.floor(chance.next() * of);
    if (fits(one)) return one;
  }
}

const STATUS_OF_OPEN: readonly TicketStatus[] = [
  ...Array<TicketStatus>(6).fill("new"),
  ...Array<TicketStatus>(8).fill("assigned"),
  ...Array<TicketStatus>(3).fill("pending"),
  ...Array<TicketStatus>(3).fill("validating"),
];

/** 10 % open, the younger the more; 85 % closed; 3 % resolved, 2 % cancelled. */
function statusAt(age: number, chance: Chance): TicketStatus {
  const openShare = age < 0.1 ? 0.8 : 0.0223;
  if (chance.often(openShare)) return chance.pick(STATUS_OF_OPEN);
  const draw = chance.next();
  if (draw < 0.0222) return "cancelled";
  return age < 0.15 && draw < 0.22 ? "resolved" : "closed";
}

const REPLY: Act = { verb: "reply", side: "requester", to: "new", kind: "reply" };
const FOLLOW_UP: Act = { verb: "follow_up", side: "staff", to: "assigned", kind: "follow_up" };

/** What happened until a ticket came to its status: five messages, whatever it is. */
function actsOf(status: TicketStatus): Act[] {
  const opened: Act = { verb: "open", side: "requester", to: "new", kind: "request" };
  if (!isTaken(status)) {
    const cancelled: Act = { verb: "cancel", side: "requester", to: "cancelled" };
    return [opened, REPLY, REPLY, REPLY, REPLY, ...(status === "cancelled" ? [cancelled] : [])];
  }
  const taken: Act = { verb: "take", side: "staff", to: "assigned" };
  const talk: Act[] = [opened, taken, FOLLOW_UP, { ...REPLY, to: "assigned" }, FOLLOW_UP];
  if (status === "assigned") return [...talk, FOLLOW_UP];
  if (status === "pending")
    return [...talk, FOLLOW_UP, { verb: "set_pending", side: "staff", to: "pending" }];
  const acts: Act[] = [
    ...talk,
    { verb: "propose_solution", side: "staff", to: "validating", kind: "solution" },
  ];
  if (status === "validating") return acts;
  acts.push({ verb: "approve_solution", side: "requester", to: "resolved" });
  if (status === "closed") acts.push({ verb: "window_over", side: "system", to: "closed" });
  return acts;
}
