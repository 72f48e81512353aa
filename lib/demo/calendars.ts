import type { HolidayState } from "@/db/enums";
import type { UserActor } from "../actor";
import { assignCalendar } from "../calendar/mutations/assign-calendar";
import { changeCalendar } from "../calendar/mutations/change-calendar";
import { createCalendar } from "../calendar/mutations/create-calendar";
import { findCalendar } from "../calendar/queries";
import type { Slot } from "../calendar/slots";
import { DEMO_DEPARTMENTS } from "./catalog";
import type { DemoDepartment } from "./people";

const clock = (text: string) => {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return hour * 60 + minute;
};
const slot = (from: string, to: string): Slot => ({ from: clock(from), to: clock(to) });
const weekOf = (workday: Slot, saturday: Slot[] = []) => [
  [],
  ...Array.from({ length: 5 }, () => [workday]),
  saturday,
];

interface DemoCalendar {
  name: string;
  state: HolidayState;
  week: Slot[][];
  departments: DemoDepartment[];
}

/** When the departments of the demo work, as their contact cards say. */
const DEMO_CALENDARS: readonly DemoCalendar[] = [
  {
    name: "Brasília, das 8h às 18h",
    state: "DF",
    week: weekOf(slot("8:00", "18:00")),
    departments: ["siop"],
  },
  {
    name: "Detran, das 8h30 às 17h30",
    state: "RS",
    week: weekOf(slot("8:30", "17:30")),
    departments: ["detran"],
  },
  {
    name: "Finanças, das 7h30 às 13h30",
    state: "RO",
    week: weekOf(slot("7:30", "13:30")),
    departments: ["financas"],
  },
  {
    name: "Central do Cidadão, com sábado",
    state: "SP",
    week: weekOf(slot("8:00", "20:00"), [slot("8:00", "12:00")]),
    departments: ["cidadao"],
  },
];

/** Makes them, by an administrator's hand. */
export async function hangCalendars(
  admin: UserActor,
  departments: ReadonlyMap<string, string>,
  since: Date,
): Promise<void> {
  for (const { name, state, week, departments: those } of DEMO_CALENDARS) {
    const { id } = await createCalendar(admin, { name, state }, since);
    const made = await findCalendar(admin, id);
    if (!made) throw new Error(`${name} was not made`);
    await changeCalendar(admin, { ...made, week }, since);
    for (const { slug, timeZone } of DEMO_DEPARTMENTS.filter(({ slug }) => those.includes(slug))) {
      const departmentId = departments.get(slug);
      const before = { calendarId: null, timeZone };
      if (departmentId)
        await assignCalendar(admin, { departmentId, calendarId: id, timeZone, before }, since);
    }
  }
}
