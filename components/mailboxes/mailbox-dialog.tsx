"use client";

import type { UseFormReturn } from "react-hook-form";
import { useWatch } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "@/components/forms/form-dialog";
import { SelectField } from "@/components/forms/select-field";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { saveMailbox } from "@/lib/mailboxes/actions";
import type { MailboxLine, MailboxSheet } from "@/lib/mailboxes/queries";
import { mailboxSchema } from "@/lib/mailboxes/schema";

type MailboxDialogProps = {
  /** Null makes a new one. */
  mailbox: MailboxLine | null;
  departments: MailboxSheet["departments"];
  onClose: () => void;
};

type Form = UseFormReturn<z.input<typeof mailboxSchema>, unknown, z.output<typeof mailboxSchema>>;

/** Asks for an address, whose it is, and what a message there does. */
export function MailboxDialog({ mailbox, departments, onClose }: MailboxDialogProps) {
  return (
    <FormDialog
      title={mailbox ? "Editar endereço" : "Criar endereço"}
      description="As mensagens deste endereço precisam chegar à caixa que o portal lê."
      schema={mailboxSchema}
      defaultValues={{
        id: mailbox?.id ?? null,
        revision: mailbox?.revision ?? 0,
        address: mailbox?.address ?? "",
        departmentId: mailbox?.departmentId ?? "",
        under: mailbox?.under?.id ?? "",
      }}
      send={saveMailbox}
      submit={mailbox ? "Salvar" : "Criar"}
      done={mailbox ? "Endereço salvo" : "Endereço criado"}
      onClose={onClose}
    >
      {(form) => <Fields form={form} departments={departments} />}
    </FormDialog>
  );
}

function Fields({ form, departments }: { form: Form; departments: MailboxSheet["departments"] }) {
  const { errors } = form.formState;
  const departmentId = useWatch({ control: form.control, name: "departmentId" });
  const openings = departments.find(({ id }) => id === departmentId)?.openings ?? [];
  return (
    <>
      <Field
        label="Endereço"
        help="Por exemplo: atendimento@orgao.gov.br"
        required
        error={errors.address?.message}
      >
        {(control) => <Input {...control} {...form.register("address")} type="email" autoComplete="off" />}
      </Field>
      <SelectField form={form} name="departmentId" label="Setor" options={departments} />
      <Field
        label="Uma mensagem neste endereço"
        help="Só serviços abertos a todos podem ser abertos por e-mail. A equipe corrige o serviço depois, se for preciso."
        error={errors.under?.message}
      >
        {(control) => (
          <Select {...control} {...form.register("under")}>
            <option value="">Não abre chamado: quem escreve recebe o caminho</option>
            {openings.map(({ id, name }) => (
              <option key={id} value={id}>
                Abre chamado em {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
