"use client";

import { useState } from "react";
import { z } from "zod";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { assignCalendar } from "@/lib/calendar/actions";
import { calendarAssignment } from "@/lib/calendar/schema";

type Choice = { id: string; name: string };
type Props = {
  department: { id: string; name: string; calendarId: string | null; timeZone: string };
  calendars: readonly Choice[];
  zones: readonly Choice[];
};

const form = calendarAssignment.extend({ calendarId: z.string() });

/** Makes a department work by another calendar, or by the clocks of another time zone. */
export function AssignCalendar({ department, calendars, zones }: Props) {
  const [open, setOpen] = useState(false);
  const { id: departmentId, name, calendarId, timeZone } = department;
  return (
    <>
      <Button
        size="small"
        aria-label={`Trocar o calendário ou o fuso: ${name}`}
        onClick={() => setOpen(true)}
      >
        Trocar
      </Button>
      {open && (
        <FormDialog
          title={
            <>
              Calendário e fuso horário <span className="block text-base font-medium text-soft">{name}</span>
            </>
          }
          description="Vale para os prazos que começarem ou recomeçarem a partir de agora. Os que já correm não são recontados."
          schema={form}
          defaultValues={{
            departmentId,
            calendarId: calendarId ?? "",
            timeZone,
            before: { calendarId, timeZone },
          }}
          send={(input: z.input<typeof form>, owner) =>
            assignCalendar({ ...input, calendarId: input.calendarId || null }, owner)
          }
          submit="Trocar"
          done="Calendário e fuso trocados"
          onClose={() => setOpen(false)}
        >
          {({ register, formState: { errors } }) => (
            <>
              <Field label="Calendário">
                {(control) => (
                  <Select {...control} {...register("calendarId")}>
                    <option value="">Usual: segunda a sexta, das 8h às 18h</option>
                    <Options of={calendars} />
                  </Select>
                )}
              </Field>
              <Field
                label="Fuso horário"
                help="As horas do expediente e as que aparecem nos chamados e nos avisos são as deste lugar."
                error={errors.timeZone?.message}
              >
                {(control) => (
                  <Select {...control} {...register("timeZone")}>
                    <Options of={zones} />
                  </Select>
                )}
              </Field>
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}

function Options({ of }: { of: readonly Choice[] }) {
  return of.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}
