"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { type UseFormReturn, useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { formatMoment } from "@/components/dates/time";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { approveByLink, refuseByLink } from "@/lib/links/actions";
import { linkRefusal } from "@/lib/links/schema";
import type { LinkView } from "@/lib/links/view";
import { keepTyped } from "./kept";
import { type LinkPanelProps, UNSENT } from "./props";
import { Refused } from "./refused";
import { RestartCount } from "./restart-count";
import { useKept } from "./use-kept";
import { useLinkAct } from "./use-link-act";
import { Matter, Until } from "./waited-for";

type Choice = "approve" | "refuse" | null;
type Refusing = UseFormReturn<z.input<typeof linkRefusal>, unknown, z.output<typeof linkRefusal>>;
/** With whether a reason stands in the page, chosen or not. */
type ChoiceProps = LinkPanelProps & { written: boolean };

/** "Resolveu" or "Não resolveu", each asked once more in words before it is done; near its end, more time as well. */
export function AnswerPanel(props: LinkPanelProps) {
  const { view, token, place } = props;
  const [choice, setChoice] = useState<Choice>(null);
  // Here, so that who looks at the other choice finds the reason again.
  const form: Refusing = useForm({
    resolver: zodResolver(linkRefusal),
    defaultValues: { token, reason: "" },
  });
  const forget = useKept(place, (copies) => keepTyped(copies, form, ["reason"], () => setChoice("refuse")));
  const written = useWatch({ control: form.control, name: "reason" }).trim() !== "";
  const onDone: LinkPanelProps["onDone"] = (done) => {
    forget();
    props.onDone(done);
  };
  const chosen = { ...props, written, onDone };
  return (
    <div className="grid gap-5">
      <LeaveGuard changed={written} words={UNSENT} />
      <Matter view={view} />
      <Until view={view} now={props.now} />
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
      {choice === "approve" && <Approve {...chosen} />}
      {choice === "refuse" && <Refuse {...chosen} form={form} />}
      {view.dueAt && <MoreTime {...props} written={written} />}
    </div>
  );
}

function MoreTime(props: ChoiceProps) {
  return (
    <div className="grid justify-items-start gap-3 border-t border-line pt-5">
      <p className="max-w-prose">Se ainda não sabe, o prazo pode recomeçar.</p>
      <RestartCount {...props} label="Preciso de mais tempo" variant="secondary" />
    </div>
  );
}

/** What follows on an approval, and what can be done where the problem comes back. */
function afterApproval({ reopens, enters }: LinkView): string {
  if (!enters)
    return "o atendimento se encerra. Se o problema voltar, responda ao e-mail do chamado ou fale com o setor";
  return reopens
    ? `o chamado fica como resolvido e pode ser reaberto por ${reopens}`
    : "o chamado é fechado e não pode ser reaberto";
}

function Approve({ view, token, now, onDone, written }: ChoiceProps) {
  const { run, busy, refusal } = useLinkAct<{ ratePath: string | null; reopenUntil: string | null }>(
    ({ ratePath, reopenUntil }) =>
      onDone({
        title: "Solução aprovada",
        text: `Obrigado. A equipe vê que o seu pedido se resolveu.${
          reopenUntil && view.enters
            ? ` Se o problema voltar, você pode reabrir o chamado até ${formatMoment(new Date(reopenUntil), now, view.timeZone)}.`
            : ""
        }`,
        ratePath,
      }),
    { written },
  );
  return (
    <div className="grid justify-items-start gap-3">
      <p className="max-w-prose">Ao confirmar, você diz que o pedido se resolveu: {afterApproval(view)}.</p>
      {written && (
        <p className="max-w-prose">O que você escreveu em “Não resolveu” não vai com a aprovação.</p>
      )}
      <Refused what="A aprovação não foi enviada" refusal={refusal} />
      {!refusal?.over && (
        <Button variant="primary" busy={busy} onClick={() => void run(() => approveByLink({ token }))}>
          Sim, resolveu
        </Button>
      )}
    </div>
  );
}

function Refuse({ view, onDone, written, form }: ChoiceProps & { form: Refusing }) {
  const { register, handleSubmit, setError, formState } = form;
  const { run, busy, refusal } = useLinkAct<void>(
    () =>
      onDone({
        title: "O chamado voltou à equipe",
        text: "Ela vai ler o que você contou e continuar o atendimento.",
      }),
    { written },
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
      {!refusal?.over && (
        <div>
          <Button type="submit" variant="primary" busy={busy}>
            Enviar, não resolveu
          </Button>
        </div>
      )}
    </form>
  );
}
