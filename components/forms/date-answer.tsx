"use client";

import { useRef } from "react";
import { useFormContext } from "react-hook-form";
import { IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { CalendarDays } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import type { Filling } from "@/lib/catalog/filling";
import { formatDay, parseDay } from "@/lib/forms/day";
import { resolveDay } from "@/lib/forms/limits";
import type { FieldOf } from "@/lib/forms/schema";
import { controlId, useFieldError } from "./control";
import { useLeaving } from "./leaving";
import { useToday } from "./today";

/**
 * A date is typed or pasted as text, in any spelling; the button opens the device's own calendar, which writes
 * into the same box.
 */
export function DateAnswer({ field, required }: { field: FieldOf<"date">; required: boolean }) {
  const { register, getValues, setValue, setFocus } = useFormContext<Filling>();
  const picker = useRef<HTMLInputElement>(null);
  const name = `answers.${field.id}` as const;
  const leaving = useLeaving(field);
  const today = useToday();

  function openCalendar() {
    const element = picker.current;
    if (!element) return;
    const typed = getValues(name);
    element.value = (typeof typed === "string" && parseDay(typed)) || "";
    element.min = field.min ? resolveDay(field.min, today()) : "";
    element.max = field.max ? resolveDay(field.max, today()) : "";
    try {
      element.showPicker();
    } catch {
      // A browser shows it only in answer to a press that is not long past; the date can be typed.
      setFocus(name);
    }
  }

  return (
    <Field
      id={controlId(name)}
      label={field.label}
      help={field.help}
      error={useFieldError(name)}
      required={required}
      optional={!required}
    >
      {(control) => (
        <span className="relative flex max-w-60 items-center gap-1.5">
          <Input
            {...control}
            inputMode="numeric"
            placeholder={field.placeholder ?? "dd/mm/aaaa"}
            autoComplete="off"
            {...register(name, { onBlur: leaving })}
          />
          <IconButton
            name={`Escolher no calendário: ${field.label}`}
            icon={<CalendarDays className="size-5" />}
            onClick={openCalendar}
          />
          <input
            ref={picker}
            type="date"
            tabIndex={-1}
            aria-hidden="true"
            className="pointer-events-none absolute right-0 bottom-0 size-px opacity-0"
            onChange={(event) => {
              if (!event.target.value) return;
              setValue(name, formatDay(event.target.value), { shouldDirty: true });
              leaving();
            }}
          />
        </span>
      )}
    </Field>
  );
}
