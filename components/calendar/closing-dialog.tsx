"use client";

import { useId, useState } from "react";
import { type FieldErrors, useForm } from "react-hook-form";
import { LeaveQuestion } from "@/components/forms/leave-question";
import { Button } from "@/components/ui/button";
import { Checkbox, Radio } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Field, Fieldset } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { CLOSING_SCOPES } from "@/db/enums";
import { SCOPES } from "@/lib/calendar/labels";
import type { ClosingInput } from "@/lib/calendar/schema";
import { MONTHS } from "@/lib/dates";
import { checkFilled, type Filled, filledOf } from "./closing-form";

type Props = {
  /** Null for a new one. */
  closing: ClosingInput | null;
  /** The calendar's other days. */
  others: readonly ClosingInput[];
  year: number;
  onClose: () => void;
  onDone: (closing: ClosingInput) => void;
};

/** A day without work, with its rule, its part of the day and the years it counts in. */
export function ClosingDialog({ closing, others, year, onClose, onDone }: Props) {
  const id = useId();
  const [defaults] = useState(() => filledOf(closing, year));
  const [asked, setAsked] = useState(false);
  const { register, watch, handleSubmit, trigger, formState } = useForm<Filled, unknown, ClosingInput>({
    defaultValues: defaults,
    resolver: (filled) => checkFilled(filled, closing, others),
  });
  const errors: FieldErrors<Filled> = formState.errors;
  const { isDirty, isSubmitted } = formState;
  const [kind, part] = watch(["kind", "part"]);
  const close = () => (isDirty ? setAsked(true) : onClose());

  return (
    <>
      {/* Before the dialog, so that it closes first: each gives the focus back to where it was. */}
      <LeaveQuestion
        open={asked}
        title={closing ? "Fechar sem mudar?" : "Fechar sem incluir?"}
        description="O que você preencheu aqui se perde."
        leave={closing ? "Fechar sem mudar" : "Fechar sem incluir"}
        onLeave={onClose}
        onStay={() => setAsked(false)}
      />
      <Dialog
        open
        onClose={close}
        title={closing ? `Mudar “${closing.name}”` : "Incluir dia sem expediente"}
        footer={
          <>
            <Button variant="quiet" onClick={close}>
              Voltar
            </Button>
            <Button type="submit" form={id} variant="primary">
              {closing ? "Mudar" : "Incluir"}
            </Button>
          </>
        }
      >
        <form
          id={id}
          noValidate
          className="grid gap-5"
          onSubmit={handleSubmit(onDone)}
          // What is wrong with one field may be mended in another.
          onChange={() => isSubmitted && void trigger()}
        >
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
                {(control) => (
                  <Input {...control} {...register("easter")} inputMode="numeric" maxLength={3} />
                )}
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
    </>
  );
}
