import { beforeEach, expect, it } from "vitest";
import { db } from "@/db/index";
import { letterLinks, outbox, providerNotices, replyAddresses } from "@/db/schema/mail";
import { DAY } from "@/lib/dates";
import { keepHouse } from "@/lib/jobs/housekeeping";
import { compose } from "@/lib/mail/compose";
import { sweepLinks, sweepReplyAddresses } from "@/lib/mail/mutations/sweep-expired";
import { sweepTold } from "@/lib/mail/mutations/sweep-told";
import { letPass } from "../support/clock";
import { emptyDatabase } from "../support/database";
import { stories } from "../support/stories";
import { createWorld, later, type World } from "../support/world";

let world: World;

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

const after = (moment: Date, days: number) => new Date(moment.getTime() + days * DAY);

it("notices of providers are forgotten after two months, however many there are", async () => {
  const many = Array.from({ length: 1_200 }, (_, n) => ({ id: `old-${n}`, at: later(1) }));
  await db.insert(providerNotices).values([...many, { id: "young", at: later(3) }]);
  expect(await sweepTold(after(later(1), 60))).toBe(0);
  expect(await sweepTold(after(later(2), 60))).toBe(1_200);
  expect(await db.select().from(providerNotices)).toMatchObject([{ id: "young" }]);
});

it("links are removed half a year after their end, and their letters stay as they were but for the button", async () => {
  await letPass(await stories(world).validating(), later(8));
  expect((await db.select().from(outbox)).some(({ besideId }) => besideId)).toBe(true);
  const links = await db.select().from(letterLinks);
  expect(links.length).toBeGreaterThan(0);
  const end = new Date(Math.max(...links.map(({ expiresAt }) => expiresAt.getTime())));
  const letters = async () =>
    (await db.select().from(outbox)).map(({ linkId: _, besideId: __, ...letter }) => letter);
  const before = await letters();
  expect(await sweepLinks(after(end, 180))).toBe(links.filter(({ expiresAt }) => expiresAt < end).length);
  expect(await sweepLinks(after(end, 181))).toBeGreaterThan(0);
  expect(await db.select().from(letterLinks)).toEqual([]);
  expect(await letters()).toEqual(before);
  const kept = await db.select({ linkId: outbox.linkId, besideId: outbox.besideId }).from(outbox);
  expect(kept).toEqual(kept.map(() => ({ linkId: null, besideId: null })));
  const written = await Promise.all((await db.select().from(outbox)).map(compose));
  expect(written.some(({ html }) => html.includes("/acompanhar/"))).toBe(false);
});

it("addresses of requesters are removed half a year after their end, and those of the team are not", async () => {
  await stories(world).validating();
  const [first] = await db.select().from(replyAddresses);
  if (!first) throw new Error("nobody can answer");
  const { id: _, hash: __, ...like } = first;
  await db.delete(replyAddresses);
  const expiresAt = later(0);
  await db.insert(replyAddresses).values([
    { ...like, hash: "theirs", voice: "requester", expiresAt },
    { ...like, hash: "longer", voice: "requester", expiresAt: later(2), address: "outra@pessoa.example" },
    { ...like, hash: "team", voice: "staff", expiresAt },
    { ...like, hash: "notes", voice: "note", expiresAt },
  ]);
  expect(await sweepReplyAddresses(after(expiresAt, 180))).toBe(0);
  await keepHouse(after(expiresAt, 181));
  const left = await db.select().from(replyAddresses);
  expect(left.map(({ hash }) => hash).sort()).toEqual(["longer", "notes", "team"]);
});
