"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type ReactNode, useId, useState } from "react";
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Message } from "@/components/ui/message";
import { useToast } from "@/components/ui/toast";
import type { Result } from "@/lib/errors";

type FormDialogProps<Input extends FieldValues, Output> = {
  title: ReactNode;
  description?: string;
  schema: z.ZodType<Output, Input>;
  defaultValues: DefaultValues<Input>;
  send: (input: Input, owner: string) => Promise<Result<unknown>>;
  submit: string;
  danger?: boolean;
  /** Said in passing when it is done. */
  done: string;
  /** Said above the reason when it is not. */
  undone?: string;
  onClose: () => void;
  children?: (form: UseFormReturn<Input, unknown, Output>) => ReactNode;
};

/** A dialog that asks what an act needs and does it; what went wrong stands beside its field. */
export function FormDialog<Input extends FieldValues, Output>({
  title,
  description,
  schema,
  defaultValues,
  send,
  submit,
  danger,
  done,
  undone = "Não foi feito",
  onClose,
  children,
}: FormDialogProps<Input, Output>) {
  const id = useId();
  const form = useForm<Input, unknown, Output>({ resolver: zodResolver(schema), defaultValues });
  const [failure, setFailure] = useState<string | null>(null);
  const { run, busy } = useVerb();
  const toast = useToast();

  const onSubmit = form.handleSubmit(async () => {
    setFailure(null);
    const refusal = await run((owner) => send(form.getValues(), owner));
    if (!refusal) {
      toast({ tone: "success", title: done });
      return onClose();
    }
    for (const [field, message] of Object.entries(refusal.fields)) {
      form.setError(field as FieldPath<Input>, { message });
    }
    setFailure(refusal.message);
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      size="small"
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Voltar
          </Button>
          <Button type="submit" form={id} variant={danger ? "danger" : "primary"} busy={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={onSubmit} className="grid gap-4">
        {failure && (
          <Message live="alert" tone="danger" title={undone}>
            {failure}
          </Message>
        )}
        {children?.(form)}
      </form>
    </Dialog>
  );
}
