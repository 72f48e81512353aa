import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/index";
import { serviceClasses, services } from "@/db/schema/catalog";
import { permissionClasses } from "@/db/schema/people";
import type { UserActor } from "@/lib/actor";
import { findService, listCards, mostUsedSlugs } from "@/lib/catalog/queries";
import { deskOf, waitingFor } from "@/lib/tickets/attention";
import { approveSolution } from "@/lib/tickets/mutations/approve-solution";
import { proposeSolution } from "@/lib/tickets/mutations/propose-solution";
import { setPending } from "@/lib/tickets/mutations/set-pending";
import { startAnalysis } from "@/lib/tickets/mutations/start-analysis";
import { takeTicket } from "@/lib/tickets/mutations/take-ticket";
import { findReceipt } from "@/lib/tickets/receipt";
import { findSource } from "@/lib/tickets/source";
import { says } from "../support/stories";
import { createService, createWorld, later, START, type World } from "../support/world";

let world: World;
let classes: { consulta: string; inclusao: string };

beforeAll(async () => {
  world = await createWorld();
  const [consulta, inclusao] = await db
    .insert(permissionClasses)
    .values([
      { code: "122", name: "Consultas" },
      { code: "151", name: "Inclusão de contrato" },
    ])
    .returning();
  if (!consulta || !inclusao) throw new Error("no classes");
  classes = { consulta: consulta.id, inclusao: inclusao.id };
});

/** A service of the traffic department, which Ana has nothing to do with. */
async function serviceWith(
  extra: Partial<typeof services.$inferInsert>,
  needed: readonly string[] = [],
): Promise<string> {
  const { id, slug } = await createService({
    name: "Serviço restrito",
    departmentId: world.traffic.id,
    categoryId: world.category.id,
    ...extra,
  });
  for (const classId of needed) await db.insert(serviceClasses).values({ serviceId: id, classId });
  return slug;
}

/** The card and the page agree, always. */
async function sees(actor: UserActor, slug: string): Promise<boolean> {
  const card = (await listCards(actor)).some((one) => one.slug === slug);
  const page = (await findService(actor, slug)) !== null;
  expect(page).toBe(card);
  return card;
}

const holding = (actor: UserActor, ...held: string[]): UserActor => ({ ...actor, classes: held });

describe("who sees a card", () => {
  it("is everyone for an open service", async () => {
    const slug = await serviceWith({});
    for (const actor of [world.ana, world.clara, world.marina, world.ada]) {
      expect(await sees(actor, slug)).toBe(true);
    }
  });

  it("is people of an institution, and who works in the department, for a service of institutions", async () => {
    const slug = await serviceWith({ access: "institutions" });
    expect(await sees(world.ana, slug)).toBe(false);
    expect(await sees(world.clara, slug)).toBe(true);
    expect(await sees(world.otto, slug)).toBe(true);
    expect(await sees(world.marina, slug)).toBe(false);
  });

  it("is who holds all the classes when all are needed", async () => {
    const slug = await serviceWith({ access: "classes" }, [classes.consulta, classes.inclusao]);
    expect(await sees(world.clara, slug)).toBe(false);
    expect(await sees(holding(world.clara, classes.consulta), slug)).toBe(false);
    expect(await sees(holding(world.clara, classes.consulta, classes.inclusao), slug)).toBe(true);
  });

  it("is who holds one of them when any is enough", async () => {
    const slug = await serviceWith({ access: "classes", classMatch: "any" }, [
      classes.consulta,
      classes.inclusao,
    ]);
    expect(await sees(holding(world.clara, classes.inclusao), slug)).toBe(true);
    expect(await sees(world.clara, slug)).toBe(false);
  });

  it("is nobody outside when a service of classes names none", async () => {
    const slug = await serviceWith({ access: "classes" });
    expect(await sees(holding(world.clara, classes.consulta), slug)).toBe(false);
  });

  it("waits for the gov.br level, also of those who work in the department", async () => {
    const slug = await serviceWith({ minimumLevel: "silver" });
    expect(await sees(world.ana, slug)).toBe(false);
    expect(await sees({ ...world.ana, level: "bronze" }, slug)).toBe(false);
    expect(await sees({ ...world.ana, level: "silver" }, slug)).toBe(true);
    expect(await sees({ ...world.ana, level: "gold" }, slug)).toBe(true);
    expect(await sees(world.otto, slug)).toBe(false);
  });

  it("is nobody when it is switched off or has no published form", async () => {
    expect(await sees(world.ana, await serviceWith({ active: false }))).toBe(false);
    expect(await sees(world.ana, await serviceWith({ formVersionId: null }))).toBe(false);
  });

  it("is nobody for an address that does not exist", async () => {
    expect(await findService(world.ana, "nao-existe")).toBeNull();
    expect(await findService(world.ana, "' or 1=1 --")).toBeNull();
  });
});

describe("a card", () => {
  it("carries the labels of its subjects, for the search, and not the fields", async () => {
    const card = (await listCards(world.ana)).find((one) => one.slug === world.tax.slug);
    expect(card?.subjects).toEqual([{ id: "duvida", label: "Dúvida", keywords: [] }]);
    expect(card?.department).toBe("Finanças");
    expect(card?.category.name).toBe("Geral");
  });
});

describe("the services a person uses most", () => {
  it("are their own, from the second time on, while they may use them", async () => {
    const bruno = world.bruno;
    for (const service of [world.quick, world.quick, world.quick, world.tax, world.tax, world.lien]) {
      await world.open(bruno, START, service);
    }
    expect(await mostUsedSlugs(bruno, 3)).toEqual([world.quick.slug, world.tax.slug]);
    expect(await mostUsedSlugs(world.dario, 3)).toEqual([]);
    await db.update(services).set({ active: false }).where(eq(services.id, world.quick.id));
    expect(await mostUsedSlugs(bruno, 3)).toEqual([world.tax.slug]);
    await db.update(services).set({ active: true }).where(eq(services.id, world.quick.id));
  });
});

describe("what waits for a person", () => {
  it("is a proposed solution or a question, with its due time, and of nobody else's tickets", async () => {
    const asked = await world.open(world.ana);
    const solved = await world.open(world.ana);
    await world.open(world.ana);
    for (const { number } of [asked, solved]) await takeTicket(world.marina, { number }, later(0, 1));
    await setPending(
      world.marina,
      { number: asked.number, type: "requester", reason: "Falta o documento" },
      later(0, 2),
    );
    await proposeSolution(
      world.marina,
      { number: solved.number, body: says("Feito."), files: [] },
      later(0, 3),
    );

    const waiting = await waitingFor(world.ana, 3);
    expect(waiting).toMatchObject({ solutions: 1, questions: 1 });
    expect(waiting.first.map(({ number, status, dueAt }) => ({ number, status, dueAt }))).toEqual([
      { number: asked.number, status: "pending", dueAt: later(7, 2) },
      { number: solved.number, status: "validating", dueAt: later(10, 3) },
    ]);
    expect(await waitingFor(world.ana, 1)).toMatchObject({
      solutions: 1,
      questions: 1,
      first: { length: 1 },
    });
    expect(await waitingFor(world.dario, 3)).toEqual({ solutions: 0, questions: 0, first: [] });
  });

  it("tells those who attend how many have nobody, in their departments", async () => {
    const before = (await deskOf(world.otto))?.unassigned ?? 0;
    const { number } = await world.open(world.clara, START, world.lien);
    expect((await deskOf(world.otto))?.unassigned).toBe(before + 1);
    const mine = (await deskOf(world.otto))?.mine ?? 0;
    await takeTicket(world.otto, { number }, later(0, 1));
    expect(await deskOf(world.otto)).toEqual({ mine: mine + 1, unassigned: before });
    const free = (await deskOf(world.marina))?.unassigned ?? 0;
    const { number: asked } = await world.open(world.clara, START, world.reviewed);
    expect((await deskOf(world.marina))?.unassigned).toBe(free + 1);
    const own = (await deskOf(world.marina))?.mine ?? 0;
    await startAnalysis(world.marina, { number: asked }, later(0, 1));
    expect((await deskOf(world.marina))?.mine).toBe(own + 1);
    expect((await deskOf(world.marina))?.unassigned).toBe(free);
    expect(await deskOf(world.ana)).toBeNull();
  });
});

describe("the receipt", () => {
  it("shows what was sent to those who see the ticket, and to nobody else", async () => {
    const { number } = await world.open(world.clara);
    const receipt = await findReceipt(world.clara, number);
    expect(receipt).toMatchObject({
      number,
      requester: "Clara Dias",
      subject: "Dúvida",
      // Five days end on a Saturday.
      promised: "2026-03-09",
      files: [],
    });
    expect(receipt?.answers.map(({ label }) => label)).toEqual(["Descrição"]);
    expect(await findReceipt(world.marina, number)).not.toBeNull();
    for (const other of [world.ana, world.dario, world.otto, world.ada]) {
      expect(await findReceipt(other, number)).toBeNull();
    }
  });
});

describe("the ticket from which a new one goes on", () => {
  it("is one that ended, of somebody who may go on from it", async () => {
    const { number } = await world.open(world.ana, START, world.quick);
    expect(await findSource(world.ana, number, later(1))).toBeNull();
    await takeTicket(world.marina, { number }, later(1));
    await proposeSolution(world.marina, { number, body: says("Feito."), files: [] }, later(2));
    await approveSolution(world.ana, { number, body: null, files: [] }, later(3));
    expect(await findSource(world.ana, number, later(4))).toMatchObject({
      number,
      serviceId: world.quick.id,
    });
    expect(await findSource(world.bruno, number, later(4))).toBeNull();
  });
});
