import { sql } from "drizzle-orm";
import fc from "fast-check";
import { v7 } from "uuid";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { pool } from "@/db";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { incomingMail, mailboxes as mailboxesTable } from "@/db/schema/incoming";
import { blockedAddresses, outbox } from "@/db/schema/mail";
import * as accounts from "@/lib/accounts/actions";
import type { UserActor } from "@/lib/actor";
import { auditData } from "@/lib/backup/audit";
import * as calendars from "@/lib/calendar/actions";
import { createCalendar } from "@/lib/calendar/mutations/create-calendar";
import { findCalendar } from "@/lib/calendar/queries";
import type { Result } from "@/lib/errors";
import type { FormDefinition } from "@/lib/forms/schema";
import * as incoming from "@/lib/incoming/actions";
import * as links from "@/lib/links/actions";
import { log } from "@/lib/log";
import * as mail from "@/lib/mail/actions";
import * as mailboxes from "@/lib/mailboxes/actions";
import * as people from "@/lib/people/actions";
import * as sla from "@/lib/sla/actions";
import { findPolicy } from "@/lib/sla/queries";
import * as tickets from "@/lib/tickets/actions";
import { emptyDatabase } from "../support/database";
import { fittingAnswers } from "../support/fitting";
import { anyAnswers, anyForm } from "../support/forms";
import { keepJournal, takeJournal, type Written } from "../support/journal";
import { bring, edits, junk, spoil } from "../support/junk";
import { openMailboxes } from "../support/mail";
import { stories } from "../support/stories";
import { type TicketAction, ticketActions } from "../support/ticket-actions";
import { createService, createWorld, later, openingOf, type World } from "../support/world";

/** How many submissions; a fresh town every so many. */
const RUNS = process.env.TEST_LONG ? 10_000 : 600;
const TOWN = 150;

const session = vi.hoisted(() => ({ actor: null as UserActor | null, sent: new Map<string, string>() }));

vi.mock("@/lib/auth", () => ({ getActor: async () => session.actor }));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/server", () => ({ after: () => undefined }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => ({ value: session.sent.get(name) }),
    set: () => undefined,
  }),
}));
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Error(`to ${to}`);
  },
}));

type Action = (input: unknown, owner?: unknown) => Promise<Result<unknown>>;
const call = (module: object, name: string) => Reflect.get(module, name) as Action;

const ROWS = ticketActions(() => town.world);
const TICKET_ACTIONS = Object.keys(ROWS) as TicketAction[];

let town: Awaited<ReturnType<typeof settle>>;

/** A town with a ticket in each point of its life, twice, services with forms of any kind, and files on the way. */
async function settle(seed: number) {
  await emptyDatabase();
  const world = await createWorld();
  const story = stories(world);
  const tales = Object.keys(story) as (keyof typeof story)[];
  const numbers: number[] = [];
  for (const tale of [...tales, ...tales]) numbers.push(await story[tale]());
  const forms = new Map<string, FormDefinition>();
  const categoryId = world.category.id;
  const odd = await Promise.all(
    fc.sample(anyForm, { seed, numRuns: 6 }).map(async (form, at) => {
      const named = { name: `Serviço ${at}`, departmentId: world.finance.id, categoryId };
      const service = await createService(named, form);
      forms.set(service.id, form);
      return service;
    }),
  );
  const uploader = [world.ana, world.bruno, world.marina];
  const files = await Promise.all(uploader.map((person) => uploadOf(world, person)));
  const { id } = await createCalendar(world.ada, { name: "Da casa", state: "SP" }, later(0));
  const calendar = await findCalendar(world.ada, id);
  if (!calendar) throw new Error("no calendar");
  const policy = await findPolicy(world.ada, world.tax.id);
  if (!policy) throw new Error("no policy");
  await db
    .insert(blockedAddresses)
    .values({ address: "ana@correio.example", reason: "bounced", since: later(0) });
  const letters = await db
    .update(outbox)
    .set({ state: "dead" })
    .where(sql`${outbox.id} in (select id from outbox order by id limit 3)`)
    .returning({ id: outbox.id });
  await openMailboxes(world);
  const [mailbox] = await db.select().from(mailboxesTable);
  const mails = await db
    .insert(incomingMail)
    .values(
      [world.finance.id, world.finance.id, world.traffic.id, null].map((departmentId) => ({
        source: "imap" as const,
        sourceId: v7(),
        recipients: [],
        state: "quarantined" as const,
        reason: "empty" as const,
        receivedAt: later(0),
        nextAttemptAt: later(0),
        departmentId,
      })),
    )
    .returning({ id: incomingMail.id });
  await takeJournal();
  return {
    world,
    mailbox: mailbox?.id,
    mails: mails.map(({ id }) => id),
    letters: letters.map(({ id }) => id),
    policy,
    tales,
    calendar,
    numbers,
    files,
    forms,
    services: [world.tax, world.reviewed, world.lien, ...odd],
  };
}

async function uploadOf(world: World, { userId }: UserActor): Promise<string> {
  const [row] = await db
    .insert(attachments)
    .values({
      uploaderId: userId,
      name: "rg.pdf",
      type: "application/pdf",
      size: 10,
      sha256: "0".repeat(64),
      storageKey: v7(),
      createdAt: later(0),
      place: `service:${world.tax.id}`,
    })
    .returning();
  return row?.id ?? "";
}

const someone = fc.constantFrom(
  ...([
    "ana",
    "ana",
    "bruno",
    "clara",
    "dario",
    "marina",
    "marina",
    "tiago",
    "gilda",
    "otto",
    "ada",
  ] as const),
  null,
);

const LINKS = ["needByLink", "approveByLink", "refuseByLink", "rateByLink"] as const;
const SETTINGS = [
  "sendAgain",
  "unblockAddress",
  "createCalendar",
  "changeCalendar",
  "deleteCalendar",
  "assignCalendar",
  "changePolicy",
  "saveMailbox",
  "removeMailbox",
  "dropMail",
  "restoreMail",
  "passMailOn",
] as const;

const submission = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...TICKET_ACTIONS) },
    { weight: 3, arbitrary: fc.constant("openTicket" as const) },
    { weight: 1, arbitrary: fc.constantFrom("disableAccount" as const, "enableAccount" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...SETTINGS) },
    { weight: 1, arbitrary: fc.constantFrom(...LINKS) },
  ),
  who: someone,
  /** On a ticket where the act makes sense, by somebody who may. */
  fitting: fc.boolean(),
  which: fc.nat(40),
  answers: anyAnswers,
  dice: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
  changes: edits,
  owner: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: junk }),
});
type Submission = typeof submission extends fc.Arbitrary<infer T> ? T : never;

const isTicketAction = (what: string): what is TicketAction => Object.hasOwn(ROWS, what);

function actorOf({ what, who, fitting, which }: Submission): UserActor | null {
  const { ana, marina, tiago, gilda, ada } = town.world;
  if (!fitting || !who) return who && town.world[who];
  if (!isTicketAction(what)) return what === "openTicket" ? town.world[who] : ada;
  const insiders = { requester: ana, technician: marina, otherTechnician: tiago, manager: gilda };
  const by = ROWS[what].by;
  return insiders[by[which % by.length] ?? "requester"];
}

/** Each story is told twice, in the same order. */
function numberOf({ what, fitting, which }: Submission): number {
  const { numbers, tales } = town;
  const at =
    fitting && isTicketAction(what) ? tales.indexOf(ROWS[what].on) + (which % 2) * tales.length : which;
  return numbers[at % numbers.length] ?? 1;
}

function inputOf(sent: Submission): unknown {
  const { what, which, answers, dice, fitting } = sent;
  const { world, files, forms, services } = town;
  const number = numberOf(sent);
  if (isTicketAction(what)) {
    const input = ROWS[what].input(number) as object;
    return which % 4 === 0 && "files" in input ? { ...input, key: v7(), files: [files[which % 3]] } : input;
  }
  if (what === "createCalendar") return { name: `Calendário ${which}`, state: "RO" };
  if (what === "changeCalendar") return { ...town.calendar, revision: 1 + (which % 3) };
  if (what === "deleteCalendar") return { id: town.calendar.id, revision: 1 + (which % 3) };
  if (what === "assignCalendar") {
    const works = (by: number) => ({
      calendarId: by % 2 ? town.calendar.id : null,
      timeZone: by % 3 ? "America/Sao_Paulo" : "America/Rio_Branco",
    });
    return { departmentId: world.finance.id, ...works(which), before: works(which >> 2) };
  }
  if (what === "sendAgain") return { letterId: town.letters[which % town.letters.length] };
  if (what === "unblockAddress")
    return { address: which % 2 ? "ana@correio.example" : "ninguem@correio.example" };
  if (what === "saveMailbox")
    return {
      id: which % 3 ? null : town.mailbox,
      revision: 1 + (which % 3),
      address: which % 2 ? "setor@portal.example" : `setor${which}@portal.example`,
      departmentId: which % 5 ? world.finance.id : world.traffic.id,
      under: which % 4 ? "" : `${world.tax.id} duvida`,
    };
  if (what === "removeMailbox") return { id: town.mailbox };
  if (what === "dropMail" || what === "restoreMail" || what === "passMailOn")
    return { id: town.mails[which % town.mails.length], departmentId: world.finance.id };
  if (LINKS.some((link) => link === what))
    return { token: `${which}`.padEnd(43, "a"), reason: "Continua igual.", stars: which % 7, comment: "" };
  if (what === "changePolicy") return { ...town.policy, revision: 1 + (which % 3) };
  if (what !== "openTicket") return { userId: [world.dario, world.tiago, world.gilda][which % 3]?.userId };
  const service = services[which % services.length] ?? world.tax;
  const form = forms.get(service.id);
  const fit = form && fittingAnswers(form, dice);
  return openingOf(service, {
    ...(fit && { subjectId: "geral", answers: fitting ? fit : { ...fit, ...answers } }),
    ...(which % 3 === 0 && { fieldFiles: { f1: [files[which % 2] ?? ""] } }),
    continues: which % 5 === 0 ? number : null,
    contactEmail: which % 7 === 0 ? "outro@pessoa.example" : null,
  });
}

const logged = vi.spyOn(log, "error");
afterEach(() => logged.mockClear());
beforeAll(keepJournal);

/** A refusal writes nothing; what is done is one transaction, and its event is in it. */
function expectWhole(written: Written[], done: boolean): void {
  const real = written.filter(({ table }) => table !== "attempts");
  if (!done) expect(real, "what a refusal wrote").toEqual([]);
  if (real.length === 0) return;
  expect(new Set(real.map(({ tx }) => tx)).size, "transactions").toBe(1);
  expect(
    real.some(
      ({ table, op }) =>
        /^(events|account_events|calendar_events|service_events|letter_events|incoming_events|mailbox_events)$/.test(
          table,
        ) && op === "INSERT",
    ),
    "an event",
  ).toBe(true);
}

it("random submissions to every action: none fails unexpectedly, none is written half", {
  timeout: 1_200_000,
}, async () => {
  const tally: Record<string, number> = {};
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(submission, async (sent) => {
      if (runs++ % TOWN === 0) town = await settle(runs);
      await pool.query("delete from attempts");
      await takeJournal();
      session.actor = actorOf(sent);
      const input = spoil(inputOf(sent), sent.changes);
      const result = await call(
        { ...tickets, ...people, ...calendars, ...sla, ...mail, ...mailboxes, ...incoming, ...links },
        sent.what,
      )(input, bring(sent.owner));
      expect(logged.mock.calls, "what went wrong inside").toEqual([]);
      const outcome = result.ok ? "done" : result.error.code;
      tally[outcome] = (tally[outcome] ?? 0) + 1;
      expectWhole(await takeJournal(), result.ok);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  const client = await pool.connect();
  expect(await auditData(client)).toEqual([]);
  client.release();
  // The junk must not drown what is done: acts of every outcome took part.
  for (const outcome of ["done", "login", "invalid", "not_found", "forbidden"]) {
    expect(tally[outcome], `${outcome} of ${JSON.stringify(tally)}`).toBeGreaterThan(RUNS / 200);
  }
});

it("random submissions to the login's own actions: a refusal or a redirection, never a failure", async () => {
  const anything = fc.oneof(
    junk,
    fc.array(fc.tuple(fc.constantFrom("password", "x"), fc.string({ unit: "binary" }))).map((fields) => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name, value);
      return form;
    }),
  );
  const cookie = fc.oneof(fc.string({ unit: "binary" }), fc.base64String());
  const names = ["next-auth.session-token", "guiche-link", "next-auth.callback-url"];
  await fc.assert(
    fc.asyncProperty(anything, fc.tuple(cookie, cookie, cookie), async (form, values) => {
      session.sent = new Map(names.map((name, at) => [name, values[at] ?? ""]));
      await expect(call(accounts, "confirmLink")(bring(form))).rejects.toThrow("to /entrar?error=expired");
      await expect(call(accounts, "signOut")(bring(form))).rejects.toThrow("to /entrar");
    }),
    { numRuns: RUNS },
  );
});
