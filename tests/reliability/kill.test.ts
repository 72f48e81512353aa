import { beforeAll, describe, expect, it } from "vitest";
import { createWorld, type World } from "../support/world";
import type { ActName, Deed } from "./acts";
import { begin, POINTS, startVictim, uploadLeft } from "./scenes";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

/** Runs the act in another process that dies at the point. */
async function killedAt(point: string, act: ActName, deed: Deed): Promise<void> {
  const { by, said } = await startVictim(point, act, deed).ended;
  expect(by, said).toBe("SIGKILL");
  expect(said).not.toContain("acknowledged");
}

describe.each(Object.entries(POINTS))("the process dies during %s", (name, points) => {
  const act = name as ActName;
  if (act === "upload") return;

  it.each(points)(
    "at “%s”: it is done once or not at all, and the draft is there until it is",
    async (point) => {
      const { deed, left, again } = await begin(world, act, point);
      await killedAt(point, act, deed);
      await left(point === "committed");
      await again();
    },
  );
});

describe("the process dies while a file arrives", () => {
  it.each(POINTS.upload)("at “%s”: bytes and row in the end, or neither", async (point) => {
    const { deed } = await begin(world, "upload", point);
    await killedAt(point, "upload", deed);
    await uploadLeft(deed.key, point === "committed");
  });
});
