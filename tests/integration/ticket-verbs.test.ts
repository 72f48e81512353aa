import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { db, transact } from "@/db/index";
import { profiles } from "@/db/schema/people";
import { closings, ratings, ticketIdentifiers, ticketLinks, tickets } from "@/db/schema/tickets";
import { AppError, type ErrorCode } from "@/lib/errors";
import { lockTicket } from "@/lib/tickets/change";
import { addFollowUp } from "@/lib/tickets/mutations/add-follow-up";
import { addNote } from "@/lib/tickets/mutations/add-note";
import { addReply } from "@/lib/tickets/mutations/add-reply";
import { approveAnalysis } from "@/lib/tickets/mutations/approve-analysis";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { assignTicket } from "@/lib/tickets/mutations/assign-ticket";
import { cancelTicket } from "@/lib/tickets/mutations/cancel-ticket";
import { changePending } from "@/lib/tickets/mutations/change-pending";
import { changePriority } from "@/lib/tickets/mutations/change-priority";
import { changeService } from "@/lib/tickets/mutations/change-service";
import { handOver } from "@/lib/tickets/mutations/hand-over";
import { handOverAnalysis } from "@/lib/tickets/mutations/hand-over-analysis";
import { loseAssignee } from "@/lib/tickets/mutations/lose-assignee";
import { mergeTicket } from "@/lib/tickets/mutations/merge-ticket";
import { pendingLapse } from "@/lib/tickets/mutations/pending-lapse";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { rateTicket } from "@/lib/tickets/mutations/rate-ticket";
import { refuseSolution } from "@/lib/tickets/mutations/refuse-solution";
import { rejectAnalysis } from "@/lib/tickets/mutations/reject-analysis";
import { reopenTicket } from "@/lib/tickets/mutations/reopen-ticket";
import { resumeTicket } from "@/lib/tickets/mutations/resume-ticket";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { splitTicket } from "@/lib/tickets/mutations/split-ticket";
import { startAnalysis } from "@/lib/tickets/mutations/start-analysis";
import { stillNeeded } from "@/lib/tickets/mutations/still-needed";
import { stopAnalysis } from "@/lib/tickets/mutations/stop-analysis";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { transferTicket } from "@/lib/tickets/mutations/transfer-ticket";
import { validationLapse } from "@/lib/tickets/mutations/validation-lapse";
import { windowOver } from "@/lib/tickets/mutations/window-over";
import { withdrawSolution } from "@/lib/tickets/mutations/withdraw-solution";
import { letPass } from "../support/clock";
import { look, says, stories, words } from "../support/stories";
import { clock, createPerson, createWorld, later, type World } from "../support/world";

let world: World;
let story: ReturnType<typeof stories>;

beforeAll(async () => {
  world = await createWorld();
  story = stories(world);
});

/** The act is refused with this code and leaves nothing behind. */
async function refused(code: ErrorCode, number: number, act: () => Promise<unknown>) {
  const before = await look(number);
  await expect(act()).rejects.toSatisfy((error) => error instanceof AppError && error.code === code);
  expect(await look(number)).toEqual(before);
}

/** For a row that another transaction holds. */
async function somebodyWaits(): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

const lastEvent = async (number: number) => (await look(number)).events.at(-1);
/** The attendant or reviewer is gone. */
const left = async (number: number, now: Date) => {
  const id = await idOf(number);
  await transact((tx) => loseAssignee(tx, clock, { id }, now));
};
const idOf = async (number: number) => (await look(number)).id;

describe("taking and giving", () => {
  it("take: the ticket is the technician's", async () => {
    const number = await story.opened();
    await takeTicket(world.marina, { number }, later(0, 1));
    const seen = await look(number);
    expect(seen).toMatchObject({
      status: "assigned",
      assigneeId: world.marina.userId,
      statusSince: later(0, 1),
    });
    expect(seen.events.at(-1)).toMatchObject({
      verb: "take",
      fromStatus: "new",
      toStatus: "assigned",
      side: "staff",
    });
    expect(seen.letters.at(-1)).toMatchObject({ kind: "take", toAddress: world.ana.email });
  });
  it("take: of two at once, one wins and the other is told", async () => {
    const number = await story.opened();
    const outcomes = await Promise.allSettled([
      takeTicket(world.marina, { number }, later(0, 1)),
      takeTicket(world.tiago, { number }, later(0, 1)),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await look(number)).events.filter((event) => event.verb === "take")).toHaveLength(1);
  });
  it("take: not by the requester, not by another department, not twice", async () => {
    const number = await story.opened();
    await refused("forbidden", number, () => takeTicket(world.ana, { number }, later(0, 1)));
    await refused("not_found", number, () => takeTicket(world.otto, { number }, later(0, 1)));
    await refused("not_found", number, () => takeTicket(world.ada, { number }, later(0, 1)));
    await takeTicket(world.marina, { number }, later(0, 1));
    await refused("wrong_state", number, () => takeTicket(world.tiago, { number }, later(0, 2)));
  });

  it("assign: to a technician of the department, who is told", async () => {
    const number = await story.opened();
    await assignTicket(world.gilda, { number, assigneeId: world.tiago.userId }, later(0, 1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", assigneeId: world.tiago.userId });
    expect(seen.events.at(-1)?.verb).toBe("assign");
    expect(seen.letters.map((letter) => letter.toAddress)).toContain(world.tiago.email);
  });
  it("assign: not to somebody without a profile there, not by a requester, not once assigned", async () => {
    const number = await story.opened();
    const assigneeId = world.otto.userId;
    await refused("invalid", number, () => assignTicket(world.gilda, { number, assigneeId }, later(0, 1)));
    await refused("forbidden", number, () => assignTicket(world.ana, { number, assigneeId }, later(0, 1)));
    const taken = await story.assigned();
    await refused("wrong_state", taken, () =>
      assignTicket(world.gilda, { number: taken, assigneeId: world.tiago.userId }, later(0, 2)),
    );
  });

  it("hand over: to a person; whoever acted on an old screen is told", async () => {
    const number = await story.assigned();
    const marina = world.marina.userId;
    await handOver(
      world.marina,
      { number, assigneeId: world.tiago.userId, formerAssigneeId: marina },
      later(0, 2),
    );
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", assigneeId: world.tiago.userId });
    expect(seen.events.at(-1)?.facts).toMatchObject({ formerAssigneeId: marina });
    await refused("conflict", number, () =>
      handOver(world.gilda, { number, assigneeId: marina, formerAssigneeId: marina }, later(0, 3)),
    );
    await refused("forbidden", number, () =>
      handOver(world.ana, { number, assigneeId: marina, formerAssigneeId: world.tiago.userId }, later(0, 3)),
    );
    const fresh = await story.opened();
    await refused("wrong_state", fresh, () =>
      handOver(world.marina, { number: fresh, assigneeId: marina, formerAssigneeId: null }, later(0, 3)),
    );
  });

  it("transfer: the other department sees it, the former one no longer", async () => {
    const number = await story.waiting();
    const input = { number, departmentId: world.traffic.id, body: says("É assunto do trânsito.") };
    await transferTicket(world.marina, input, later(0, 4));
    const seen = await look(number);
    expect(seen).toMatchObject({
      status: "assigned",
      departmentId: world.traffic.id,
      assigneeId: null,
      pendingType: null,
    });
    expect(seen.due).toEqual([]);
    expect(seen.events.at(-1)?.verb).toBe("transfer");
    expect(seen.messages.at(-1)?.kind).toBe("internal_note");
    await refused("not_found", number, () => addNote(world.marina, words(number), later(0, 5)));
    await addNote(world.otto, words(number), later(0, 5));
  });
  it("transfer: not to the same department, not by the requester, not while a solution waits", async () => {
    const number = await story.assigned();
    const there = { departmentId: world.traffic.id, body: says("Motivo") };
    await refused("invalid", number, () =>
      transferTicket(
        world.marina,
        { number, departmentId: world.finance.id, body: says("Motivo") },
        later(0, 2),
      ),
    );
    await refused("forbidden", number, () => transferTicket(world.ana, { number, ...there }, later(0, 2)));
    const proposed = await story.validating();
    await refused("wrong_state", proposed, () =>
      transferTicket(world.marina, { number: proposed, ...there }, later(0, 4)),
    );
  });

  it("lose assignee: nobody is assigned and the manager is told", async () => {
    const number = await story.assigned();
    await left(number, later(2));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", assigneeId: null });
    expect(seen.events.at(-1)).toMatchObject({ verb: "lose_assignee", side: "system", actorId: null });
    expect(seen.letters.at(-1)?.toAddress).toBe(world.gilda.email);
    const fresh = await story.opened();
    await refused("wrong_state", fresh, () => left(fresh, later(2)));
  });

  it("lose assignee: an analysis goes on with whom the manager names", async () => {
    const number = await story.inReview();
    await left(number, later(2));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "in_review", reviewerId: null });
    expect(seen.events.at(-1)).toMatchObject({ facts: { formerAssigneeId: world.marina.userId } });
    expect(seen.letters.at(-1)?.toAddress).toBe(world.gilda.email);
    await refused("forbidden", number, () => stopAnalysis(world.tiago, { number }, later(3)));
    await handOverAnalysis(world.gilda, { number, reviewerId: world.tiago.userId }, later(3));
    await stopAnalysis(world.tiago, { number }, later(4));
  });

  it("change priority and service: kept on record; not by a requester, not at the end", async () => {
    const number = await story.assigned();
    await changePriority(world.marina, { number, priority: "high" }, later(0, 2));
    expect(await lastEvent(number)).toMatchObject({ verb: "change_priority", internal: true });
    expect((await look(number)).updatedAt).toEqual(later(0, 1));
    await changeService(world.marina, { number, serviceId: world.quick.id }, later(0, 3));
    const seen = await look(number);
    expect(seen).toMatchObject({
      priority: "high",
      serviceId: world.quick.id,
      formVersionId: world.tax.formVersionId,
    });
    await refused("invalid", number, () =>
      changeService(world.marina, { number, serviceId: world.lien.id }, later(0, 4)),
    );
    await refused("forbidden", number, () =>
      changePriority(world.ana, { number, priority: "low" }, later(0, 4)),
    );
    const done = await story.resolved();
    await refused("wrong_state", done, () =>
      changePriority(world.marina, { number: done, priority: "low" }, later(2)),
    );
    await refused("wrong_state", done, () =>
      changeService(world.marina, { number: done, serviceId: world.quick.id }, later(2)),
    );
  });
});

describe("analysis", () => {
  it("start, hand over, stop: the review changes hands and goes back to the queue", async () => {
    const number = await story.inReview();
    expect(await look(number)).toMatchObject({ status: "in_review", reviewerId: world.marina.userId });
    await handOverAnalysis(world.marina, { number, reviewerId: world.tiago.userId }, later(0, 2));
    expect(await look(number)).toMatchObject({ status: "in_review", reviewerId: world.tiago.userId });
    await refused("forbidden", number, () => stopAnalysis(world.marina, { number }, later(0, 3)));
    await stopAnalysis(world.tiago, { number }, later(0, 3));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "new", reviewerId: null });
    expect(seen.events.map((event) => event.verb)).toEqual([
      "open",
      "start_analysis",
      "hand_over_analysis",
      "stop_analysis",
    ]);
    await refused("wrong_state", number, () => stopAnalysis(world.gilda, { number }, later(0, 4)));
    await refused("wrong_state", number, () =>
      handOverAnalysis(world.gilda, { number, reviewerId: world.tiago.userId }, later(0, 4)),
    );
  });
  it("start: not by the requester, not where the service has no analysis", async () => {
    const { number } = await world.open(world.ana, undefined, world.reviewed);
    await refused("forbidden", number, () => startAnalysis(world.ana, { number }, later(0, 1)));
    const plain = await story.opened();
    await refused("wrong_state", plain, () => startAnalysis(world.marina, { number: plain }, later(0, 1)));
  });
  it("approve: to the chosen attendant; only by the reviewer or the manager, only in review", async () => {
    const number = await story.inReview();
    const input = { number, assigneeId: world.tiago.userId };
    await refused("forbidden", number, () => approveAnalysis(world.tiago, input, later(0, 2)));
    await approveAnalysis(world.marina, input, later(0, 2));
    expect(await look(number)).toMatchObject({
      status: "assigned",
      assigneeId: world.tiago.userId,
      reviewerId: null,
    });
    expect(await lastEvent(number)).toMatchObject({ verb: "approve_analysis" });
    await refused("wrong_state", number, () => approveAnalysis(world.gilda, input, later(0, 3)));
  });
  it("reject: final, with the justification for the requester", async () => {
    const number = await story.inReview();
    await refused("forbidden", number, () => rejectAnalysis(world.tiago, words(number), later(0, 2)));
    await rejectAnalysis(world.marina, words(number, "Falta o laudo."), later(0, 2));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "rejected", closedAt: later(0, 2) });
    expect(seen.messages.at(-1)?.kind).toBe("decision");
    expect(seen.letters.at(-1)?.messageId).toBe(seen.messages.at(-1)?.id);
    await refused("wrong_state", number, () => rejectAnalysis(world.gilda, words(number), later(0, 3)));
  });
  it("cancel: by the requester before work began; the reviewer is told", async () => {
    const number = await story.inReview();
    await refused("forbidden", number, () => cancelTicket(world.marina, { number }, later(0, 2)));
    await cancelTicket(world.ana, { number }, later(0, 2));
    const seen = await look(number);
    expect(seen.status).toBe("cancelled");
    expect(seen.events.at(-1)).toMatchObject({ verb: "cancel", side: "requester" });
    expect(seen.letters.at(-1)?.toAddress).toBe(world.marina.email);
    const taken = await story.assigned();
    await refused("wrong_state", taken, () => cancelTicket(world.ana, { number: taken }, later(0, 2)));
  });
});

describe("waiting", () => {
  it("set pending: for the requester it runs out after seven days", async () => {
    const number = await story.waiting();
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "pending", pendingFrom: "assigned", pendingType: "requester" });
    expect(seen.due).toEqual([{ kind: "pending_lapse", dueAt: later(7, 2) }]);
    expect(seen.periods).toMatchObject([{ type: "requester", endedAt: null }]);
    expect(seen.events.at(-1)?.verb).toBe("set_pending");
    const reason = "Motivo";
    await refused("wrong_state", number, () =>
      setPending(world.marina, { number, type: "team", reason }, later(0, 3)),
    );
    const taken = await story.assigned();
    await refused("forbidden", taken, () =>
      setPending(world.ana, { number: taken, type: "team", reason }, later(0, 3)),
    );
  });
  it("change pending: a new period, and the count restarts or ends", async () => {
    const number = await story.waiting();
    await changePending(world.marina, { number, type: "requester", reason: "Falta o CPF" }, later(3));
    expect((await look(number)).due).toEqual([{ kind: "pending_lapse", dueAt: later(10) }]);
    await changePending(world.marina, { number, type: "third_party", reason: "Banco" }, later(4));
    const seen = await look(number);
    expect(seen.due).toEqual([]);
    expect(seen.periods).toHaveLength(3);
    expect(seen.events.at(-1)?.verb).toBe("change_pending");
    const input = { number, type: "team" as const, reason: "Motivo" };
    await refused("forbidden", number, () => changePending(world.ana, input, later(5)));
    const taken = await story.assigned();
    await refused("wrong_state", taken, () =>
      changePending(world.marina, { ...input, number: taken }, later(5)),
    );
  });
  it("resume: back to where the wait began", async () => {
    const number = await story.inReview();
    await setPending(world.marina, { number, type: "requester", reason: "Falta o laudo" }, later(0, 2));
    await refused("forbidden", number, () => resumeTicket(world.ana, { number }, later(0, 3)));
    await resumeTicket(world.marina, { number }, later(0, 3));
    const seen = await look(number);
    expect(seen).toMatchObject({
      status: "in_review",
      pendingFrom: null,
      pendingType: null,
      pendingReason: null,
    });
    expect(seen.due).toEqual([]);
    expect(seen.periods[0]?.endedAt).toEqual(later(0, 3));
    expect(seen.events.at(-1)?.verb).toBe("resume");
    await refused("wrong_state", number, () => resumeTicket(world.marina, { number }, later(0, 4)));
  });
  it("pending lapse: proposes an end for lack of answer, not before it is due", async () => {
    const number = await story.waiting();
    const id = await idOf(number);
    await letPass(number, later(7, 1));
    await refused("conflict", number, () => pendingLapse(clock, { id }, later(7, 1)));
    await pendingLapse(clock, { id }, later(7, 2));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "validating", pendingType: null });
    expect(seen.solutions).toMatchObject([{ state: "waiting", origin: "lack_of_answer", proposedBy: null }]);
    expect(seen.due).toEqual([{ kind: "validation_lapse", dueAt: later(17, 2) }]);
    expect(seen.events.at(-1)).toMatchObject({ verb: "pending_lapse", side: "system" });
    await refused("wrong_state", number, () => pendingLapse(clock, { id }, later(8)));
  });
  it("pending lapse in the analysis: the reviewer gets it back", async () => {
    const number = await story.inReview();
    await setPending(world.marina, { number, type: "requester", reason: "Falta o laudo" }, later(0, 2));
    await letPass(number, later(8));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "in_review", reviewerId: world.marina.userId });
    expect(seen.letters.at(-1)).toMatchObject({ kind: "pending_lapse", toAddress: world.marina.email });
  });
  it("still needed: the full count again; after three in a row the manager is told", async () => {
    const number = await story.validating();
    const needed = (at: Date) => stillNeeded(world.ana, { number }, at);
    // Once per notice: nothing was announced yet.
    await refused("wrong_state", number, () => needed(later(5)));
    await letPass(number, later(6));
    await needed(later(6));
    expect((await look(number)).due).toEqual([{ kind: "validation_lapse", dueAt: later(16) }]);
    await refused("wrong_state", number, () => needed(later(6, 1)));
    await letPass(number, later(12));
    await needed(later(12));
    expect((await look(number)).letters.map((letter) => letter.kind)).not.toContain("still_needed");
    await letPass(number, later(20));
    await needed(later(20));
    const seen = await look(number);
    expect(seen.letters.at(-1)).toMatchObject({ kind: "still_needed", toAddress: world.gilda.email });
    expect(seen.status).toBe("validating");
    await refused("forbidden", number, () => stillNeeded(world.marina, { number }, later(21)));
    const taken = await story.assigned();
    await refused("wrong_state", taken, () => stillNeeded(world.ana, { number: taken }, later(8)));
  });
});

describe("talking", () => {
  it("reply: ends the wait for the requester and tells the attendant", async () => {
    const number = await story.waiting();
    await addReply(world.ana, words(number, "Segue o comprovante."), later(1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", pendingType: null, assigneeId: world.marina.userId });
    expect(seen.due).toEqual([]);
    expect(seen.messages.at(-1)).toMatchObject({
      kind: "reply",
      side: "requester",
      authorId: world.ana.userId,
    });
    expect(seen.letters.at(-1)).toMatchObject({ kind: "reply", toAddress: world.marina.email });
  });
  it("reply: to a solution restarts its ten days; to a resolved ticket moves nothing", async () => {
    const number = await story.validating();
    await addReply(world.ana, words(number), later(4));
    expect(await look(number)).toMatchObject({
      status: "validating",
      due: [{ kind: "validation_lapse", dueAt: later(14) }],
    });
    const done = await story.resolved();
    await addReply(world.ana, words(done, "Obrigada"), later(2));
    expect((await look(done)).status).toBe("resolved");
  });
  it("reply: not by strangers, not by the team, not to a final ticket", async () => {
    const number = await story.opened();
    await refused("not_found", number, () => addReply(world.bruno, words(number), later(1)));
    await refused("forbidden", number, () => addReply(world.marina, words(number), later(1)));
    await cancelTicket(world.ana, { number }, later(1));
    await refused("wrong_state", number, () => addReply(world.ana, words(number), later(2)));
  });
  it("reply: a colleague of the institution may, one without the class does not see it", async () => {
    const { number } = await world.open(world.dario);
    await addReply(world.clara, words(number), later(1));
    const { number: hers } = await world.open(world.clara);
    await refused("not_found", hers, () => addReply(world.dario, words(hers), later(1)));
  });
  it("follow-up: takes a new ticket; elsewhere moves nothing", async () => {
    const number = await story.opened();
    await addFollowUp(world.marina, words(number, "Estamos vendo."), later(0, 1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", assigneeId: world.marina.userId });
    expect(seen.letters.at(-1)?.messageId).toBe(seen.messages.at(-1)?.id);
    const waiting = await story.waiting();
    const before = (await look(waiting)).due;
    await addFollowUp(world.marina, words(waiting), later(0, 5));
    expect(await look(waiting)).toMatchObject({ status: "pending", due: before });
    await refused("forbidden", number, () => addFollowUp(world.ana, words(number), later(1)));
    const gone = await story.opened();
    await cancelTicket(world.ana, { number: gone }, later(1));
    await refused("wrong_state", gone, () => addFollowUp(world.marina, words(gone), later(2)));
  });
  it("internal note: in any state, for the team only, and the requester is not told", async () => {
    const number = await story.resolved();
    const before = (await look(number)).letters.length;
    await addNote(world.tiago, words(number, "Cliente recorrente."), later(2));
    const seen = await look(number);
    expect(seen.messages.at(-1)?.kind).toBe("internal_note");
    expect(seen.events.at(-1)).toMatchObject({ verb: "add_note", internal: true });
    expect(seen.letters.slice(before).map((letter) => letter.toAddress)).toEqual([world.marina.email]);
    await refused("forbidden", number, () => addNote(world.ana, words(number), later(2)));
    await refused("not_found", number, () => addNote(world.otto, words(number), later(2)));
  });
});

describe("the solution", () => {
  it("propose: waits for the requester for ten days; out of a wait too", async () => {
    const number = await story.waiting();
    await proposeSolution(world.marina, words(number, "Feito."), later(1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "validating", pendingType: null });
    expect(seen.solutions).toMatchObject([
      { state: "waiting", origin: "staff", proposedBy: world.marina.userId },
    ]);
    expect(seen.due).toEqual([{ kind: "validation_lapse", dueAt: later(11) }]);
    expect(seen.events.at(-1)?.verb).toBe("propose_solution");
    await refused("wrong_state", number, () => proposeSolution(world.marina, words(number), later(2)));
    const taken = await story.assigned();
    await refused("forbidden", taken, () => proposeSolution(world.ana, words(taken), later(2)));
  });
  it("withdraw: by its author or the manager only", async () => {
    const number = await story.validating();
    await refused("forbidden", number, () => withdrawSolution(world.tiago, { number }, later(1)));
    await withdrawSolution(world.marina, { number }, later(1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", due: [] });
    expect(seen.solutions).toMatchObject([{ state: "withdrawn" }]);
    expect(seen.events.at(-1)?.verb).toBe("withdraw_solution");
    await refused("wrong_state", number, () => withdrawSolution(world.gilda, { number }, later(2)));
  });
  it("approve: resolves and opens the window for reopening", async () => {
    const number = await story.validating();
    await refused("forbidden", number, () =>
      approveSolution(world.marina, { number, body: null, files: [] }, later(1)),
    );
    await approveSolution(world.ana, words(number, "Deu certo."), later(1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "resolved", resolvedAt: later(1), closedBy: null });
    expect(seen.due).toEqual([{ kind: "reopen_window", dueAt: later(6) }]);
    expect(seen.solutions).toMatchObject([
      { state: "approved", decidedBy: world.ana.userId, decisionMessageId: seen.messages.at(-1)?.id },
    ]);
    expect(seen.events.at(-1)?.verb).toBe("approve_solution");
    await refused("wrong_state", number, () => approveSolution(world.ana, words(number), later(2)));
  });
  it("approve: closes at once where there is no window", async () => {
    const number = await story.resolved(world.quick);
    expect(await look(number)).toMatchObject({ status: "closed", closedBy: "approval", due: [] });
    await refused("wrong_state", number, () => reopenTicket(world.ana, words(number), later(1, 1)));
  });
  it("approve and refuse at once: one wins", async () => {
    const number = await story.validating();
    const outcomes = await Promise.allSettled([
      approveSolution(world.ana, { number, body: null, files: [] }, later(1)),
      refuseSolution(world.ana, words(number, "Não funcionou."), later(1)),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const seen = await look(number);
    expect(seen.solutions).toHaveLength(1);
    expect(seen.messages.filter((message) => message.kind === "decision")).toHaveLength(
      seen.status === "assigned" ? 1 : 0,
    );
  });
  it("refuse: back to the last attendant, with the reason", async () => {
    const number = await story.validating();
    await refused("forbidden", number, () => refuseSolution(world.gilda, words(number), later(1)));
    await refuseSolution(world.ana, words(number, "Continua igual."), later(1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", assigneeId: world.marina.userId, due: [] });
    expect(seen.solutions).toMatchObject([{ state: "refused", decisionMessageId: seen.messages.at(-1)?.id }]);
    expect(seen.letters.at(-1)).toMatchObject({ toAddress: world.marina.email });
    expect(seen.letters.at(-1)?.messageId).toBe(seen.messages.at(-1)?.id);
    await refused("wrong_state", number, () => refuseSolution(world.ana, words(number), later(2)));
  });
  it("refuse: if the attendant is gone nobody is assigned and the manager is told", async () => {
    const leaver = await createPerson("Lea Braga", { technicianOf: [world.finance.id] });
    const number = await story.opened();
    await takeTicket(leaver, { number }, later(0, 1));
    await proposeSolution(leaver, words(number), later(0, 2));
    await db
      .update(profiles)
      .set({ endedAt: later(0, 3) })
      .where(eq(profiles.userId, leaver.userId));
    await refuseSolution(world.ana, words(number), later(1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", assigneeId: null });
    expect(seen.letters.at(-1)).toMatchObject({ kind: "refuse_solution", toAddress: world.gilda.email });
  });
  it("validation lapse: closed, which is not an approval", async () => {
    const number = await story.validating();
    const id = await idOf(number);
    await letPass(number, later(10, 2));
    await refused("conflict", number, () => validationLapse(clock, { id }, later(10, 2)));
    await validationLapse(clock, { id }, later(10, 3));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "closed", closedBy: "lapse", due: [] });
    expect(seen.solutions).toMatchObject([{ state: "lapsed" }]);
    expect(seen.events.at(-1)).toMatchObject({ verb: "validation_lapse", side: "system" });
    await refused("wrong_state", number, () => validationLapse(clock, { id }, later(11)));
  });
});

describe("the end, and after it", () => {
  it("reopen: within the window, counted; the next approval opens a fresh window", async () => {
    const number = await story.resolved();
    await refused("forbidden", number, () => reopenTicket(world.marina, words(number), later(2)));
    await reopenTicket(world.ana, words(number, "Voltou a falhar."), later(5, 23));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "assigned", reopenCount: 1, resolvedAt: null, due: [] });
    expect(seen.events.at(-1)?.verb).toBe("reopen");
    await proposeSolution(world.marina, words(number), later(7));
    await approveSolution(world.ana, { number, body: null, files: [] }, later(8));
    expect((await look(number)).due).toEqual([{ kind: "reopen_window", dueAt: later(13) }]);
    await refused("wrong_state", number, () => reopenTicket(world.ana, words(number), later(13)));
  });
  it("window over: closed by the window", async () => {
    const number = await story.resolved();
    const id = await idOf(number);
    await refused("conflict", number, () => windowOver(clock, { id }, later(5)));
    await windowOver(clock, { id }, later(6));
    expect(await look(number)).toMatchObject({ status: "closed", closedBy: "window", due: [] });
    expect(await lastEvent(number)).toMatchObject({ verb: "window_over" });
    await refused("wrong_state", number, () => windowOver(clock, { id }, later(7)));
  });
  it("rate: once per closing, editable for twelve hours, for thirty days", async () => {
    const number = await story.resolved();
    const rate = (stars: number, at: Date) =>
      rateTicket(world.ana, { number, stars, comment: "Atendimento atencioso" }, at);
    await rate(4, later(2));
    await rate(5, later(2, 11));
    const [kept] = await db
      .select()
      .from(ratings)
      .where(eq(ratings.ticketId, await idOf(number)));
    expect(kept).toMatchObject({ stars: 5, createdAt: later(2), attendantId: world.marina.userId });
    expect(await lastEvent(number)).toMatchObject({ verb: "rate", facts: { ratingId: kept?.id, stars: 5 } });
    await refused("wrong_state", number, () => rate(1, later(2, 12)));
    const silent = await story.resolved();
    await refused("wrong_state", silent, () =>
      rateTicket(world.ana, { number: silent, stars: 3, comment: null }, later(32)),
    );
  });
  it("rate: not by the team or a colleague, not before the end", async () => {
    const number = await story.resolved();
    const rate = (actor = world.marina) => rateTicket(actor, { number, stars: 5, comment: null }, later(2));
    await refused("forbidden", number, () => rate());
    const taken = await story.assigned();
    await refused("wrong_state", taken, () =>
      rateTicket(world.ana, { number: taken, stars: 5, comment: null }, later(2)),
    );
  });
  it("rate: a reopening keeps the rating given and asks again after the next closing", async () => {
    const number = await story.resolved();
    await rateTicket(world.ana, { number, stars: 2, comment: null }, later(1, 1));
    await reopenTicket(world.ana, words(number), later(2));
    await proposeSolution(world.marina, words(number), later(3));
    await approveSolution(world.ana, { number, body: null, files: [] }, later(4));
    await rateTicket(world.ana, { number, stars: 5, comment: null }, later(4, 1));
    const id = await idOf(number);
    const given = await db.select({ stars: ratings.stars }).from(ratings).where(eq(ratings.ticketId, id));
    expect(given.map((rating) => rating.stars).sort()).toEqual([2, 5]);
    expect(await db.select().from(closings).where(eq(closings.ticketId, id))).toHaveLength(2);
  });

  it("merge: into another of the same requester; nothing stays open behind it", async () => {
    const target = await story.opened();
    const number = await story.validating();
    await refused("forbidden", number, () => mergeTicket(world.ana, { number, into: target }, later(1)));
    await mergeTicket(world.marina, { number, into: target }, later(1));
    const seen = await look(number);
    expect(seen).toMatchObject({ status: "closed", closedBy: "merge", due: [] });
    expect(seen.solutions).toMatchObject([{ state: "withdrawn" }]);
    expect(await lastEvent(target)).toMatchObject({ verb: "merge", facts: { otherTicketId: seen.id } });
    expect((await look(target)).updatedAt).toEqual(later(1));
    await refused("wrong_state", number, () => mergeTicket(world.marina, { number, into: target }, later(2)));
  });
  it("merge: whoever attends the other ticket is told", async () => {
    const target = await story.assigned();
    const number = await story.opened();
    await mergeTicket(world.tiago, { number, into: target }, later(1));
    expect((await look(target)).letters.at(-1)).toMatchObject({
      toAddress: world.marina.email,
      kind: "merge",
    });
  });
  it("merge: not with another person's, an invisible or a final ticket, nor with itself", async () => {
    const number = await story.assigned();
    const { number: brunos } = await world.open(world.bruno);
    const { number: there } = await world.open(world.ana, undefined, world.lien);
    const gone = await story.opened();
    await cancelTicket(world.ana, { number: gone }, later(1));
    const into = (other: number) => mergeTicket(world.marina, { number, into: other }, later(2));
    await refused("invalid", number, () => into(brunos));
    await refused("not_found", number, () => into(there));
    await refused("invalid", number, () => into(gone));
    await refused("invalid", number, () => into(number));
  });
  it("merge: crosswise at once never closes both", async () => {
    const one = await story.assigned();
    const other = await story.assigned();
    await Promise.allSettled([
      mergeTicket(world.marina, { number: one, into: other }, later(1)),
      mergeTicket(world.tiago, { number: other, into: one }, later(1)),
    ]);
    const closed = [await look(one), await look(other)].filter((seen) => seen.status === "closed");
    expect(closed).toHaveLength(1);
  });
  it("merge: whoever waits for a ticket whose holder waits for theirs hears that somebody was faster", async () => {
    const one = await story.assigned();
    const other = await story.assigned();
    await transact(async (tx) => {
      await lockTicket(tx, world.tiago, { number: other }, later(1));
      const merging = refused("conflict", one, () =>
        mergeTicket(world.marina, { number: one, into: other }, later(1)),
      );
      await vi.waitUntil(somebodyWaits, { timeout: 20_000 });
      await lockTicket(tx, world.tiago, { number: one }, later(1));
      await merging;
    });
  });
  it("split: another ticket, new and linked, for the same requester", async () => {
    const answers = { descricao: "São dois carros, e um deles não é meu.", plate: "ABC1D23" };
    const { number } = await world.open(world.ana, undefined, undefined, { answers });
    await takeTicket(world.marina, { number }, later(0, 1));
    const input = { number, title: "Segunda placa", body: says("Separamos em dois.") };
    await refused("forbidden", number, () => splitTicket(world.ana, input, later(1)));
    const { number: made } = await splitTicket(world.marina, input, later(1));
    expect(await look(made)).toMatchObject({
      status: "new",
      title: "Segunda placa",
      requesterId: world.ana.userId,
    });
    expect(await lastEvent(number)).toMatchObject({
      verb: "split",
      facts: { otherTicketId: await idOf(made) },
    });
    expect((await look(number)).status).toBe("assigned");
    const plates = ({ id }: { id: string }) =>
      db
        .select({ kind: ticketIdentifiers.kind, value: ticketIdentifiers.value })
        .from(ticketIdentifiers)
        .where(eq(ticketIdentifiers.ticketId, id));
    const found = await plates(await look(number));
    expect(found).toMatchObject([{ kind: "plate" }]);
    expect(await plates(await look(made))).toEqual(found);
    const gone = await story.opened();
    await cancelTicket(world.ana, { number: gone }, later(1));
    await refused("wrong_state", gone, () => splitTicket(world.marina, { ...input, number: gone }, later(2)));
  });
});

describe("going on from an ended ticket", () => {
  it("continue: a new ticket, linked; both keep it on record", async () => {
    const { number } = await world.open(world.dario);
    await cancelTicket(world.dario, { number }, later(0, 1));
    const { number: next } = await world.open(world.dario, later(1), world.tax, { continues: number });
    const [ended, fresh] = [await look(number), await look(next)];
    expect(fresh).toMatchObject({ status: "new", requesterId: world.dario.userId });
    expect(fresh.events[0]).toMatchObject({ verb: "open", facts: { otherTicketId: ended.id } });
    expect(ended.status).toBe("cancelled");
    expect(ended.events.at(-1)).toMatchObject({
      verb: "continue",
      side: "requester",
      facts: { otherTicketId: fresh.id },
    });
    const links = await db.select().from(ticketLinks).where(eq(ticketLinks.toId, fresh.id));
    expect(links).toMatchObject([{ fromId: ended.id, kind: "continues" }]);
  });
  it("continue: a colleague who sees it goes on from it on the requester's side", async () => {
    const { number } = await world.open(world.dario);
    await cancelTicket(world.dario, { number }, later(0, 1));
    await world.open(world.clara, later(1), world.tax, { continues: number });
    expect(await lastEvent(number)).toMatchObject({ verb: "continue", side: "requester" });
  });
  it("continue: not from one that is still open", async () => {
    const number = await story.assigned();
    await refused("forbidden", number, () =>
      world.open(world.ana, later(1), world.tax, { continues: number }),
    );
  });
});

describe("whatever happens", () => {
  it("leaves a chain of events from the opening to what the ticket is, none of them twice", async () => {
    const rows = await db.select({ number: tickets.number }).from(tickets);
    for (const { number } of rows) {
      const { events, ...ticket } = await look(number);
      expect(events[0]?.verb).toBe("open");
      expect(events.at(-1)?.toStatus).toBe(ticket.status);
      const acts = events.map(({ verb, at, actorId }) => `${verb} ${at.toISOString()} ${actorId}`);
      expect(new Set(acts).size).toBe(acts.length);
      for (let i = 1; i < events.length; i++) expect(events[i]?.fromStatus).toBe(events[i - 1]?.toStatus);
    }
  });
});
