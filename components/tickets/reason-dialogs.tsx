"use client";

import { Controller, type FieldPath, type FieldValues, type UseFormReturn } from "react-hook-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { SelectField } from "@/components/forms/select-field";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { fromPlainText } from "@/lib/richtext/document";
import type { RichDocument } from "@/lib/richtext/schema";
import { extendTerm, rejectAnalysis, transferTicket } from "@/lib/tickets/actions";
import { extensionSchema, rejectionSchema, transferSchema } from "@/lib/tickets/schema";
import type { BarTicket } from "./dialog-verbs";

type Props = { ticket: BarTicket; onClose: () => void };

/** To another department, with a reason for the team there. */
export function TransferDialog({ ticket, onClose }: Props) {
  return (
    <FormDialog
      title="Trocar de setor"
      description="O chamado sai da sua fila e você deixa de vê-lo. O requerente é avisado."
      schema={transferSchema}
      defaultValues={{ number: ticket.number, departmentId: "", body: null }}
      send={transferTicket}
      submit="Encaminhar"
      done="Chamado encaminhado"
      onClose={onClose}
    >
      {(form) => (
        <>
          <SelectField form={form} name="departmentId" label="Setor" options={ticket.departments} />
          <ReasonField form={form} name="body" label="Motivo" help="Nota interna: só as equipes leem." />
        </>
      )}
    </FormDialog>
  );
}

/** Not approved in the analysis: the requester reads why. */
export function RejectDialog({ ticket, onClose }: Props) {
  return (
    <FormDialog
      title="Não aprovar o pedido?"
      description="O chamado termina aqui e não pode ser reaberto. O requerente pode abrir um novo a partir dele."
      schema={rejectionSchema}
      defaultValues={{ number: ticket.number, body: null, files: [] }}
      send={rejectAnalysis}
      submit="Não aprovar"
      danger
      done="Pedido não aprovado"
      onClose={onClose}
    >
      {(form) => (
        <ReasonField form={form} name="body" label="Motivo" help="O requerente vai ler este texto." />
      )}
    </FormDialog>
  );
}

/** Once, by as much again: the requester reads why. */
export function ExtendDialog({ ticket, onClose }: Props) {
  return (
    <FormDialog
      title="Prorrogar o prazo?"
      description="O prazo da lei pode ser prorrogado uma única vez, por igual período e com justificativa (Lei 13.460/2017, art. 16). O requerente é avisado."
      schema={extensionSchema}
      defaultValues={{ number: ticket.number, body: null, files: [] }}
      send={extendTerm}
      submit="Prorrogar"
      done="Prazo prorrogado"
      onClose={onClose}
    >
      {(form) => (
        <ReasonField form={form} name="body" label="Justificativa" help="O requerente vai ler este texto." />
      )}
    </FormDialog>
  );
}

type ReasonFieldProps<Input extends FieldValues & { body: RichDocument | null }, Output> = {
  form: UseFormReturn<Input, unknown, Output>;
  name: FieldPath<Input>;
  label: string;
  help: string;
};

/** A plain text that is kept as a document like every other. */
function ReasonField<Input extends FieldValues & { body: RichDocument | null }, Output>({
  form,
  name,
  label,
  help,
}: ReasonFieldProps<Input, Output>) {
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field, fieldState }) => (
        <Field label={label} help={help} required error={fieldState.error?.message}>
          {(control) => (
            <Textarea
              {...control}
              ref={field.ref}
              onBlur={field.onBlur}
              onChange={(event) => {
                const text = event.target.value;
                field.onChange(text.trim() ? fromPlainText(text) : null);
              }}
            />
          )}
        </Field>
      )}
    />
  );
}
