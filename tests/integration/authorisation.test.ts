import { v7 } from "uuid";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/index";
import { attachments } from "@/db/schema/attachments";
import { incomingMail } from "@/db/schema/incoming";
import * as accounts from "@/lib/accounts/actions";
import type { UserActor } from "@/lib/actor";
import * as calendars from "@/lib/calendar/actions";
import { USUAL_WEEK } from "@/lib/calendar/usual";
import * as incoming from "@/lib/incoming/actions";
import * as links from "@/lib/links/actions";
import * as mail from "@/lib/mail/actions";
import * as mailboxes from "@/lib/mailboxes/actions";
import * as notices from "@/lib/notices/actions";
import * as people from "@/lib/people/actions";
import * as sla from "@/lib/sla/actions";
import * as tickets from "@/lib/tickets/actions";
import { policyOf } from "../support/policies";
import { look, stories, words } from "../support/stories";
import { type Insider, ticketActions } from "../support/ticket-actions";
import { createWorld, later, type World } from "../support/world";

const session = vi.hoisted(() => ({ actor: null as UserActor | null }));

vi.mock("@/lib/auth", () => ({ getActor: async () => session.actor }));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/server", () => ({ after: (work: () => Promise<void>) => void work() }));

type Action = (input: never) => Promise<{ ok: boolean; error?: { code: string } }>;

let world: World;
let story: ReturnType<typeof stories>;

beforeAll(async () => {
  world = await createWorld();
  story = stories(world);
});

const TICKET_ACTIONS = ticketActions(() => world);

const REFUSALS = ["login", "not_found", "forbidden"];

async function answerTo(actor: UserActor | null, name: keyof typeof TICKET_ACTIONS): Promise<string> {
  const row = TICKET_ACTIONS[name];
  const number = await story[row.on]();
  session.actor = actor;
  const result = await (tickets[name] as Action)(row.input(number) as never);
  return result.ok ? "ok" : (result.error?.code ?? "");
}

describe("every action over a ticket has its row", () => {
  it("no action without a row, no row without an action", () => {
    expect(Object.keys(tickets).sort()).toEqual([...Object.keys(TICKET_ACTIONS), "openTicket"].sort());
  });

  const names = Object.keys(TICKET_ACTIONS) as (keyof typeof TICKET_ACTIONS)[];
  it.each(names)("%s", async (name) => {
    expect(await answerTo(null, name)).toBe("login");
    for (const outsider of [world.bruno, world.clara, world.dario, world.otto, world.ada]) {
      expect(`${outsider.name}: ${await answerTo(outsider, name)}`).toBe(`${outsider.name}: not_found`);
    }
    const insiders: Record<Insider, UserActor> = {
      requester: world.ana,
      technician: world.marina,
      otherTechnician: world.tiago,
      manager: world.gilda,
    };
    for (const [insider, actor] of Object.entries(insiders) as [Insider, UserActor][]) {
      const answer = await answerTo(actor, name);
      if (TICKET_ACTIONS[name].by.includes(insider))
        expect([insider, REFUSALS.includes(answer)]).toEqual([insider, false]);
      else expect([insider, answer]).toEqual([insider, "forbidden"]);
    }
  });
});

describe("every other action", () => {
  const OTHERS: Record<string, string[]> = {
    accounts: ["signOut", "confirmLink"],
    calendar: ["createCalendar", "changeCalendar", "deleteCalendar", "assignCalendar"],
    incoming: ["releaseMail", "openFromMail", "dropMail", "restoreMail", "passMailOn", "sendDemoMail"],
    links: ["needByLink", "approveByLink", "refuseByLink", "rateByLink"],
    mail: ["sendAgain", "unblockAddress"],
    mailboxes: ["saveMailbox", "removeMailbox"],
    notices: ["chooseWays", "markAllRead"],
    people: ["disableAccount", "enableAccount"],
    sla: ["changePolicy"],
  };

  it("has its row", async () => {
    const files = import.meta.glob<Record<string, unknown>>("../../lib/*/actions.ts");
    const found: Record<string, string[]> = {};
    for (const [file, load] of Object.entries(files)) {
      const noun = file.split("/").at(-2) ?? "";
      if (noun !== "tickets") found[noun] = Object.keys(await load());
    }
    expect(found).toEqual(OTHERS);
  });

  const nobody = v7();
  const account = () => ({ userId: world.dario.userId });
  const ADMINISTRATION: [string, Action, () => unknown][] = [
    ["disableAccount", people.disableAccount, account],
    ["enableAccount", people.enableAccount, account],
    ["createCalendar", calendars.createCalendar, () => ({ name: "Da casa", state: null })],
    [
      "changeCalendar",
      calendars.changeCalendar,
      () => ({ id: nobody, revision: 1, name: "Da casa", week: USUAL_WEEK, closings: [] }),
    ],
    ["deleteCalendar", calendars.deleteCalendar, () => ({ id: nobody, revision: 1 })],
    [
      "assignCalendar",
      calendars.assignCalendar,
      () => {
        const works = { calendarId: null, timeZone: world.finance.timeZone };
        return { ...works, departmentId: world.finance.id, before: works };
      },
    ],
    ["sendAgain", mail.sendAgain, () => ({ letterId: nobody })],
    ["unblockAddress", mail.unblockAddress, () => ({ address: "ana@correio.example" })],
    ["changePolicy", sla.changePolicy, () => policyOf(world.tax.id)],
    [
      "saveMailbox",
      mailboxes.saveMailbox,
      () => ({
        id: null,
        revision: 0,
        address: "novo@portal.example",
        departmentId: world.finance.id,
        under: "",
      }),
    ],
    ["removeMailbox", mailboxes.removeMailbox, () => ({ id: nobody })],
  ];

  it.each(ADMINISTRATION)("%s: the administration's alone", async (_, act, input) => {
    for (const actor of [world.ana, world.bruno, world.marina, world.gilda, world.otto]) {
      session.actor = actor;
      expect(await act(input() as never)).toMatchObject({ error: { code: "forbidden" } });
    }
    session.actor = null;
    expect(await act(input() as never)).toMatchObject({ error: { code: "login" } });
  });

  it.each([
    ["needByLink", links.needByLink],
    ["approveByLink", links.approveByLink],
    ["refuseByLink", links.refuseByLink],
    ["rateByLink", links.rateByLink],
  ] as [string, Action][])("%s: whoever holds the link, and nobody by being somebody", async (_, act) => {
    for (const actor of [world.ana, world.marina, world.ada, null]) {
      session.actor = actor;
      const input = { token: "a".repeat(43), reason: "Não.", stars: 1, comment: "" };
      expect(await act(input as never)).toMatchObject({ error: { code: "not_found" } });
    }
  });

  it.each([
    ["releaseMail", incoming.releaseMail, { number: "1" }],
    ["openFromMail", incoming.openFromMail, { under: `${nobody} duvida` }],
    ["dropMail", incoming.dropMail, {}],
    ["restoreMail", incoming.restoreMail, {}],
    ["passMailOn", incoming.passMailOn, { departmentId: v7() }],
  ] as [string, Action, object][])(
    "%s: of a department's message its team alone, of nobody's the administration",
    async (name, act, more) => {
      const of = async (departmentId: string | null) => {
        const [row] = await db
          .insert(incomingMail)
          .values({
            source: "imap",
            sourceId: v7(),
            recipients: [],
            state: name === "restoreMail" ? "dropped" : "quarantined",
            reason: name === "restoreMail" ? "by_hand" : "empty",
            decidedAt: name === "restoreMail" ? later(0) : null,
            receivedAt: later(0),
            nextAttemptAt: later(0),
            departmentId,
          })
          .returning();
        return { id: row?.id, ...more };
      };
      session.actor = null;
      expect(await act((await of(world.finance.id)) as never)).toMatchObject({ error: { code: "login" } });
      for (const actor of [world.ana, world.bruno, world.clara, world.otto, world.ada]) {
        session.actor = actor;
        expect(await act((await of(world.finance.id)) as never)).toMatchObject({
          error: { code: "not_found" },
        });
      }
      session.actor = world.marina;
      expect(await act((await of(null)) as never)).toMatchObject({ error: { code: "not_found" } });
      for (const [actor, departmentId] of [
        [world.marina, world.finance.id],
        [world.gilda, world.finance.id],
        [world.ada, null],
      ] as const) {
        session.actor = actor;
        const answer = await act((await of(departmentId)) as never);
        expect(REFUSALS).not.toContain(answer.ok ? "ok" : answer.error?.code);
      }
    },
  );

  it("a message from the demo's mailbox comes in from nobody else's", async () => {
    const input = { from: "ana@x.example", to: "x@y.example", subject: "", text: "Oi", answers: null };
    for (const actor of [world.ana, world.ada, null]) {
      session.actor = actor;
      expect(await (incoming.sendDemoMail as Action)(input as never)).toMatchObject({
        error: { code: "not_found" },
      });
    }
  });

  it("notices and their ways are everybody's own: nobody else's id is even asked for", async () => {
    session.actor = null;
    expect(await (notices.markAllRead as Action)({} as never)).toMatchObject({ error: { code: "login" } });
    expect(await (notices.chooseWays as Action)({ ways: {} } as never)).toMatchObject({
      error: { code: "login" },
    });
  });

  it("signing out and confirming a link act on the caller's own cookies only", () => {
    expect(accounts.signOut).toHaveLength(0);
    expect(accounts.confirmLink).toHaveLength(1);
  });
});

describe("ids nested in what is sent", () => {
  const opening = () => ({
    serviceId: world.tax.id,
    formVersionId: world.tax.formVersionId ?? "",
    subjectId: "duvida",
    answers: { descricao: "Preciso de ajuda." },
    fieldFiles: {},
    files: [] as string[],
    contactEmail: null,
    contactPhone: null,
    locality: null,
    submissionKey: v7(),
    continues: null as number | null,
  });

  async function uploadOf(actor: UserActor): Promise<string> {
    const [row] = await db
      .insert(attachments)
      .values({
        uploaderId: actor.userId,
        name: "rg.pdf",
        type: "application/pdf",
        size: 10,
        sha256: "0".repeat(64),
        storageKey: v7(),
        createdAt: later(0),
      })
      .returning();
    if (!row) throw new Error("no file");
    return row.id;
  }

  it("opening: nobody without a session", async () => {
    session.actor = null;
    expect(await tickets.openTicket(opening())).toMatchObject({ ok: false, error: { code: "login" } });
  });

  it("opening: not with another person's file, and nothing is written", async () => {
    session.actor = world.bruno;
    const input = { ...opening(), files: [await uploadOf(world.ana)] };
    expect(await tickets.openTicket(input)).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(await tickets.openTicket({ ...input, files: [] })).toMatchObject({ ok: true });
  });

  it("opening: not from another person's ticket", async () => {
    const number = await story.opened();
    session.actor = world.ana;
    await tickets.cancelTicket({ number });
    session.actor = world.bruno;
    const result = await tickets.openTicket({ ...opening(), continues: number });
    expect(result).toMatchObject({ ok: false, error: { code: "not_found" } });
  });

  it("opening: another person's sending key gives no number of theirs", async () => {
    const input = opening();
    session.actor = world.ana;
    const hers = await tickets.openTicket(input);
    session.actor = world.bruno;
    const his = await tickets.openTicket(input);
    expect(hers.ok && his.ok && hers.data.number !== his.data.number).toBe(true);
  });

  it("replying: not with another person's file, nor one already used elsewhere", async () => {
    const number = await story.assigned();
    session.actor = world.ana;
    const hers = await uploadOf(world.bruno);
    const before = await look(number);
    expect(await tickets.addReply({ ...words(number), files: [hers] })).toMatchObject({
      ok: false,
      error: { code: "invalid" },
    });
    const own = await uploadOf(world.ana);
    expect(await look(number)).toEqual(before);
    expect(await tickets.addReply({ ...words(number), files: [own] })).toMatchObject({ ok: true });
    expect(await tickets.addReply({ ...words(number), files: [own] })).toMatchObject({ ok: false });
  });

  it("merging: not into a ticket of another department", async () => {
    const number = await story.assigned();
    const { number: there } = await world.open(world.ana, undefined, world.lien);
    session.actor = world.marina;
    expect(await tickets.mergeTicket({ number, into: there })).toMatchObject({
      error: { code: "not_found" },
    });
  });

  it("assigning: not to people of another department", async () => {
    const number = await story.opened();
    session.actor = world.marina;
    const result = await tickets.assignTicket({ number, assigneeId: world.otto.userId });
    expect(result).toMatchObject({ error: { code: "invalid", fields: { assigneeId: expect.any(String) } } });
  });
});
