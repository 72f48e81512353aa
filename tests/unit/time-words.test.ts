import { expect, test } from "vitest";
import { formatExact, formatMoment, formatRelative } from "@/components/dates/time";

const brasilia = "America/Sao_Paulo";
const now = new Date("2026-11-21T13:42:00Z");

test("a moment of this year has no year", () => {
  expect(formatMoment(new Date("2026-11-20T13:42:00Z"), now, brasilia)).toBe("sexta, 20 de nov., 10:42");
});

test("a moment of another year has it", () => {
  expect(formatMoment(new Date("2025-03-01T12:00:00Z"), now, brasilia)).toBe(
    "sábado, 1 de mar. de 2025, 09:00",
  );
});

test("the exact moment says its zone as people call it", () => {
  const value = new Date("2026-11-20T13:42:00Z");
  expect(formatExact(value, brasilia)).toBe("sexta, 20 de nov. de 2026, 10:42 (horário de Brasília)");
  expect(formatExact(value, "America/Porto_Velho")).toBe(
    "sexta, 20 de nov. de 2026, 09:42 (horário de Porto Velho)",
  );
});

test.each([
  ["2026-11-21T13:41:30Z", "agora"],
  ["2026-11-21T13:37:00Z", "há 5 minutos"],
  ["2026-11-21T16:43:00Z", "em 3 horas"],
  ["2026-11-20T23:00:00Z", "ontem, 20:00"],
  ["2026-11-22T13:00:00Z", "amanhã, 10:00"],
  ["2026-11-17T13:42:00Z", "há 4 dias"],
  ["2026-11-28T13:42:00Z", "em 7 dias"],
  ["2026-10-02T13:42:00Z", "2 de out."],
  ["2025-10-02T13:42:00Z", "2 de out. de 2025"],
])("%s is %s", (value, words) => {
  expect(formatRelative(new Date(value), now, brasilia)).toBe(words);
});

test("yesterday is the zone's yesterday", () => {
  const night = new Date("2026-11-21T02:30:00Z");
  expect(formatRelative(night, new Date("2026-11-21T04:30:00Z"), brasilia)).toBe("ontem, 23:30");
  expect(formatRelative(night, new Date("2026-11-21T03:30:00Z"), "America/Porto_Velho")).toBe("há 1 hora");
});
