"use client";

import { useState } from "react";
import { z } from "zod";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { assignCalendar } from "@/lib/calendar/actions";

type Props = {
  department: { id: string; name: string; calendarId: string | null };
  calendars: readonly { id: string; name: string }[];
};

const choice = z.object({ calendarId: z.string() });

/** Makes a department work by another calendar. */
export function AssignCalendar({ department, calendars }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={`Trocar o calendário de ${department.name}`}
        onClick={() => setOpen(true)}
      >
        Trocar
      </Button>
      {open && (
        <FormDialog
          title={`Calendário de ${department.name}`}
          description="Vale para os prazos que começarem ou recomeçarem a partir de agora."
          schema={choice}
          defaultValues={{ calendarId: department.calendarId ?? "" }}
          send={({ calendarId }, owner) =>
            assignCalendar({ departmentId: department.id, calendarId: calendarId || null }, owner)
          }
          submit="Trocar"
          done="Calendário trocado"
          onClose={() => setOpen(false)}
        >
          {({ register }) => (
            <Field label="Calendário">
              {(control) => (
                <Select {...control} {...register("calendarId")}>
                  <option value="">Usual: segunda a sexta, das 8h às 18h</option>
                  {calendars.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
        </FormDialog>
      )}
    </>
  );
}
