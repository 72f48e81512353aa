"use client";

import { FormDialog } from "@/components/forms/form-dialog";
import { ChipButton } from "@/components/ui/badge";
import { Radio } from "@/components/ui/choice";
import { Field, Fieldset } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { PENDING_TYPES, type PendingType } from "@/db/enums";
import { changePending, setPending } from "@/lib/tickets/actions";
import { pendingSchema } from "@/lib/tickets/schema";
import type { BarTicket } from "./dialog-verbs";

const TYPES: Record<PendingType, { label: string; help: string }> = {
  requester: {
    label: "Pelo requerente",
    help: "Ele é avisado e tem um prazo; sem resposta, o encerramento é proposto.",
  },
  third_party: { label: "Por um terceiro", help: "Outro órgão, um fornecedor, um banco." },
  team: { label: "Pela própria equipe", help: "Uma atualização, uma reunião, uma peça." },
};

/** Reasons that come up often; each can be changed after it is chosen. */
const USUAL: Record<PendingType, readonly string[]> = {
  requester: [
    "Envie o documento que falta",
    "Confirme se o problema continua",
    "Explique melhor o que acontece",
    "Envie uma imagem da tela com o erro",
  ],
  third_party: ["Resposta de outro órgão", "Retorno do fornecedor", "Processamento do banco"],
  team: ["Próxima atualização do sistema", "Decisão da chefia", "Consulta à área técnica"],
};

type PendingDialogProps = {
  verb: "set_pending" | "change_pending";
  ticket: BarTicket;
  onClose: () => void;
};

/** For whom the ticket waits, and why: the requester reads both. */
export function PendingDialog({ verb, ticket, onClose }: PendingDialogProps) {
  const changes = verb === "change_pending";
  return (
    <FormDialog
      title={changes ? "Mudar a espera" : "Colocar em espera"}
      description={changes ? "O prazo recomeça a contar." : undefined}
      schema={pendingSchema}
      defaultValues={{
        number: ticket.number,
        type: ticket.pending?.type ?? "requester",
        reason: ticket.pending?.reason ?? "",
      }}
      send={changes ? changePending : setPending}
      submit={changes ? "Mudar" : "Colocar em espera"}
      done={changes ? "Espera mudada" : "O chamado está em espera"}
      onClose={onClose}
    >
      {({ register, watch, setValue, setFocus, formState: { errors } }) => (
        <>
          <Fieldset legend="O chamado espera" error={errors.type?.message}>
            <div>
              {PENDING_TYPES.map((type) => (
                <Radio key={type} {...register("type")} value={type} {...TYPES[type]} />
              ))}
            </div>
          </Fieldset>
          <Field
            label="Motivo"
            help="O requerente vai ler. Escolha um dos mais comuns ou escreva."
            required
            error={errors.reason?.message}
          >
            {(control) => (
              <>
                <div className="flex flex-wrap gap-2">
                  {USUAL[watch("type")].map((reason) => (
                    <ChipButton
                      key={reason}
                      pressed={watch("reason") === reason}
                      onClick={() => {
                        setValue("reason", reason, { shouldValidate: true });
                        setFocus("reason");
                      }}
                    >
                      {reason}
                    </ChipButton>
                  ))}
                </div>
                <Textarea {...control} {...register("reason")} rows={2} maxLength={300} />
              </>
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
