import { beforeEach, describe, expect, it } from "vitest";
import { settleDue } from "@/lib/jobs/sweep";
import { emptyDatabase } from "../support/database";
import { look, stories } from "../support/stories";
import { createWorld, later, type World } from "../support/world";
import { audited, startVictim } from "./scenes";

/** How many tickets two instances settle side by side. */
const TICKETS = process.env.TEST_LONG ? 400 : 40;

let world: World;
let story: ReturnType<typeof stories>;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  story = stories(world);
});

/** Ticket, moment and verb of what the clock does there. */
const SCENES: Record<string, { verb: string; at: Date; until: Date[]; ticket: () => Promise<number> }> = {
  "a notice": { verb: "remind", at: later(3), until: [], ticket: () => story.waiting() },
  "a wait that runs out": {
    verb: "pending_lapse",
    at: later(8),
    until: [later(2, 2), later(6, 2)],
    ticket: () => story.waiting(),
  },
  "a solution nobody answered": {
    verb: "validation_lapse",
    at: later(11),
    until: [later(5, 3), later(9, 3)],
    ticket: () => story.validating(),
  },
  "a window that closes": { verb: "window_over", at: later(7), until: [], ticket: () => story.resolved() },
  "a promise that is late": { verb: "warn", at: later(40), until: [], ticket: () => story.promisedByLaw() },
};

const timesOf = async (number: number, verb: string) =>
  (await look(number)).events.filter((event) => event.verb === verb).length;

describe.each(Object.entries(SCENES))("the process dies while it settles %s", (_, scene) => {
  const said = scene.verb === "pending_lapse";
  // All of them share their steps: the short run kills each kind once, and one of them everywhere.
  const points =
    said || process.env.TEST_LONG
      ? ["moved", "recorded", ...(said ? ["said"] : []), "told", "committed"]
      : ["told"];
  it.each(points)("at “%s”: it is settled once, by whoever comes next", async (point) => {
    const number = await scene.ticket();
    for (const moment of scene.until) await settleDue(moment);
    const before = await look(number);
    const { by, said } = await startVictim(point, "settle", { at: scene.at.toISOString() }).ended;
    expect(by, said).toBe("SIGKILL");
    await audited();
    const done = point === "committed";
    expect(await timesOf(number, scene.verb)).toBe(
      before.events.filter(({ verb }) => verb === scene.verb).length + (done ? 1 : 0),
    );
    const letters = (await look(number)).letters.length;
    if (!done) expect(letters).toBe(before.letters.length);

    await settleDue(scene.at);
    await settleDue(scene.at);
    expect(await timesOf(number, scene.verb)).toBe(
      before.events.filter(({ verb }) => verb === scene.verb).length + 1,
    );
    if (done) expect((await look(number)).letters).toHaveLength(letters);
    await audited();
  });
});

it("two instances and this one settle the same deadlines, each once", async () => {
  const numbers: number[] = [];
  for (let n = 0; n < TICKETS; n += 1) numbers.push(n % 2 ? await story.waiting() : await story.resolved());
  for (const at of [later(3), later(7), later(8)]) {
    const others = [1, 2].map(() => startVictim("nowhere", "settle", { at: at.toISOString() }).ended);
    const ends = await Promise.all([...others, settleDue(at)]);
    for (const end of ends) if (typeof end === "object") expect(end.said).toContain("acknowledged");
  }
  await audited();
  for (const [index, number] of numbers.entries()) {
    const { events } = await look(number);
    const verbs = events.map(({ verb }) => verb).filter((verb) => !["open", "take"].includes(verb));
    expect(verbs).toEqual(
      index % 2
        ? ["set_pending", "remind", "remind", "pending_lapse"]
        : ["propose_solution", "approve_solution", "window_over"],
    );
  }
});
