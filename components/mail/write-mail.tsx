"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useId, useState } from "react";
import { type FieldPath, useForm } from "react-hook-form";
import type { z } from "zod";
import { useLinkAct } from "@/components/links/use-link-act";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Mail, Undo2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Message } from "@/components/ui/message";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { sendDemoMail } from "@/lib/incoming/actions";
import { demoMailSchema } from "@/lib/incoming/schema";

type WriteMailProps = {
  /** The letter that is answered; without one it is a new message. */
  answers?: { id: string; from: string; to: string; subject: string };
};

/** In the demo: what somebody's mail program would send to the portal. */
export function WriteMail({ answers }: WriteMailProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        icon={answers ? <Undo2 className="size-4" /> : <Mail className="size-4" />}
        onClick={() => setOpen(true)}
      >
        {answers ? "Responder" : "Escrever ao portal"}
      </Button>
      {open && <WriteDialog answers={answers} onClose={() => setOpen(false)} />}
    </>
  );
}

function WriteDialog({ answers, onClose }: WriteMailProps & { onClose: () => void }) {
  const id = useId();
  const toast = useToast();
  const { run, busy, refusal } = useLinkAct<void>(
    () => {
      toast({ tone: "success", title: "A mensagem está a caminho do portal" });
      onClose();
    },
    { written: true },
  );
  const { register, handleSubmit, getValues, setError, formState } = useForm<
    z.input<typeof demoMailSchema>,
    unknown,
    z.output<typeof demoMailSchema>
  >({
    resolver: zodResolver(demoMailSchema),
    defaultValues: {
      from: answers?.to ?? "",
      to: answers?.from ?? "",
      subject: answers ? `Re: ${answers.subject}`.slice(0, 200) : "",
      text: "",
      answers: answers?.id ?? null,
    },
  });
  const { errors } = formState;
  const submit = handleSubmit(async () => {
    const refused = await run(() => sendDemoMail(getValues()));
    for (const [field, message] of Object.entries(refused?.fields ?? {}))
      setError(field as FieldPath<z.input<typeof demoMailSchema>>, { message });
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={answers ? "Responder por e-mail" : "Escrever ao portal"}
      description="A mensagem chega ao portal como chegaria do programa de e-mail desta pessoa."
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Voltar
          </Button>
          <Button type="submit" form={id} variant="primary" busy={busy}>
            Enviar
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        {refusal && (
          <Message live="alert" tone="danger" title="Não foi enviada">
            {refusal.message}
          </Message>
        )}
        <Field label="De" required error={errors.from?.message}>
          {(control) => <Input {...control} {...register("from")} type="email" autoComplete="off" />}
        </Field>
        <Field label="Para" required error={errors.to?.message}>
          {(control) => <Input {...control} {...register("to")} type="email" autoComplete="off" />}
        </Field>
        <Field label="Assunto" error={errors.subject?.message}>
          {(control) => <Input {...control} {...register("subject")} autoComplete="off" />}
        </Field>
        <Field label="Mensagem" required error={errors.text?.message}>
          {(control) => <Textarea {...control} {...register("text")} rows={6} />}
        </Field>
      </form>
    </Dialog>
  );
}
