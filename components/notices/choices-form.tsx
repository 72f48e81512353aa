"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Fieldset } from "@/components/ui/field";
import { Message } from "@/components/ui/message";
import { useToast } from "@/components/ui/toast";
import { chooseWays } from "@/lib/notices/actions";
import { TOPIC_LABELS } from "@/lib/notices/labels";
import type { TopicChoice } from "@/lib/notices/queries";
import type { NoticeWays } from "@/lib/notices/schema";

type Props = { choices: TopicChoice[]; ways: NoticeWays["ways"]; email: string | null };

/** By which way the person hears of each topic. */
export function ChoicesForm({ choices, ways, email }: Props) {
  const { register, handleSubmit, reset, formState } = useForm<NoticeWays>({ defaultValues: { ways } });
  const [failure, setFailure] = useState<string | null>(null);
  const { run, busy } = useVerb();
  const toast = useToast();
  const save = handleSubmit(async (values) => {
    setFailure(null);
    const refusal = await run((owner) => chooseWays(values, owner));
    if (refusal) return setFailure(refusal.message);
    reset(values);
    toast({ tone: "success", title: "Preferências salvas" });
  });
  return (
    <form onSubmit={(event) => void save(event)} className="grid gap-5">
      {failure && (
        <Message live="alert" tone="danger" title="As preferências não foram salvas">
          {failure}
        </Message>
      )}
      {choices.map(({ topic, fixed }) => (
        <Fieldset key={topic} legend={TOPIC_LABELS[topic].label} help={TOPIC_LABELS[topic].help}>
          <div className="flex flex-wrap gap-x-8">
            <Checkbox
              label="Por e-mail"
              {...register(`ways.${topic}.email`)}
              defaultChecked={ways[topic].email}
            />
            {fixed ? (
              <p className="flex min-h-10 items-center text-soft">No portal, sempre</p>
            ) : (
              <Checkbox
                label="No portal"
                {...register(`ways.${topic}.app`)}
                defaultChecked={ways[topic].app}
              />
            )}
          </div>
        </Fieldset>
      ))}
      <p className="text-sm text-soft">
        {email
          ? `Os e-mails vão para ${email}, ou para o endereço informado no chamado.`
          : "A sua conta não tem e-mail: só chegam os do endereço informado no chamado."}
      </p>
      <LeaveGuard changed={formState.isDirty} />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" variant="primary" busy={busy}>
          Salvar preferências
        </Button>
        <p aria-live="polite" className="text-sm text-soft">
          {formState.isDirty && "Há mudanças que ainda não foram salvas."}
        </p>
      </div>
    </form>
  );
}
