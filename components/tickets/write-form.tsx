"use client";

import { type ReactNode, useId, useRef, useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { useLogin } from "@/components/auth/login-provider";
import { DraftConflict, DraftStatus } from "@/components/drafts/draft-status";
import { useDraft } from "@/components/drafts/use-draft";
import { FileField } from "@/components/files/file-field";
import { useVerb } from "@/components/forms/use-verb";
import { Button, type ButtonVariant } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Message } from "@/components/ui/message";
import { useToast } from "@/components/ui/toast";
import type { SentFile } from "@/lib/attachments/schema";
import { filesIn } from "@/lib/drafts/files";
import type { Draft, DraftContent } from "@/lib/drafts/schema";
import { type TicketText, ticketPlace } from "@/lib/place";
import { isEmpty } from "@/lib/richtext/document";
import { type RichDocument, richDocument } from "@/lib/richtext/schema";
import { SPOKEN, type SpokenVerb } from "./acts";
import { AskOnce, type Question } from "./ask-once";
import { MessageEditor } from "./message-editor";
import { useBesideFiles } from "./use-beside-files";

/** One of the buttons under a text. */
export interface WriteAct {
  verb: SpokenVerb;
  label: string;
  variant: ButtonVariant;
  icon?: ReactNode;
  /** Asked once more, in words, before it is done. */
  question?: (written: boolean) => Question | null;
}

export interface WriteTarget {
  id: string;
  number: number;
  userId: string;
}

type WriteFormProps = {
  ticket: WriteTarget;
  text: TicketText;
  /** What was being written, as the page found it. */
  draft: Draft | null;
  label: string;
  help?: string;
  placeholder?: string;
  optional?: boolean;
  acts: readonly WriteAct[];
  /** Said in place of the buttons when nothing can be done with the text any more. */
  stuck: string;
  onSent: (verb: SpokenVerb) => void;
  onDirty?: (dirty: boolean) => void;
};

interface Written {
  body: RichDocument | null;
  files: SentFile[];
}

const NOTHING: Written = { body: null, files: [] };

/** A text with files that is kept as it is typed, and the acts that send it. */
export function WriteForm({ ticket, text, draft, label, onSent, onDirty, ...words }: WriteFormProps) {
  const place = ticketPlace(ticket.id, text);
  const form = useForm<Written>({ defaultValues: restore(draft?.content, draft?.files ?? []) });
  const [failure, setFailure] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [imagesArrive, setImagesArrive] = useState(false);
  const [sending, setSending] = useState<SpokenVerb | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const editorId = useId();
  const toast = useToast();
  const { run, busy } = useVerb();
  const { relogin } = useLogin();
  const kept = useDraft({
    place,
    owner: ticket.userId,
    initial: draft,
    onContent: (content) => form.reset(restore(content, null)),
  });
  const beside = useBesideFiles(place, (sent) => {
    form.setValue("files", [...form.getValues("files"), sent]);
    keep();
  });

  /** After each change: what was wrong is being put right, and the draft follows. */
  function keep() {
    form.clearErrors();
    const { body, files } = form.getValues();
    const written = isWritten({ body, files });
    onDirty?.(written);
    kept.change(written ? { body, files } : {});
  }

  function show(name: keyof Written, message: string) {
    form.setError(name, { message });
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  async function attempt(act: WriteAct, confirmed = false) {
    if (busy) return;
    setFailure(null);
    form.clearErrors();
    if (imagesArrive || beside.busy()) {
      return setFailure("Espere os arquivos terminarem de chegar e envie de novo.");
    }
    const { body, files } = form.getValues();
    const text = { number: ticket.number, body, files: files.map((file) => file.id) };
    const checked = SPOKEN[act.verb].schema.safeParse(text);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      setQuestion(null);
      return show(issue?.path[0] === "files" ? "files" : "body", issue?.message ?? "Confira o texto.");
    }
    const asked = confirmed ? null : act.question?.(isWritten({ body, files }));
    if (asked) return setQuestion(asked);
    setQuestion(null);
    setSending(act.verb);
    const input = { ...text, key: await kept.beforeSend() };
    const refusal = await run<unknown>((owner) => SPOKEN[act.verb].send(input, owner));
    setSending(null);
    kept.afterSend(refusal === null);
    if (refusal === null) {
      toast({ tone: "success", title: SPOKEN[act.verb].done });
      return onSent(act.verb);
    }
    if (refusal.fields.body) return show("body", refusal.fields.body);
    if (refusal.fields.files) return show("files", refusal.fields.files);
    setFailure(refusal.message);
  }

  // The keyboard's shortcut sends only where there is one thing to send.
  const only = words.acts.length === 1 ? words.acts[0] : undefined;
  return (
    <form
      ref={box}
      noValidate
      onSubmit={(event) => event.preventDefault()}
      className="grid grid-cols-1 gap-4"
    >
      {failure && (
        <Message live="alert" tone="danger" title="Não foi enviado">
          {failure}
        </Message>
      )}
      <DraftConflict draft={kept} />
      <Controller
        control={form.control}
        name="body"
        render={({ field, fieldState }) => (
          <Field
            id={editorId}
            label={label}
            help={words.help}
            error={fieldState.error?.message}
            optional={words.optional}
          >
            {(control) => (
              <MessageEditor
                control={control}
                label={label}
                placeholder={words.placeholder}
                place={place}
                value={field.value}
                onChange={(body) => {
                  field.onChange(body);
                  keep();
                }}
                onSubmit={() => only && void attempt(only)}
                onFiles={beside.send}
                onUploading={setImagesArrive}
              />
            )}
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="files"
        render={({ field, fieldState }) => (
          <FileField
            label="Arquivos"
            optional
            value={field.value}
            onChange={(files) => {
              field.onChange(files);
              keep();
            }}
            error={fieldState.error?.message}
            place={place}
            maxFiles={20}
            onBusyChange={beside.onFieldBusy}
          />
        )}
      />
      {beside.status && (
        <p role="status" className="text-sm text-soft">
          {beside.status}
        </p>
      )}
      {words.acts.length === 0 && <Message tone="warning" title={words.stuck} />}
      <div className="flex flex-wrap items-center gap-3">
        {words.acts.map((act) => (
          <Button
            key={act.verb}
            type="button"
            variant={act.variant}
            icon={act.icon}
            busy={sending === act.verb}
            disabled={busy && sending !== act.verb}
            onClick={() => void attempt(act)}
          >
            {act.label}
          </Button>
        ))}
        <DraftStatus draft={kept} relogin={relogin} />
      </div>
      {question && (
        <AskOnce
          question={question}
          onClose={() => setQuestion(null)}
          onChoose={(verb) => {
            const act = words.acts.find((each) => each.verb === verb);
            if (act) void attempt(act, true);
          }}
        />
      )}
    </form>
  );
}

function isWritten({ body, files }: Written): boolean {
  return files.length > 0 || (body !== null && !isEmpty(body));
}

/** What a draft holds, as far as it can still be used. */
function restore(content: DraftContent | undefined, held: readonly SentFile[] | null): Written {
  const body = richDocument.safeParse(content?.body);
  return {
    body: body.success ? body.data : NOTHING.body,
    files: filesIn(content?.files, held) ?? NOTHING.files,
  };
}
