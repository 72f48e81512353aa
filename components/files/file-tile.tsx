import { clsx } from "clsx";
import { Download } from "@/components/ui/icons";
import { fileUrl } from "@/lib/attachments/address";
import { typeLabel } from "@/lib/attachments/kinds";
import { formatSize } from "@/lib/attachments/limits";
import { FilePreview } from "./file-preview";

/** What a tile shows. `image` says whether there is a picture; without it the type decides. */
export type TileFile = { id: string; name: string; type: string; size: number; image?: boolean };

type TileProps = {
  file: TileFile;
  /** How the type is named under the file, where the type alone does not say enough. */
  detail?: string;
  className?: string;
};

/** A file as a link to save it. */
export function FileTile({ file, detail, className }: TileProps) {
  const about = `${detail ?? typeLabel(file.type)}, ${formatSize(file.size)}`;
  return (
    <a
      href={fileUrl(file.id)}
      download={file.name}
      className={clsx(
        "group flex min-w-0 items-center gap-3 rounded-md border border-line bg-surface-raised p-2 pr-3 text-ink no-underline",
        "transition-colors hover:border-primary hover:bg-surface-hover",
        className,
      )}
    >
      <FilePreview file={file} />
      <span className="min-w-0 grow">
        <span className="line-clamp-2 text-sm font-medium break-all group-hover:underline">{file.name}</span>
        <span className="block text-sm text-soft">
          <span className="sr-only">Baixar. </span>
          {about}
        </span>
      </span>
      <Download aria-hidden="true" className="size-4.5 shrink-0 text-soft print:hidden" />
    </a>
  );
}

type TilesProps = { files: readonly TileFile[]; label?: string; className?: string };

/** The files of a message, as a list of tiles. */
export function FileTiles({ files, label = "Arquivos", className }: TilesProps) {
  if (files.length === 0) return null;
  return (
    <ul aria-label={label} className={clsx("grid gap-2 sm:grid-cols-2", className)}>
      {files.map((file) => (
        <li key={file.id} className="min-w-0">
          <FileTile file={file} className="h-full" />
        </li>
      ))}
    </ul>
  );
}
