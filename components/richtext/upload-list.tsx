import { IconButton } from "@/components/ui/button";
import { CircleAlert, RotateCw, X } from "@/components/ui/icons";
import { Progress } from "@/components/ui/progress";
import type { Upload } from "./use-image-uploads";

type UploadListProps = {
  uploads: Upload[];
  onCancel: (upload: Upload) => void;
  onRetry: (upload: Upload) => void;
};

/** Images being sent into the text, each with its progress, and what went wrong. */
export function UploadList({ uploads, onCancel, onRetry }: UploadListProps) {
  if (uploads.length === 0) return null;
  return (
    <ul aria-label="Imagens sendo enviadas" className="grid gap-1 border-t border-line px-3 py-2 text-sm">
      {uploads.map((upload) => (
        <li key={upload.id} className="flex items-center gap-2">
          {upload.error === null ? (
            <>
              <span className="max-w-1/2 truncate">{upload.file.name}</span>
              <Progress
                className="flex-1"
                name={`Envio de ${upload.file.name}`}
                value={upload.progress * 100}
              />
            </>
          ) : (
            <>
              <span className="flex flex-1 gap-1.5 text-danger-ink">
                <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
                {upload.file.name}: {upload.error}
              </span>
              <IconButton
                name={`Tentar de novo: ${upload.file.name}`}
                icon={<RotateCw />}
                onClick={() => onRetry(upload)}
              />
            </>
          )}
          <IconButton
            name={
              upload.error === null
                ? `Cancelar o envio de ${upload.file.name}`
                : `Descartar ${upload.file.name}`
            }
            icon={<X />}
            onClick={() => onCancel(upload)}
          />
        </li>
      ))}
    </ul>
  );
}
