import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createWorld, type World } from "../support/world";
import { ACTS, type ActName } from "./acts";
import { begin, POINTS, startVictim, uploadLeft } from "./scenes";
import { killIfAlive, stateOf } from "./site";

/** One moment of each act, or all of them. */
const MOMENTS: Record<ActName, readonly string[]> = process.env.TEST_LONG
  ? POINTS
  : { open: ["recorded"], reply: ["said"], refuse: ["told"], approve: ["committed"], upload: ["recorded"] };

// Before anything asks for the database: it is this file's own.
const durable = await vi.hoisted(async () => {
  const { Durable } = await import("./durable");
  return Durable.open();
});

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => durable.close());

/** The act stands still at the point while PostgreSQL loses its power, and goes on when it is back. */
async function powerFailsAt(point: string, act: ActName, deed: Parameters<(typeof ACTS)[ActName]>[0]) {
  const victim = startVictim(point, act, deed, { FAULT_SIGNAL: "SIGSTOP" });
  await vi.waitFor(() => expect(stateOf(victim.pid)).toBe("T"), { timeout: 20_000, interval: 20 });
  await durable.kill();
  await durable.start();
  killIfAlive(victim.pid, "SIGCONT");
  return victim.ended;
}

describe.each(Object.entries(MOMENTS))("PostgreSQL loses its power during %s", (name, points) => {
  const act = name as ActName;

  it.each(points)(
    "at “%s”: what was acknowledged is there once, what was not can be sent again",
    async (point) => {
      const { deed, left, again } = await begin(world, act, point);
      const { by, said } = await powerFailsAt(point, act, deed);
      // Where no transaction is under way yet, it goes through or not by whether a connection is fresh.
      const done = point === "stored" ? by === 0 : point === "committed";
      expect(by, said).toBe(done ? 0 : 1);
      expect(said.includes("acknowledged")).toBe(done);
      if (act === "upload") {
        await uploadLeft(deed.key, done);
        if (!done) await ACTS.upload(deed);
        return uploadLeft(deed.key, true);
      }
      await left(done);
      await again();
    },
  );
});
