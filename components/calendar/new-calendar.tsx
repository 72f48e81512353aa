"use client";

import { useState } from "react";
import { z } from "zod";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { CalendarDays } from "@/components/ui/icons";
import { Input, Select } from "@/components/ui/input";
import { HOLIDAY_STATES } from "@/db/enums";
import { createCalendar } from "@/lib/calendar/actions";
import { STATES } from "@/lib/calendar/labels";
import { newCalendar } from "@/lib/calendar/schema";

const form = newCalendar.extend({ state: z.enum(["", ...HOLIDAY_STATES]) });

/** Asks for a name and a state, whose holidays the calendar begins with. */
export function NewCalendar() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<CalendarDays />} onClick={() => setOpen(true)}>
        Criar calendário
      </Button>
      {open && (
        <FormDialog
          title="Criar calendário"
          description="Ele começa com segunda a sexta, das 8h às 18h, e com os feriados da lei. Depois você muda o que for preciso."
          schema={form}
          defaultValues={{ name: "", state: "" }}
          send={({ name, state }: z.input<typeof form>, owner) =>
            createCalendar({ name, state: state || null }, owner)
          }
          submit="Criar"
          done="Calendário criado"
          onClose={() => setOpen(false)}
        >
          {({ register, formState: { errors } }) => (
            <>
              <Field
                label="Nome"
                help="Por exemplo: Horário da capital"
                required
                error={errors.name?.message}
              >
                {(control) => <Input {...control} {...register("name")} maxLength={80} autoComplete="off" />}
              </Field>
              <Field label="Feriados do estado" error={errors.state?.message}>
                {(control) => (
                  <Select {...control} {...register("state")}>
                    <option value="">Só os nacionais</option>
                    {HOLIDAY_STATES.map((state) => (
                      <option key={state} value={state}>
                        {STATES[state]}
                      </option>
                    ))}
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
