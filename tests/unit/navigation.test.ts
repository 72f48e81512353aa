import { expect, test } from "vitest";
import { isCurrent, navigationFor } from "@/components/layout/navigation";

const ana = { name: "Ana", technician: false, manager: false, admin: false };

function labels(viewer: typeof ana) {
  return navigationFor(viewer).map((item) => item.label);
}

test("a requester sees home and the tickets", () => {
  expect(labels(ana)).toEqual(["Início", "Atendimento"]);
});

test("a technician also sees the queue", () => {
  expect(labels({ ...ana, technician: true })).toEqual(["Início", "Atendimento", "Fila"]);
});

test("a manager sees the queue and management", () => {
  expect(labels({ ...ana, manager: true })).toEqual(["Início", "Atendimento", "Fila", "Gestão"]);
});

test("an admin sees administration and no queue", () => {
  expect(labels({ ...ana, admin: true })).toEqual(["Início", "Atendimento", "Administração"]);
});

test("a page below an address marks its item, a similar address does not", () => {
  const tickets = { label: "Listar chamados", href: "/chamados", within: true };
  expect(isCurrent(tickets, "/chamados")).toBe(true);
  expect(isCurrent(tickets, "/chamados/2172")).toBe(true);
  expect(isCurrent(tickets, "/chamados-antigos")).toBe(false);
  expect(isCurrent({ label: "Início", href: "/" }, "/chamados")).toBe(false);
});
