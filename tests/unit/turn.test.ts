import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Turns } from "@/lib/turn";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const turns = (atOnce: number) => new Turns({ atOnce, patienceMs: 10_000, longestMs: 30_000 });

/** Takes turns and says which have come. */
function queue(of: Turns, length: number) {
  const come: number[] = [];
  const taken = Array.from({ length }, async (_, n) => {
    const giveBack = await of.take();
    come.push(n);
    return giveBack;
  });
  return { come, taken };
}
const settle = () => vi.advanceTimersByTimeAsync(0);

it("so many at once, the others in the order they came", async () => {
  const { come, taken } = queue(turns(2), 5);
  await settle();
  expect(come).toEqual([0, 1]);
  (await taken[1])?.();
  await settle();
  expect(come).toEqual([0, 1, 2]);
  (await taken[0])?.();
  (await taken[2])?.();
  await settle();
  expect(come).toEqual([0, 1, 2, 3, 4]);
});

it("a turn given back twice is given on once", async () => {
  const { come, taken } = queue(turns(1), 3);
  const giveBack = await taken[0];
  giveBack?.();
  giveBack?.();
  await settle();
  expect(come).toEqual([0, 1]);
});

it("whoever waited too long is told, and takes nobody's turn", async () => {
  const few = turns(1);
  const giveBack = await few.take();
  const late = expect(few.take()).rejects.toMatchObject({ code: "unavailable" });
  await vi.advanceTimersByTimeAsync(6_000);
  const { come } = queue(few, 1);
  await vi.advanceTimersByTimeAsync(5_000);
  await late;
  giveBack();
  await settle();
  expect(come).toEqual([0]);
});

it("a turn that is never given back is not lost", async () => {
  const few = turns(1);
  await few.take();
  await vi.advanceTimersByTimeAsync(25_000);
  const { come } = queue(few, 1);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(come).toEqual([0]);
});
