"use client";

import { useId, useState } from "react";
import { type FieldErrors, useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox, Radio } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Field, Fieldset } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { CLOSING_SCOPES, type ClosingScope } from "@/db/enums";
import { clockOf, minuteOf, SCOPES } from "@/lib/calendar/labels";
import { type ClosingInput, closingInput } from "@/lib/calendar/schema";
import { MONTHS } from "@/lib/dates";

type Props = {
  /** Null for a new one. */
  closing: ClosingInput | null;
  year: number;
  onClose: () => void;
  onDone: (closing: ClosingInput) => void;
};

/** As it is filled in: everything is text until it is read. */
interface Filled {
  name: string;
  kind: ClosingInput["rule"]["kind"];
  date: string;
  month: string;
  day: string;
  easter: string;
  side: "before" | "after";
  part: "whole" | "from" | "to" | "between";
  from: string;
  to: string;
  scope: ClosingScope;
  optional: boolean;
  since: string;
  until: string;
}

/** Where what the schema says of a place is shown. */
const PLACES: Record<string, keyof Filled> = {
  "rule.date": "date",
  "rule.month": "month",
  "rule.day": "day",
  rule: "day",
  "rule.offset": "easter",
  from: "from",
  to: "to",
};

/** A day without work, with its rule, its part of the day and the years it counts in. */
export function ClosingDialog({ closing, year, onClose, onDone }: Props) {
  const id = useId();
  const [defaults] = useState(() => filledOf(closing, year));
  const { register, watch, handleSubmit, setError, formState } = useForm<Filled>({ defaultValues: defaults });
  const errors: FieldErrors<Filled> = formState.errors;
  const [kind, part] = watch(["kind", "part"]);

  const submit = handleSubmit((filled) => {
    const parsed = closingInput.safeParse(readFilled(filled, closing?.observed ?? true));
    if (parsed.success) return onDone(parsed.data);
    for (const [index, { path, message }] of parsed.error.issues.entries()) {
      const place = path.join(".");
      setError(PLACES[place] ?? (place as keyof Filled), { message }, { shouldFocus: index === 0 });
    }
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={closing ? `Mudar “${closing.name}”` : "Incluir dia sem expediente"}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Voltar
          </Button>
          <Button type="submit" form={id} variant="primary">
            {closing ? "Mudar" : "Incluir"}
          </Button>
        </>
      }
    >
      <form id={id} noValidate className="grid gap-5" onSubmit={submit}>
        <Field label="Nome" required error={errors.name?.message}>
          {(control) => <Input {...control} {...register("name")} maxLength={80} autoComplete="off" />}
        </Field>
        <Fieldset legend="Quando">
          <div>
            <Radio {...register("kind")} value="once" label="Em uma data só" />
            <Radio {...register("kind")} value="yearly" label="Todo ano no mesmo dia" />
            <Radio {...register("kind")} value="easter" label="Tantos dias antes ou depois da Páscoa" />
          </div>
        </Fieldset>
        {kind === "once" && (
          <Field label="Data" required error={errors.date?.message} className="max-w-52">
            {(control) => <Input {...control} {...register("date")} type="date" />}
          </Field>
        )}
        {kind === "yearly" && (
          <div className="grid grid-cols-2 gap-4">
            <Field label="Dia" required error={errors.day?.message}>
              {(control) => <Input {...control} {...register("day")} inputMode="numeric" maxLength={2} />}
            </Field>
            <Field label="Mês" required error={errors.month?.message}>
              {(control) => (
                <Select {...control} {...register("month")}>
                  {MONTHS.map((month, index) => (
                    <option key={month} value={index + 1}>
                      {month}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
        )}
        {kind === "easter" && (
          <div className="grid grid-cols-2 gap-4">
            <Field label="Dias" required error={errors.easter?.message}>
              {(control) => <Input {...control} {...register("easter")} inputMode="numeric" maxLength={3} />}
            </Field>
            <Field label="Antes ou depois">
              {(control) => (
                <Select {...control} {...register("side")}>
                  <option value="before">antes</option>
                  <option value="after">depois</option>
                </Select>
              )}
            </Field>
          </div>
        )}
        <Field label="Parte do dia" className="max-w-72">
          {(control) => (
            <Select {...control} {...register("part")}>
              <option value="whole">Fechado o dia todo</option>
              <option value="from">Fechado a partir de uma hora</option>
              <option value="to">Fechado até uma hora</option>
              <option value="between">Fechado entre duas horas</option>
            </Select>
          )}
        </Field>
        {part !== "whole" && (
          <div className="flex flex-wrap gap-4">
            {part !== "to" && (
              <Field label="Fecha às" required error={errors.from?.message}>
                {(control) => <Input {...control} {...register("from")} type="time" />}
              </Field>
            )}
            {part !== "from" && (
              <Field label="Abre às" required error={errors.to?.message}>
                {(control) => <Input {...control} {...register("to")} type="time" />}
              </Field>
            )}
          </div>
        )}
        <Field label="Âmbito" className="max-w-72">
          {(control) => (
            <Select {...control} {...register("scope")}>
              {CLOSING_SCOPES.map((scope) => (
                <option key={scope} value={scope}>
                  {SCOPES[scope]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Checkbox
          {...register("optional")}
          label="Ponto facultativo"
          help="Definido ano a ano por ato do governo; não é feriado."
        />
        {kind !== "once" && (
          <div className="flex flex-wrap gap-4">
            <Field label="Primeiro ano" optional error={errors.since?.message} className="w-36">
              {(control) => <Input {...control} {...register("since")} inputMode="numeric" maxLength={4} />}
            </Field>
            <Field label="Último ano" optional error={errors.until?.message} className="w-36">
              {(control) => <Input {...control} {...register("until")} inputMode="numeric" maxLength={4} />}
            </Field>
          </div>
        )}
      </form>
    </Dialog>
  );
}

function filledOf(closing: ClosingInput | null, year: number): Filled {
  const rule = closing?.rule ?? { kind: "once", date: "" };
  const { from = null, to = null } = closing ?? {};
  return {
    name: closing?.name ?? "",
    kind: rule.kind,
    date: rule.kind === "once" ? rule.date : `${year}-01-01`,
    month: String(rule.kind === "yearly" ? rule.month : 1),
    day: rule.kind === "yearly" ? String(rule.day) : "",
    easter: rule.kind === "easter" ? String(Math.abs(rule.offset)) : "",
    side: rule.kind === "easter" && rule.offset > 0 ? "after" : "before",
    part: from === null ? (to === null ? "whole" : "to") : to === null ? "from" : "between",
    from: from === null ? "12:00" : clockOf(from),
    to: to === null ? "14:00" : clockOf(to),
    scope: closing?.scope ?? "own",
    optional: closing?.optional ?? false,
    since: closing?.since ? String(closing.since) : "",
    until: closing?.until ? String(closing.until) : "",
  };
}

/** What is no number becomes one that the schema refuses. */
const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);
const yearOf = (text: string) => (text.trim() ? whole(text) : null);

function readFilled(filled: Filled, observed: boolean) {
  const { name, kind, part, scope, optional } = filled;
  const limited = kind !== "once";
  return {
    name,
    scope,
    optional,
    observed,
    rule: ruleOf(filled),
    from: part === "from" || part === "between" ? (minuteOf(filled.from) ?? Number.NaN) : null,
    to: part === "to" || part === "between" ? (minuteOf(filled.to, true) ?? Number.NaN) : null,
    since: limited ? yearOf(filled.since) : null,
    until: limited ? yearOf(filled.until) : null,
  };
}

function ruleOf({ kind, date, month, day, easter, side }: Filled) {
  if (kind === "once") return { kind, date };
  if (kind === "yearly") return { kind, month: Number(month), day: whole(day) };
  return { kind, offset: side === "before" ? -whole(easter) : whole(easter) };
}
