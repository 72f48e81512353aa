"use client";

import { FormDialog } from "@/components/forms/form-dialog";
import { SelectField } from "@/components/forms/select-field";
import {
  approveAnalysis,
  assignTicket,
  cancelTicket,
  changePriority,
  handOver,
  handOverAnalysis,
  stopAnalysis,
  withdrawSolution,
} from "@/lib/tickets/actions";
import { PRIORITY_LABELS } from "@/lib/tickets/labels";
import {
  assignSchema,
  handOverSchema,
  prioritySchema,
  reviewerSchema,
  ticketRef,
} from "@/lib/tickets/schema";
import type { BarTicket, DialogVerb } from "./dialog-verbs";
import { PendingDialog } from "./pending-dialog";
import { ExtendDialog, RejectDialog, TransferDialog } from "./reason-dialogs";

type ActDialogProps = { verb: DialogVerb | null; ticket: BarTicket; onClose: () => void };

/** The dialog of an act that asks something first. */
export function ActDialog({ verb, ticket, onClose }: ActDialogProps) {
  const { number } = ticket;
  const others = (id: string | null) => ticket.attendants.filter((person) => person.id !== id);
  switch (verb) {
    case null:
      return null;
    case "set_pending":
    case "change_pending":
      return <PendingDialog verb={verb} ticket={ticket} onClose={onClose} />;
    case "transfer":
      return <TransferDialog ticket={ticket} onClose={onClose} />;
    case "reject_analysis":
      return <RejectDialog ticket={ticket} onClose={onClose} />;
    case "extend":
      return <ExtendDialog ticket={ticket} onClose={onClose} />;
    case "assign":
      return (
        <FormDialog
          title="Atribuir a"
          schema={assignSchema}
          defaultValues={{ number, assigneeId: "" }}
          send={assignTicket}
          submit="Atribuir"
          done="Chamado atribuído"
          onClose={onClose}
        >
          {(form) => <SelectField form={form} name="assigneeId" label="Pessoa" options={ticket.attendants} />}
        </FormDialog>
      );
    case "hand_over":
      return (
        <FormDialog
          title={ticket.assigneeId ? "Trocar atendente" : "Atribuir a"}
          schema={handOverSchema}
          defaultValues={{ number, assigneeId: "", formerAssigneeId: ticket.assigneeId }}
          send={handOver}
          submit={ticket.assigneeId ? "Trocar" : "Atribuir"}
          done="O chamado mudou de mãos"
          onClose={onClose}
        >
          {(form) => (
            <SelectField form={form} name="assigneeId" label="Pessoa" options={others(ticket.assigneeId)} />
          )}
        </FormDialog>
      );
    case "hand_over_analysis":
      return (
        <FormDialog
          title="Passar a análise"
          schema={reviewerSchema}
          defaultValues={{ number, reviewerId: "" }}
          send={handOverAnalysis}
          submit="Passar"
          done="A análise mudou de mãos"
          onClose={onClose}
        >
          {(form) => (
            <SelectField form={form} name="reviewerId" label="Pessoa" options={others(ticket.reviewerId)} />
          )}
        </FormDialog>
      );
    case "approve_analysis":
      return (
        <FormDialog
          title="Aprovar o pedido?"
          description="O pedido passa ao atendimento da pessoa escolhida e o requerente é avisado."
          schema={assignSchema}
          defaultValues={{ number, assigneeId: "" }}
          send={approveAnalysis}
          submit="Sim, aprovar"
          done="Pedido aprovado"
          onClose={onClose}
        >
          {(form) => (
            <SelectField form={form} name="assigneeId" label="Quem vai atender" options={ticket.attendants} />
          )}
        </FormDialog>
      );
    case "change_priority":
      return (
        <FormDialog
          title="Mudar a prioridade"
          schema={prioritySchema}
          defaultValues={{ number, priority: ticket.priority ?? "normal" }}
          send={changePriority}
          submit="Mudar"
          done="Prioridade mudada"
          onClose={onClose}
        >
          {(form) => (
            <SelectField
              form={form}
              name="priority"
              label="Prioridade"
              options={Object.entries(PRIORITY_LABELS).map(([id, name]) => ({ id, name }))}
            />
          )}
        </FormDialog>
      );
    case "stop_analysis":
      return (
        <FormDialog
          title="Devolver o pedido à fila?"
          description="A análise para e outra pessoa pode começar."
          schema={ticketRef}
          defaultValues={{ number }}
          send={stopAnalysis}
          submit="Devolver à fila"
          done="O pedido voltou à fila"
          onClose={onClose}
        />
      );
    case "withdraw_solution":
      return (
        <FormDialog
          title="Retirar a solução?"
          description="O requerente é avisado, o atendimento continua e a solução retirada fica à vista na conversa."
          schema={ticketRef}
          defaultValues={{ number }}
          send={withdrawSolution}
          submit="Retirar a solução"
          done="Solução retirada"
          onClose={onClose}
        />
      );
    case "cancel":
      return (
        <FormDialog
          title="Cancelar este chamado?"
          description="A equipe não vai atender o pedido. Um chamado cancelado não pode ser reaberto, mas você pode abrir um novo a partir dele."
          schema={ticketRef}
          defaultValues={{ number }}
          send={cancelTicket}
          submit="Cancelar chamado"
          danger
          done="Chamado cancelado"
          onClose={onClose}
        />
      );
  }
}
