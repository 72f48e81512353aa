import { expect, test } from "vitest";
import { isBrazilian, zoneChoices } from "@/lib/calendar/zones";
import { zoneName } from "@/lib/dates";

const NOW = new Date("2026-03-02T02:00:00Z");
const choices = (kept = "America/Sao_Paulo") => zoneChoices(kept, NOW);

test("the zones of the country, by name and with what they differ from UTC", () => {
  const names = choices().map(({ name }) => name);
  expect(names[0]).toBe("Brasília: Distrito Federal, Goiás, Sudeste e Sul (UTC−3)");
  expect(names).toContain("Fernando de Noronha (UTC−2)");
  expect(names).toContain("Cuiabá: Mato Grosso (UTC−4)");
  expect(names).toContain("Rio Branco: Acre (UTC−5)");
  expect(names).toHaveLength(16);
  expect(names.slice(1)).toEqual([...names.slice(1)].sort((one, other) => one.localeCompare(other, "pt-BR")));
});

test("each is one that clocks know, and has a name for letters", () => {
  const known = Intl.supportedValuesOf("timeZone");
  for (const { id, name } of choices()) {
    expect(known).toContain(id);
    expect(isBrazilian(id)).toBe(true);
    expect(name).toContain(zoneName(id).replace("horário de ", ""));
  }
});

test("one that a department keeps already stays to be chosen", () => {
  expect(choices("Asia/Kolkata").at(-1)).toEqual({
    id: "Asia/Kolkata",
    name: "horário de Kolkata (UTC+5:30)",
  });
  expect(choices("UTC").at(-1)?.name).toBe("horário de UTC (UTC)");
  expect(isBrazilian("Asia/Kolkata")).toBe(false);
});
