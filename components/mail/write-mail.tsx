"use client";

import { useState } from "react";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Mail, Undo2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
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
      <Button size="small" icon={answers ? <Undo2 /> : <Mail />} onClick={() => setOpen(true)}>
        {answers ? "Responder" : "Escrever ao portal"}
      </Button>
      {open && (
        <FormDialog
          title={answers ? "Responder por e-mail" : "Escrever ao portal"}
          description="A mensagem chega ao portal como chegaria do programa de e-mail desta pessoa."
          schema={demoMailSchema}
          defaultValues={{
            from: answers?.to ?? "",
            to: answers?.from ?? "",
            subject: answers ? `Re: ${answers.subject}`.slice(0, 200) : "",
            text: "",
            answers: answers?.id ?? null,
          }}
          send={sendDemoMail}
          submit="Enviar"
          done="A mensagem está a caminho do portal"
          onClose={() => setOpen(false)}
        >
          {({ register, formState: { errors } }) => (
            <>
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
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}
