"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { formatMoment } from "@/components/dates/time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Message } from "@/components/ui/message";
import { Textarea } from "@/components/ui/textarea";
import { approveByLink, refuseByLink } from "@/lib/links/actions";
import { linkRefusal } from "@/lib/links/schema";
import type { LinkPanelProps } from "./props";
import { RestartCount } from "./restart-count";
import { useLinkAct } from "./use-link-act";

type Choice = "approve" | "refuse" | null;

/** "Resolveu" or "Não resolveu", each asked once more in words before it is done; near its end, more time as well. */
export function AnswerPanel(props: LinkPanelProps) {
  const { view } = props;
  const [choice, setChoice] = useState<Choice>(null);
  return (
    <div className="grid gap-5">
      {view.solution && (
        <section aria-labelledby="solucao" className="rounded-md border-l-4 border-warning bg-info-soft p-4">
          <h2 id="solucao" className="mb-2 font-bold">
            Solução proposta
          </h2>
          <p className="break-words whitespace-pre-line">{view.solution}</p>
        </section>
      )}
      <div className="flex flex-wrap gap-3">
        <Button
          variant={choice === "approve" ? "primary" : "secondary"}
          aria-expanded={choice === "approve"}
          onClick={() => setChoice("approve")}
        >
          Resolveu
        </Button>
        <Button
          variant={choice === "refuse" ? "primary" : "secondary"}
          aria-expanded={choice === "refuse"}
          onClick={() => setChoice("refuse")}
        >
          Não resolveu
        </Button>
      </div>
      {choice === "approve" && <Approve {...props} />}
      {choice === "refuse" && <Refuse {...props} />}
      {view.dueAt && <MoreTime {...props} until={view.dueAt} />}
    </div>
  );
}

function MoreTime({ until, ...props }: LinkPanelProps & { until: Date }) {
  return (
    <div className="grid justify-items-start gap-3 border-t border-line pt-5">
      <p className="max-w-prose">
        Esperamos a sua resposta até {formatMoment(until, props.now, props.view.timeZone)}. Se ainda não sabe,
        o prazo pode recomeçar.
      </p>
      <RestartCount {...props} label="Preciso de mais tempo" variant="secondary" />
    </div>
  );
}

function Approve({ token, onDone }: LinkPanelProps) {
  const { run, busy, refusal } = useLinkAct<{ ratePath: string | null }>(({ ratePath }) =>
    onDone({
      title: "Solução aprovada",
      text: "Obrigado. A equipe vê que o seu pedido se resolveu.",
      ratePath,
    }),
  );
  return (
    <div className="grid justify-items-start gap-3">
      <p className="max-w-prose">
        Ao confirmar, você diz que o pedido se resolveu e o atendimento se encerra.
      </p>
      <Refused what="A aprovação não foi enviada" refusal={refusal} />
      <Button variant="primary" busy={busy} onClick={() => void run(() => approveByLink({ token }))}>
        Sim, resolveu
      </Button>
    </div>
  );
}

function Refuse({ view, token, onDone }: LinkPanelProps) {
  const { register, handleSubmit, setError, formState } = useForm<
    z.input<typeof linkRefusal>,
    unknown,
    z.output<typeof linkRefusal>
  >({ resolver: zodResolver(linkRefusal), defaultValues: { token, reason: "" } });
  const { run, busy, refusal } = useLinkAct<void>(() =>
    onDone({
      title: "O chamado voltou à equipe",
      text: "Ela vai ler o que você contou e continuar o atendimento.",
    }),
  );
  const submit = handleSubmit(async (values) => {
    const refused = await run(() => refuseByLink(values));
    if (refused?.fields.reason) setError("reason", { message: refused.fields.reason }, { shouldFocus: true });
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-prose gap-3">
      <Refused what="A resposta não foi enviada" refusal={refusal} />
      <Field
        label="O que não foi resolvido?"
        help={`Para enviar arquivos, ${view.enters ? "abra o chamado no portal" : "responda ao e-mail do chamado"}.`}
        required
        error={formState.errors.reason?.message}
      >
        {(control) => <Textarea {...control} {...register("reason")} rows={5} />}
      </Field>
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          Enviar, não resolveu
        </Button>
      </div>
    </form>
  );
}

function Refused({ what, refusal }: { what: string; refusal: { message: string } | null }) {
  if (!refusal) return null;
  return (
    <Message live="alert" tone="danger" title={what}>
      {refusal.message}
    </Message>
  );
}
