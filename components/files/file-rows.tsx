"use client";

import type { ReactNode } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { CircleAlert, RotateCw, Undo2, X } from "@/components/ui/icons";
import { Progress } from "@/components/ui/progress";
import { fileUrl } from "@/lib/attachments/address";
import { formatSize } from "@/lib/attachments/limits";
import type { SentFile } from "@/lib/attachments/schema";
import { FilePreview } from "./file-preview";
import type { Upload } from "./queue";

const row = "flex min-w-0 items-center gap-3 rounded-md border p-2";

function Words({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0 grow">
      <p className="line-clamp-2 text-sm font-medium break-all">{name}</p>
      {children}
    </div>
  );
}

/** A file that arrived. */
export function SentRow({ file, onRemove }: { file: SentFile; onRemove: () => void }) {
  return (
    <li className={`${row} border-line bg-surface-raised`}>
      <FilePreview file={file} />
      <Words
        name={
          <a href={fileUrl(file.id)} download={file.name} className="link">
            {file.name}
          </a>
        }
      >
        <p className="text-sm text-soft">{formatSize(file.size)}</p>
      </Words>
      <IconButton
        name={`Remover ${file.name}`}
        icon={<X className="size-4.5" />}
        data-file={file.id}
        onClick={onRemove}
      />
    </li>
  );
}

/** A file just removed, for as long as it can be brought back. */
export function RemovedRow({ file, onUndo }: { file: SentFile; onUndo: () => void }) {
  return (
    <li className={`${row} border-dashed border-line-strong bg-surface-raised pl-4`}>
      <Words name={<span className="font-normal text-soft">{file.name} foi removido.</span>}>{null}</Words>
      <Button
        size="small"
        variant="quiet"
        icon={<Undo2 className="size-4" />}
        data-undo={file.id}
        onClick={onUndo}
      >
        Desfazer<span className="sr-only"> a remoção de {file.name}</span>
      </Button>
    </li>
  );
}

type UploadRowProps = { upload: Upload; onDrop: () => void; onRetry: () => void };

/** A file on its way, or one that did not arrive. */
export function UploadRow({ upload, onDrop, onRetry }: UploadRowProps) {
  const { file, state, progress, message, retryable } = upload;
  if (state === "failed") {
    return (
      <li className={`${row} border-danger-line bg-danger-soft pl-4`}>
        <Words name={file.name}>
          <p className="flex items-start gap-1.5 text-sm font-medium text-danger-ink">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {message}
          </p>
          {retryable && (
            <Button
              size="small"
              variant="quiet"
              className="mt-1 -ml-2"
              icon={<RotateCw className="size-4" />}
              onClick={onRetry}
            >
              Tentar de novo<span className="sr-only"> {file.name}</span>
            </Button>
          )}
        </Words>
        <IconButton name={`Tirar ${file.name} da lista`} icon={<X className="size-4.5" />} onClick={onDrop} />
      </li>
    );
  }
  const percent = Math.round(progress * 100);
  return (
    <li className={`${row} border-line bg-surface-raised pl-4`}>
      <Words name={file.name}>
        <div className="flex items-center gap-3">
          <Progress name={`Envio de ${file.name}`} value={percent < 100 ? percent : undefined} />
          <span className="w-24 shrink-0 text-right text-sm text-soft">{stage(state, percent)}</span>
        </div>
      </Words>
      <IconButton
        name={`Cancelar o envio de ${file.name}`}
        icon={<X className="size-4.5" />}
        onClick={onDrop}
      />
    </li>
  );
}

function stage(state: Upload["state"], percent: number): string {
  if (state === "waiting") return "na fila";
  return percent < 100 ? `${percent} %` : "conferindo";
}
