import { and, eq, inArray, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { db, pool, transact } from "@/db/index";
import { letterLinks, outbox } from "@/db/schema/mail";
import { notices } from "@/db/schema/notices";
import { departments, users } from "@/db/schema/people";
import { deadlines, solutions, tickets } from "@/db/schema/tickets";
import { momentInFull } from "@/lib/dates";
import type { Result } from "@/lib/errors";
import { releaseMail } from "@/lib/incoming/mutations/release-mail";
import { approveByLink, needByLink, rateByLink, refuseByLink } from "@/lib/links/actions";
import { endingWords } from "@/lib/links/labels";
import { endedLink, placeOf, viewLink } from "@/lib/links/queries";
import { compose } from "@/lib/mail/compose";
import { sendAgain } from "@/lib/mail/mutations/send-again";
import { openLink } from "@/lib/mail/outbox";
import { formatNumber } from "@/lib/number";
import { disableAccount } from "@/lib/people/mutations/disable-account";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { changePending } from "@/lib/tickets/mutations/change-pending";
import { mergeTicket } from "@/lib/tickets/mutations/merge-ticket";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { reopenTicket } from "@/lib/tickets/mutations/reopen-ticket";
import { resumeTicket } from "@/lib/tickets/mutations/resume-ticket";
import { revokeLinks } from "@/lib/tickets/mutations/revoke-links";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { withdrawSolution } from "@/lib/tickets/mutations/withdraw-solution";
import { letPass } from "../support/clock";
import { emptyDatabase } from "../support/database";
import { bringIn, openMailboxes, writeMail } from "../support/mail";
import { look, stories, words } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

vi.mock("next/server", () => ({ after: () => undefined }));
vi.mock("@/lib/auth", () => ({ getActor: async () => null }));

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: later(0) });
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
  return () => vi.useRealTimers();
});

async function letterOf(number: number, kind: string) {
  const letter = (await look(number)).letters.filter((one) => one.kind === kind).at(-1);
  if (!letter) throw new Error(`no letter of ${kind}`);
  return letter;
}

async function tokenIn(number: number, kind: string, label = ""): Promise<string> {
  const { text } = await compose(await letterOf(number, kind));
  return new RegExp(`${label}:\\n\\S*acompanhar/([\\w-]+)`).exec(text)?.[1] ?? "";
}

const codeOf = async (result: Promise<Result<unknown>>) => {
  const answer = await result;
  return answer.ok ? "ok" : answer.error.code;
};

describe("“ainda preciso” from the notice", () => {
  it("starts the count again without a login, once per notice, and nothing else", async () => {
    const number = await story.reminded();
    const token = await tokenIn(number, "remind");
    vi.setSystemTime(later(3));
    expect(await viewLink(token, later(3))).toMatchObject({
      purpose: "still_needed",
      open: true,
      number,
      dueAt: later(7, 2),
    });
    expect(await codeOf(approveByLink({ token }))).toBe("not_found");
    expect(await codeOf(rateByLink({ token, stars: 5, comment: "" }))).toBe("not_found");
    expect(await needByLink({ token })).toEqual({ ok: true, data: { dueAt: later(10).toISOString() } });
    expect((await look(number)).events.at(-1)).toMatchObject({
      verb: "still_needed",
      actorKind: "guest",
      actorId: world.ana.userId,
    });
    expect(await viewLink(token, later(3))).toMatchObject({ open: false });
    expect(await codeOf(needByLink({ token }))).not.toBe("ok");
    expect((await look(number)).events.filter(({ verb }) => verb === "still_needed")).toHaveLength(1);

    // The next notice brings the next link; the old one stays over.
    await letPass(number, later(5));
    vi.setSystemTime(later(5));
    expect(await codeOf(needByLink({ token }))).not.toBe("ok");
    expect(await codeOf(needByLink({ token: await tokenIn(number, "remind") }))).toBe("ok");
  });
  it("works while its count runs, however late the clock is and whatever moved the end", async () => {
    const number = await story.reminded();
    const token = await tokenIn(number, "remind");
    const [{ dueAt } = { dueAt: later(0) }] = (await look(number)).due;
    const late = new Date(dueAt.getTime() + 5 * 3_600_000);
    expect(await viewLink(token, late)).toMatchObject({ open: true });
    vi.setSystemTime(late);
    expect(await codeOf(needByLink({ token }))).toBe("ok");
  });
  it("is over with an answer", async () => {
    const number = await story.reminded();
    const token = await tokenIn(number, "remind");
    await addReply(world.ana, words(number), later(3));
    expect(await viewLink(token, later(3))).toMatchObject({ open: false });
  });
  it("looking at it changes nothing, however often", async () => {
    const number = await story.reminded();
    const token = await tokenIn(number, "remind");
    const before = await look(number);
    for (let n = 0; n < 5; n += 1) await viewLink(token, later(3));
    expect(await look(number)).toEqual(before);
  });
});

describe("what somebody was told of a ticket", () => {
  const unread = async (number: number, { userId }: { userId: string }) => {
    const { id } = await look(number);
    const rows = await db
      .select({ text: notices.text })
      .from(notices)
      .where(and(eq(notices.ticketId, id), eq(notices.userId, userId), isNull(notices.readAt)));
    return rows.map(({ text }) => text);
  };
  it.each([
    ["approved", (token: string) => approveByLink({ token })],
    ["refused", (token: string) => refuseByLink({ token, reason: "O valor continua errado." })],
  ])("is known once they %s its solution by the letter, and of this ticket alone", async (_how, act) => {
    const number = await story.validating();
    const other = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    vi.setSystemTime(later(1));
    expect(await unread(number, world.ana)).toContain("a solução espera a sua resposta");
    expect(await codeOf(act(token))).toBe("ok");
    expect(await unread(number, world.ana)).toEqual([]);
    expect(await unread(other, world.ana)).toContain("a solução espera a sua resposta");
    // Who attends has not read of it.
    expect(await unread(number, world.marina)).toHaveLength(1);
  });
  it("is known once they still needed it by the letter, and new again with the next word", async () => {
    const number = await story.reminded();
    const token = await tokenIn(number, "remind");
    vi.setSystemTime(later(3));
    expect(await unread(number, world.ana)).toContain("ainda esperamos a sua resposta");
    expect(await codeOf(needByLink({ token }))).toBe("ok");
    expect(await unread(number, world.ana)).toEqual([]);
    await letPass(number, later(5));
    expect(await unread(number, world.ana)).toEqual(["ainda esperamos a sua resposta"]);
  });
  it("is known up to the letter by which they act, and what they were told since stays new", async () => {
    const number = await story.reminded();
    const token = await tokenIn(number, "remind");
    await addFollowUp(world.marina, words(number, "Vimos o cadastro."), later(3));
    const told = await unread(number, world.ana);
    expect(told).toContain("ainda esperamos a sua resposta");
    vi.setSystemTime(later(4));
    expect(await codeOf(needByLink({ token }))).toBe("ok");
    const left = await unread(number, world.ana);
    expect(left).toHaveLength(1);
    expect(left).not.toContain("ainda esperamos a sua resposta");
  });
  it("stays new where they act at the portal, or the letter's act comes too late", async () => {
    const number = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    const solutionId = (await look(number)).solutions[0]?.id ?? "";
    const before = await unread(number, world.ana);
    await approveSolution(world.ana, { number, solutionId, body: null, files: [] }, later(1));
    vi.setSystemTime(later(2));
    expect(await codeOf(approveByLink({ token }))).not.toBe("ok");
    expect(await unread(number, world.ana)).toEqual(before);
  });
});

describe("“ainda preciso” from the notice before the end of a solution", () => {
  const noticed = async () => {
    const number = await story.validating();
    await letPass(number, later(8));
    vi.setSystemTime(later(8));
    return number;
  };
  const needIn = (number: number) => tokenIn(number, "remind", "Ainda preciso");

  it("stands beside the answer, in both forms of the letter, each with its own link", async () => {
    const number = await noticed();
    const [answer, need] = [await tokenIn(number, "remind", "Dizer se resolveu"), await needIn(number)];
    expect([answer, need]).toEqual([
      expect.stringMatching(/^[\w-]{43}$/),
      expect.stringMatching(/^[\w-]{43}$/),
    ]);
    expect(need).not.toBe(answer);
    const { html } = await compose(await letterOf(number, "remind"));
    const buttons = [...html.matchAll(/href="[^"]*\/acompanhar\/([\w-]+)"/g)].map(([, token]) => token);
    expect(buttons).toEqual([answer, need]);
    expect(html).toContain("Ainda preciso");
    // The letter of the solution itself has none: nothing ends yet.
    expect(await tokenIn(number, "propose_solution", "Ainda preciso")).toBe("");
  });
  it("starts the count again, and nothing else, once per notice", async () => {
    const number = await noticed();
    const token = await needIn(number);
    expect(await viewLink(token, later(8))).toMatchObject({
      ...{ purpose: "still_needed", open: true, number, dueAt: later(10, 3) },
      // What it is about, and nothing to do with it.
      ...{ solution: "Corrigimos o cadastro.", until: later(10, 3), silence: "closes" },
    });
    expect(await codeOf(approveByLink({ token }))).toBe("not_found");
    expect(await codeOf(refuseByLink({ token, reason: "Não." }))).toBe("not_found");
    expect(await needByLink({ token })).toEqual({ ok: true, data: { dueAt: later(18).toISOString() } });
    const seen = await look(number);
    expect(seen.status).toBe("validating");
    expect(seen.events.at(-1)).toMatchObject({ verb: "still_needed", actorId: world.ana.userId });
    expect(await viewLink(token, later(8))).toMatchObject({ open: false });
    expect(await codeOf(needByLink({ token }))).not.toBe("ok");
    // The next notice brings the next link; the old one stays over.
    await letPass(number, later(16));
    vi.setSystemTime(later(16));
    expect(await codeOf(needByLink({ token }))).not.toBe("ok");
    expect(await codeOf(needByLink({ token: await needIn(number) }))).toBe("ok");
  });
  it("is the letter's own, whatever others were made in the same moment", async () => {
    const number = await noticed();
    const token = await needIn(number);
    const { besideId } = await letterOf(number, "remind");
    const [own] = await db
      .select()
      .from(letterLinks)
      .where(eq(letterLinks.id, besideId ?? ""));
    if (!own?.createdAt) throw new Error("no link of its own");
    const { ticketId, createdAt: now, purpose, userId, subjectId, expiresAt } = own;
    await transact((tx) => openLink(tx, { purpose, userId, subjectId, expiresAt }, { ticketId, now }));
    expect(await needIn(number)).toBe(token);
  });
  it("alone comes anew where it alone ended", async () => {
    const number = await noticed();
    const before = await letterOf(number, "remind");
    await db
      .update(letterLinks)
      .set({ revokedAt: later(8) })
      .where(eq(letterLinks.id, before.besideId ?? ""));
    const back = { state: "sent", deliveredAt: later(8), fate: "bounced" } as const;
    await db.update(outbox).set(back).where(eq(outbox.id, before.id));
    await sendAgain(world.ada, { letterId: before.id }, later(9));
    const again = await letterOf(number, "remind");
    expect(again.linkId).toBe(before.linkId);
    expect(again.besideId).not.toBe(before.besideId);
    const written = (await compose(again)).text;
    expect(written.match(/(Dizer se resolveu|Ainda preciso):\n/g)).toHaveLength(2);
  });
  it("is over once the solution was answered", async () => {
    const number = await noticed();
    const token = await needIn(number);
    await approveSolution(world.ana, { number, body: null, files: [] }, later(8));
    expect(await viewLink(token, later(8))).toMatchObject({ open: false, purpose: "still_needed" });
    expect(await codeOf(needByLink({ token }))).not.toBe("ok");
  });
  it("ends with the letter's other link, and comes anew with a letter that is sent again", async () => {
    const number = await noticed();
    const token = await needIn(number);
    const letter = await letterOf(number, "remind");
    // As who sent it back quoted it.
    await db
      .update(letterLinks)
      .set({ revokedAt: later(8) })
      .where(eq(letterLinks.ticketId, letter.ticketId ?? ""));
    expect(await viewLink(token, later(8))).toBeNull();
    await db
      .update(outbox)
      .set({ state: "sent", deliveredAt: later(8), fate: "bounced" })
      .where(eq(outbox.id, letter.id));
    vi.setSystemTime(later(9));
    await sendAgain(world.ada, { letterId: letter.id }, later(9));
    const again = await letterOf(number, "remind");
    expect(new Set([again.linkId, again.besideId, letter.linkId, letter.besideId]).size).toBe(4);
    const renewed = await needIn(number);
    expect(renewed).not.toBe(token);
    expect(await codeOf(needByLink({ token: renewed }))).toBe("ok");
  });
  it("is cancelled with the letter's other link, and then stays so", async () => {
    const number = await noticed();
    const token = await needIn(number);
    await revokeLinks(world.marina, { number }, later(8));
    expect(await viewLink(token, later(8))).toBeNull();
    const letter = await letterOf(number, "remind");
    await db
      .update(outbox)
      .set({ state: "sent", deliveredAt: later(8), fate: "bounced" })
      .where(eq(outbox.id, letter.id));
    await sendAgain(world.ada, { letterId: letter.id }, later(9));
    expect(await letterOf(number, "remind")).toMatchObject({
      linkId: letter.linkId,
      besideId: letter.besideId,
    });
    // What says nothing any more has no button.
    expect((await compose(await letterOf(number, "remind"))).text).not.toContain("/acompanhar/");
  });
});

describe("an answer from the letter", () => {
  it("approves", async () => {
    const number = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    vi.setSystemTime(later(1));
    expect(await viewLink(token, later(1))).toMatchObject({ open: true, solution: "Corrigimos o cadastro." });
    expect(await codeOf(approveByLink({ token }))).toBe("ok");
    expect((await look(number)).status).toBe("resolved");
    expect(await viewLink(token, later(1))).toMatchObject({ open: false });
    expect(await codeOf(refuseByLink({ token, reason: "Mudei de ideia." }))).not.toBe("ok");
  });
  it("refuses, with a reason", async () => {
    const number = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    vi.setSystemTime(later(1));
    const bare = await refuseByLink({ token, reason: "   " });
    expect(bare).toMatchObject({
      ok: false,
      error: { code: "invalid", fields: { reason: expect.stringMatching(/^Conte/) } },
    });
    expect(await codeOf(refuseByLink({ token, reason: "Continua igual." }))).toBe("ok");
    const seen = await look(number);
    expect(seen.status).toBe("assigned");
    expect(seen.messages.at(-1)).toMatchObject({ kind: "decision", authorId: world.ana.userId });
  });
  it("approves, and what comes back lets its holder rate, without a letter", async () => {
    const number = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    const { letters } = await look(number);
    vi.setSystemTime(later(1));
    const approved = await approveByLink({ token });
    const path = approved.ok ? approved.data.ratePath : null;
    expect(path).toMatch(/^\/acompanhar\/[\w-]{43}$/);
    const rates = path?.split("/").at(-1) ?? "";
    expect(await viewLink(rates, later(1))).toMatchObject({ purpose: "rate", open: true, number });
    expect(await codeOf(needByLink({ token: rates }))).toBe("not_found");
    expect(await codeOf(rateByLink({ token: rates, stars: 5, comment: "" }))).toBe("ok");
    expect(await viewLink(rates, later(30))).toMatchObject({ open: false, rating: { stars: 5 } });
    const told = (await look(number)).letters.slice(letters.length);
    expect(told.map(({ recipientId }) => recipientId)).toEqual([world.marina.userId]);
  });
  it("approved at the portal, where the rating stands, makes no link", async () => {
    const number = await story.validating();
    const links = await db.$count(letterLinks);
    const answer = { number, body: null, files: [] };
    expect(await approveSolution(world.ana, answer, later(1))).toMatchObject({ invitationId: null });
    expect(await db.$count(letterLinks)).toBe(links);
  });
  it("knows whether its holder can enter the portal", async () => {
    const number = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    expect(await viewLink(token, later(1))).toMatchObject({ enters: true });
    await db.update(users).set({ origin: "email" }).where(eq(users.id, world.ana.userId));
    expect(await viewLink(token, later(1))).toMatchObject({ enters: false });
  });
  it("lets more time be asked for once a notice went out, once per notice", async () => {
    const number = await story.validating();
    const first = await tokenIn(number, "propose_solution");
    vi.setSystemTime(later(1));
    expect(await viewLink(first, later(1))).toMatchObject({ open: true, dueAt: null });
    expect(await codeOf(needByLink({ token: first }))).toBe("wrong_state");

    await letPass(number, later(8));
    vi.setSystemTime(later(8));
    const token = await tokenIn(number, "remind");
    const dueAt = later(10, 3);
    expect(await viewLink(token, later(8))).toMatchObject({ purpose: "answer", open: true, dueAt });
    expect(await viewLink(first, later(8))).toMatchObject({ open: true, dueAt });
    expect(await needByLink({ token })).toEqual({ ok: true, data: { dueAt: later(18).toISOString() } });
    expect((await look(number)).events.at(-1)).toMatchObject({ verb: "still_needed", actorKind: "guest" });
    for (const used of [token, first]) {
      expect(await viewLink(used, later(8))).toMatchObject({ open: true, dueAt: null });
      expect(await codeOf(needByLink({ token: used }))).toBe("wrong_state");
    }
    // The next notice opens it again, and the answer was open all along.
    await letPass(number, later(16));
    vi.setSystemTime(later(16));
    expect(await codeOf(needByLink({ token }))).toBe("ok");
    expect(await codeOf(approveByLink({ token }))).toBe("ok");
  });
  it("asks for no more time for a solution that took its place", async () => {
    const number = await story.validating();
    const old = await tokenIn(number, "propose_solution");
    await withdrawSolution(world.marina, { number }, later(0, 4));
    await proposeSolution(world.marina, words(number, "Agora sim."), later(0, 5));
    await letPass(number, later(8, 5));
    vi.setSystemTime(later(8, 5));
    expect(await viewLink(old, later(8, 5))).toMatchObject({ open: false, dueAt: null });
    expect(await codeOf(needByLink({ token: old }))).toBe("wrong_state");
    expect(await codeOf(needByLink({ token: await tokenIn(number, "remind") }))).toBe("ok");
  });
  it("is about that solution alone: one that took its place is not answered by the old link", async () => {
    const number = await story.validating();
    const old = await tokenIn(number, "propose_solution");
    await withdrawSolution(world.marina, { number }, later(0, 4));
    await proposeSolution(world.marina, words(number, "Agora sim."), later(0, 5));
    vi.setSystemTime(later(1));
    expect(await viewLink(old, later(1))).toMatchObject({ open: false });
    expect(await codeOf(approveByLink({ token: old }))).toBe("wrong_state");
    expect((await look(number)).status).toBe("validating");
  });
});

describe("what the page of a link says", () => {
  const contact = { lines: ["(51) 3289-1000", "financas@portoalegre.example"], messages: null };

  it("until when to answer, what silence means, for how long it can be reopened, and whom to ask", async () => {
    const number = await story.validating();
    await db.update(departments).set({ phone: "5132891000", email: contact.lines[1] ?? "", hours: null });
    const view = await viewLink(await tokenIn(number, "propose_solution"), later(1));
    expect(view).toMatchObject({
      ...{ until: later(10, 3), dueAt: null, silence: "closes", reopens: "5 dias", ending: null },
      contact: { lines: [expect.stringContaining("3289"), "financas@portoalegre.example"], messages: null },
    });
    const quick = await viewLink(
      await tokenIn(await story.validating(world.quick), "propose_solution"),
      later(1),
    );
    expect(quick).toMatchObject({ reopens: null });
  });
  it("the question, and what comes of no answer", async () => {
    const number = await story.reminded();
    expect(await viewLink(await tokenIn(number, "remind"), later(3))).toMatchObject({
      ...{ question: "Falta o comprovante", solution: null, until: later(7, 2), silence: "proposes" },
    });
    const reviewed = await story.inReview();
    const reason = "Qual é o endereço?";
    await setPending(world.marina, { number: reviewed, type: "requester", reason }, later(0, 2));
    await letPass(reviewed, later(2, 2));
    expect(await viewLink(await tokenIn(reviewed, "remind"), later(3))).toMatchObject({
      ...{ question: reason, silence: "continues" },
    });
  });
  it("nothing that somebody else wrote", async () => {
    const number = await story.validating();
    await addReply(world.ana, words(number, "Só minha."), later(0, 4));
    await addFollowUp(world.marina, words(number, "Estamos vendo."), later(0, 5));
    const view = JSON.stringify(await viewLink(await tokenIn(number, "propose_solution"), later(1)));
    expect(view).not.toMatch(/Só minha|Estamos vendo|12345678901/);
  });
  it("is named in what the browser keeps by nothing from which its token follows", async () => {
    const token = await tokenIn(await story.validating(), "propose_solution");
    expect(placeOf(token)).toMatch(/^[\w-]{16}$/);
    expect(token).not.toContain(placeOf(token));
  });
});

describe("what is said once a link was used, or is over", () => {
  const at = (moment: Date, own = true) => ({ at: moment, own });

  /** What the page says, and what a press in another tab hears. */
  async function afterwards(
    token: string,
    now: Date,
    press: (sent: { token: string }) => Promise<Result<unknown>>,
  ) {
    const view = await viewLink(token, now);
    vi.setSystemTime(now);
    const pressed = await press({ token });
    const told = pressed.ok ? null : pressed.error;
    expect(view).toMatchObject({ open: false });
    expect(told).toMatchObject({ code: "wrong_state" });
    expect(told?.message).toBe(view?.ending && endingWords(view.ending, view.timeZone));
    return view?.ending;
  }
  const noticed = async () => {
    const number = await story.reminded();
    return { number, token: await tokenIn(number, "remind") };
  };
  const proposed = async (from = world.tax) => {
    const number = await story.validating(from);
    return { number, token: await tokenIn(number, "propose_solution") };
  };

  it("the count runs anew, and until when", async () => {
    const { token } = await noticed();
    vi.setSystemTime(later(3));
    await needByLink({ token });
    expect(await afterwards(token, later(3), needByLink)).toEqual({ why: "restarted", ...at(later(10)) });
    const told = await needByLink({ token });
    expect(told.ok ? "" : told.error.message).toBe(
      `O prazo já recomeçou: esperamos a sua resposta até ${momentInFull(later(10), "America/Sao_Paulo")}.`,
    );
  });
  it("the count of a solution runs anew, by the page with one button and by the other", async () => {
    const number = await story.validating();
    await letPass(number, later(8));
    vi.setSystemTime(later(8));
    const need = await tokenIn(number, "remind", "Ainda preciso");
    const answer = await tokenIn(number, "remind", "Dizer se resolveu");
    await needByLink({ token: need });
    expect(await afterwards(need, later(8), needByLink)).toEqual({ why: "restarted", ...at(later(18)) });
    // What is asked there still is to be said; that more time cannot be asked for again is no failure.
    expect(await viewLink(answer, later(8))).toMatchObject({ open: true, ending: null });
    const told = await needByLink({ token: answer });
    expect(told.ok ? "" : told.error.message).toMatch(/^O prazo já recomeçou: esperamos/);
    await approveSolution(world.ana, { number, body: null, files: [] }, later(9));
    expect(await afterwards(need, later(10), needByLink)).toEqual({ why: "approved", ...at(later(9)) });
  });
  it("its holder answered, or somebody else did, or the team waits no longer", async () => {
    const own = await noticed();
    await addReply(world.ana, words(own.number), later(3));
    expect(await afterwards(own.token, later(4), needByLink)).toEqual({ why: "replied", ...at(later(3)) });
    const resumed = await noticed();
    await resumeTicket(world.marina, { number: resumed.number }, later(3));
    expect(await afterwards(resumed.token, later(4), needByLink)).toEqual({
      why: "resumed",
      ...at(later(3), false),
    });
    // Another question has a count of its own.
    const asked = await noticed();
    const other = { number: asked.number, type: "requester", reason: "E o CPF?" } as const;
    await changePending(world.marina, other, later(3));
    expect(await afterwards(asked.token, later(4), needByLink)).toMatchObject({ why: "resumed" });
    const silent = await noticed();
    await letPass(silent.number, later(8));
    expect(await afterwards(silent.token, later(9), needByLink)).toEqual({
      why: "silence",
      ...at(later(7, 2), false),
    });
  });
  it("what came from another address is not its holder's answer, whoever published it", async () => {
    await openMailboxes(world);
    const { number, token } = await noticed();
    const raw = await writeMail({
      from: "Wanda Reis <wanda@oficina.example>",
      to: "financas@portal.example",
      subject: `Re: [${formatNumber(number)}] IPVA`,
      text: "O laudo fica pronto na quinta.",
    });
    const { id } = await bringIn(raw, later(3));
    await releaseMail(world.marina, { id, number }, later(3, 1));
    expect(await afterwards(token, later(4), needByLink)).toEqual({
      why: "replied",
      ...at(later(3, 1), false),
    });
  });
  it.each([
    ["a question", () => story.waiting(), later(2, 2), later(8, 3)],
    ["a solution", () => story.validating(), later(8, 3), later(11, 4)],
  ])(
    "of %s nothing yet, where nobody heard of a later notice: its count still runs",
    async (_of, begun, first, then) => {
      const number = await begun();
      await letPass(number, first);
      const token = await tokenIn(number, "remind", "Ainda preciso");
      const people = [world.ana, world.marina, world.gilda, world.ada].map(({ userId }) => userId);
      const disable = (disabledAt: Date | null) =>
        db.update(users).set({ disabledAt }).where(inArray(users.id, people));
      await disable(first);
      await letPass(number, then);
      await disable(null);
      const [count] = await db
        .select()
        .from(deadlines)
        .where(and(eq(deadlines.step, 0), isNull(deadlines.cancelledAt), isNull(deadlines.settledAt)));
      expect(count?.noticedAt).toBeNull();
      const open = { open: true, ending: null, dueAt: count?.dueAt };
      expect(await viewLink(token, then)).toMatchObject(open);
      const answer = await tokenIn(number, "remind", "Dizer se resolveu");
      if (answer) expect(await viewLink(answer, then)).toMatchObject(open);
      vi.setSystemTime(then);
      expect(await codeOf(needByLink({ token }))).toBe("ok");
      expect(await afterwards(token, then, needByLink)).toMatchObject({ why: "restarted" });
    },
  );
  it("its holder approved, and may rate while that invitation is good", async () => {
    const { number, token } = await proposed();
    vi.setSystemTime(later(1));
    const approved = await approveByLink({ token });
    const ratePath = approved.ok ? approved.data.ratePath : "";
    expect(approved).toMatchObject({
      data: { reopenUntil: later(6).toISOString() },
    });
    expect(await afterwards(token, later(2), approveByLink)).toEqual({ why: "approved", ...at(later(1)) });
    expect(await viewLink(token, later(2))).toMatchObject({ ratePath });
    const rates = { token: ratePath?.split("/").at(-1) ?? "" };
    expect(await codeOf(rateByLink({ ...rates, stars: 4, comment: "" }))).toBe("ok");
    expect(await viewLink(token, later(2, 11))).toMatchObject({ ratePath });
    expect(await viewLink(token, later(2, 13))).toMatchObject({ ratePath: null });
    await reopenTicket(world.ana, words(number), later(2, 2));
    expect(await viewLink(token, later(2, 3))).toMatchObject({ ending: { why: "approved" }, ratePath: null });
    expect(await viewLink(rates.token, later(2, 3))).toMatchObject({
      ...{ open: false, ending: { why: "reopened", at: later(2, 2) } },
    });
  });
  it("an approval at the portal, or by somebody else, invites nobody here", async () => {
    const { number, token } = await proposed();
    await approveSolution(world.ana, { number, body: null, files: [] }, later(1));
    expect(await viewLink(token, later(2))).toMatchObject({ ending: { own: true }, ratePath: null });
    const other = await proposed();
    vi.setSystemTime(later(1));
    await approveByLink({ token: other.token });
    await db.update(solutions).set({ decidedBy: world.bruno.userId });
    expect(await viewLink(other.token, later(2))).toMatchObject({ ending: { own: false }, ratePath: null });
  });
  it("a link of the invitation that somebody cancelled is not handed out again", async () => {
    const { number, token } = await proposed();
    vi.setSystemTime(later(1));
    await approveByLink({ token });
    const { id } = await look(number);
    await db
      .update(letterLinks)
      .set({ revokedAt: later(1) })
      .where(and(eq(letterLinks.ticketId, id), eq(letterLinks.purpose, "rate")));
    expect(await viewLink(token, later(2))).toMatchObject({ ending: { own: true }, ratePath: null });
  });
  it("it was refused, taken back, nobody answered, or the ticket became part of another", async () => {
    const refused = await proposed();
    await refuseSolution(world.ana, words(refused.number), later(1));
    expect(await afterwards(refused.token, later(2), approveByLink)).toEqual({
      why: "refused",
      ...at(later(1)),
    });
    const withdrawn = await proposed();
    await withdrawSolution(world.marina, { number: withdrawn.number }, later(1));
    expect(await afterwards(withdrawn.token, later(2), approveByLink)).toEqual({
      why: "withdrawn",
      ...at(later(1), false),
    });
    const lapsed = await proposed();
    await letPass(lapsed.number, later(11));
    expect(await afterwards(lapsed.token, later(12), approveByLink)).toEqual({
      why: "lapsed",
      ...at(later(10, 3), false),
    });
    const merged = await proposed();
    await mergeTicket(world.marina, { number: merged.number, into: refused.number }, later(1));
    expect(await afterwards(merged.token, later(2), approveByLink)).toMatchObject({ why: "merged" });
  });
  it("a link that was cancelled, quoted or is too old says so and nothing else; what was none says nothing", async () => {
    const cancelled = await proposed();
    await revokeLinks(world.marina, { number: cancelled.number }, later(1));
    const quoted = await proposed();
    const { id } = await look(quoted.number);
    await db
      .update(letterLinks)
      .set({ revokedAt: later(1, 1) })
      .where(eq(letterLinks.ticketId, id));
    const old = await proposed();
    expect(await endedLink(cancelled.token, later(2))).toBe("cancelled");
    expect(await endedLink(quoted.token, later(2))).toBe("quoted");
    expect(await endedLink(old.token, later(2))).toBeNull();
    expect(await endedLink(old.token, later(80))).toBe("expired");
    for (const token of ["", "x", "a".repeat(43), `${old.token.slice(0, 42)}!`])
      expect(await endedLink(token, later(80))).toBeNull();
    vi.setSystemTime(later(2));
    expect(await approveByLink({ token: cancelled.token })).toMatchObject({
      error: { code: "not_found", message: expect.stringMatching(/^Este link foi cancelado\./) },
    });
    expect(await approveByLink({ token: "a".repeat(43) })).toMatchObject({
      error: { code: "not_found", message: "Este link não vale mais. Entre no portal para continuar." },
    });
    await disableAccount(world.ada, { userId: world.ana.userId }, later(2));
    expect(await endedLink(cancelled.token, later(2))).toBeNull();
  });
});

describe("a rating from the letter", () => {
  it("is given, and changed for 12 hours", async () => {
    const number = await story.validating();
    await letPass(number, later(11));
    const token = await tokenIn(number, "validation_lapse");
    vi.setSystemTime(later(12));
    const invited = new Date(later(10, 3).getTime() + 30 * 86_400_000);
    expect(await viewLink(token, later(12))).toMatchObject({
      ...{ purpose: "rate", open: true, rating: null, until: invited },
    });
    expect(await rateByLink({ token, stars: 4, comment: "Bom." })).toEqual({
      ok: true,
      data: { editableUntil: later(12, 12).toISOString() },
    });
    // Sent already, when, and until when it can be changed: from the first time it was sent.
    expect(await viewLink(token, later(12, 1))).toMatchObject({
      ...{ open: true, until: later(12, 12), rating: { stars: 4, comment: "Bom.", at: later(12) } },
    });
    vi.setSystemTime(later(12, 11));
    expect(await codeOf(rateByLink({ token, stars: 5, comment: "" }))).toBe("ok");
    expect(await viewLink(token, later(12, 11))).toMatchObject({ rating: { stars: 5, comment: null } });
    expect(await viewLink(token, later(12, 13))).toMatchObject({
      ...{ open: false, rating: { stars: 5 }, ending: { why: "rated", at: later(12), own: true } },
    });
    vi.setSystemTime(later(12, 13));
    expect(await codeOf(rateByLink({ token, stars: 1, comment: "" }))).not.toBe("ok");
  });
});

describe("what a page says of a ticket that a message opened of which nobody knows from whom it is", () => {
  const unproved = async (number: number) => {
    await db.update(tickets).set({ proved: false }).where(eq(tickets.number, number));
    return number;
  };
  const named = { title: expect.stringContaining("IPVA - Dúvida"), requester: "Ana Souza" };
  const unnamed = { title: null, requester: null, service: "IPVA", department: "Secretaria de Finanças" };

  it("is neither its title nor its requester's name, until they press", async () => {
    const number = await unproved(await story.reminded());
    const token = await tokenIn(number, "remind");
    vi.setSystemTime(later(3));
    const view = await viewLink(token, later(3));
    expect(view).toMatchObject({ ...unnamed, number, open: true });
    expect(JSON.stringify(view)).not.toContain("Ana Souza");
    expect(await codeOf(needByLink({ token }))).toBe("ok");
    expect(await viewLink(token, later(3))).toMatchObject({ ...named, number });
  });
  it("is the solution that the team wrote", async () => {
    const number = await unproved(await story.validating());
    const token = await tokenIn(number, "propose_solution");
    vi.setSystemTime(later(1));
    const solution = "Corrigimos o cadastro.";
    expect(await viewLink(token, later(1))).toMatchObject({ ...unnamed, solution });
    expect(await codeOf(refuseByLink({ token, reason: "Ainda não." }))).toBe("ok");
    expect(await viewLink(token, later(1))).toMatchObject({ ...named, solution });
  });
});

describe("a link that leads nowhere", () => {
  it.each(["", "x", "../../admin", "a".repeat(43), "a".repeat(5000), "%00"])("%s", async (token) => {
    expect(await viewLink(token, later(1))).toBeNull();
    expect(await codeOf(needByLink({ token }))).not.toBe("ok");
  });
  it("is one of another ticket, too old, or of an account that is disabled", async () => {
    const number = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    expect(await viewLink(token, later(80))).toBeNull();
    await disableAccount(world.ada, { userId: world.ana.userId }, later(1));
    expect(await viewLink(token, later(1))).toBeNull();
    vi.setSystemTime(later(1));
    expect(await codeOf(approveByLink({ token }))).toBe("not_found");
    expect((await look(number)).status).toBe("validating");
  });
});

describe("S9: what letters let their holders do", () => {
  /** Every secret that letters of a ticket hold. */
  async function secretsIn(number: number): Promise<string[]> {
    const { letters } = await look(number);
    const written = await Promise.all(letters.map((letter) => compose(letter)));
    return written.flatMap(({ text, replyTo }) => [
      ...[...text.matchAll(/acompanhar\/([\w-]+)/g)].map(([, token]) => token ?? ""),
      ...(replyTo ? [/\+([^@]+)@/.exec(replyTo)?.[1] ?? ""] : []),
    ]);
  }
  /** Every row of every table, as text. */
  async function everythingKept(): Promise<string> {
    const { rows } = await pool.query<{ tables: string[] }>(
      "select array_agg(tablename::text) as tables from pg_tables where schemaname = 'public'",
    );
    const kept = await Promise.all(
      (rows[0]?.tables ?? []).map((table) => pool.query(`select t::text from "${table}" t`)),
    );
    return JSON.stringify(kept.map((result) => result.rows));
  }

  it("rests on 128 bits and more, that nobody finds in the database, each its own", async () => {
    const secrets = [
      ...(await secretsIn(await story.validating())),
      ...(await secretsIn(await story.validating())),
    ];
    const links = secrets.filter((secret) => secret.length === 43);
    const addresses = secrets.filter((secret) => secret.length === 32);
    expect(links.length).toBeGreaterThan(0);
    expect(links.length + addresses.length).toBe(secrets.length);
    for (const link of links) expect(Buffer.from(link, "base64url").length * 8).toBe(256);
    for (const address of addresses) expect(address).toMatch(/^[a-z2-7]{32}$/);
    expect(new Set(links).size).toBe(links.length);
    const kept = await everythingKept();
    for (const secret of secrets) expect(kept).not.toContain(secret);
  });

  it("ends for good when it is revoked, by who asked or by the team, and nothing else of the ticket ends", async () => {
    const number = await story.validating();
    const token = await tokenIn(number, "propose_solution");
    await revokeLinks(world.ana, { number }, later(0, 4));
    vi.setSystemTime(later(1));
    expect(await viewLink(token, later(1))).toBeNull();
    expect(await codeOf(approveByLink({ token }))).toBe("not_found");
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "validating" });
    expect(seen.events.at(-1)).toMatchObject({ verb: "revoke_links", actorId: world.ana.userId });
    await withdrawSolution(world.marina, { number }, later(1, 1));
    await proposeSolution(world.marina, words(number, "De novo."), later(1, 2));
    expect(await viewLink(await tokenIn(number, "propose_solution"), later(1, 3))).toMatchObject({
      open: true,
    });
    await revokeLinks(world.marina, { number }, later(1, 4));
    expect(await viewLink(await tokenIn(number, "propose_solution"), later(1, 5))).toBeNull();
    for (const outsider of [world.bruno, world.otto])
      await expect(revokeLinks(outsider, { number }, later(2))).rejects.toMatchObject({ code: "not_found" });
  });
});
