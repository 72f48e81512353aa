"use client";

import { clsx } from "clsx";
import { type ReactNode, useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { buttonClass } from "@/components/ui/button";
import { Fieldset } from "@/components/ui/field";
import { Paperclip } from "@/components/ui/icons";
import { acceptAttribute } from "@/lib/attachments/kinds";
import { DEFAULT_FILE_BYTES } from "@/lib/attachments/limits";
import type { SentFile } from "@/lib/attachments/schema";
import type { FileKind } from "@/lib/forms/schema";
import { problemOf, rulesInWords, typesOf } from "./choice";
import { RemovedRow, SentRow, UploadRow } from "./file-rows";
import { UploadQueue } from "./queue";
import { uploadFile } from "./upload";
import { useDrop } from "./use-drop";
import { useRemoved } from "./use-removed";

type FileFieldProps = {
  id?: string;
  label: ReactNode;
  labelHidden?: boolean;
  help?: ReactNode;
  error?: string;
  required?: boolean;
  optional?: boolean;
  /** The files that arrived. */
  value: readonly SentFile[];
  onChange: (files: SentFile[]) => void;
  onBlur?: () => void;
  /** Draft place and form field the files are for. */
  place: string;
  fieldId?: string;
  kinds?: readonly FileKind[];
  maxFiles?: number;
  maxBytes?: number;
  /** Told when files start and stop being on their way. */
  onBusyChange?: (busy: boolean) => void;
};

/** Files chosen, dropped or pasted, sent at once while the person goes on writing. */
export function FileField({
  label,
  labelHidden,
  value,
  onChange,
  onBlur,
  place,
  fieldId,
  kinds,
  maxFiles = 10,
  maxBytes = DEFAULT_FILE_BYTES,
  onBusyChange,
  help,
  ...field
}: FileFieldProps) {
  const inputId = useId();
  const list = useRef<HTMLUListElement>(null);
  const [words, setWords] = useState("");
  const { removed, remove, forget } = useRemoved();
  const rules = { kinds, maxFiles, maxBytes };

  const latest = useRef({ value, onChange, place, fieldId });
  useEffect(() => {
    latest.current = { value, onChange, place, fieldId };
  });
  const change = (files: readonly SentFile[]) => {
    latest.current.value = files;
    latest.current.onChange([...files]);
  };

  const [queue] = useState(
    () =>
      new UploadQueue(
        (file, options) => {
          const { place: at, fieldId: field } = latest.current;
          return uploadFile(file, { place: at, fieldId: field, ...options });
        },
        (sent) => change([...latest.current.value, sent]),
        setWords,
      ),
  );
  const uploads = useSyncExternalStore(queue.subscribe, queue.snapshot, queue.snapshot);
  const busy = uploads.some((upload) => upload.state !== "failed");

  useEffect(() => onBusyChange?.(busy), [busy, onBusyChange]);
  useEffect(() => {
    const again = () => queue.retryAll();
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      queue.stop();
    };
  }, [queue]);

  const take = (files: readonly File[]) => {
    let count = latest.current.value.length + uploads.filter((upload) => upload.state !== "failed").length;
    queue.add(
      files.map((file) => {
        const problem = problemOf(file, rules, count);
        if (!problem) count += 1;
        return { file, problem };
      }),
    );
  };
  const { over, target } = useDrop(take);

  const focusOn = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  const takeAway = (file: SentFile) => {
    change(latest.current.value.filter((other) => other.id !== file.id));
    remove(file);
    setWords(`${file.name}: removido.`);
    focusOn(`[data-undo="${file.id}"]`);
  };
  const bringBack = (file: SentFile) => {
    forget(file.id);
    change([...latest.current.value, file]);
    setWords(`${file.name}: de volta.`);
    focusOn(`[data-file="${file.id}"]`);
  };

  return (
    <Fieldset
      {...field}
      legend={label}
      legendHidden={labelHidden}
      help={
        <>
          {help && <span className="block">{help}</span>}
          {rulesInWords(rules)}
        </>
      }
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur?.();
      }}
    >
      <div {...target} className="grid gap-2">
        <div
          className={clsx(
            "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-dashed p-4 transition-colors",
            over ? "border-primary bg-primary-soft" : "border-line-strong bg-surface-raised",
          )}
        >
          <input
            id={inputId}
            type="file"
            multiple={maxFiles > 1}
            accept={acceptAttribute(typesOf(rules))}
            aria-invalid={field.error ? true : undefined}
            className="peer sr-only"
            onChange={(event) => {
              take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <label
            htmlFor={inputId}
            className={clsx(
              buttonClass({ size: "medium" }),
              "cursor-pointer hover:bg-primary-soft",
              "peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus",
            )}
          >
            <Paperclip aria-hidden="true" className="size-4.5" />
            {maxFiles === 1 ? "Escolher arquivo" : "Escolher arquivos"}
          </label>
          <span className="text-sm text-soft max-sm:hidden pointer-coarse:hidden">
            {over ? "Solte aqui" : "ou arraste e solte aqui, ou cole"}
          </span>
        </div>
        <ul ref={list} aria-label="Arquivos deste campo" className="grid gap-2 empty:hidden">
          {value.map((file) => (
            <SentRow key={file.id} file={file} onRemove={() => takeAway(file)} />
          ))}
          {removed.map((file) => (
            <RemovedRow key={file.id} file={file} onUndo={() => bringBack(file)} />
          ))}
          {uploads.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              onDrop={() => queue.drop(upload.key)}
              onRetry={() => queue.retry(upload.key)}
            />
          ))}
        </ul>
        <p role="status" className="sr-only">
          {words}
        </p>
      </div>
    </Fieldset>
  );
}
