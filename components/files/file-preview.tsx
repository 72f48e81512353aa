import { clsx } from "clsx";
import {
  File,
  FileArchive,
  FileAudio,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
} from "@/components/ui/icons";
import { fileUrl } from "@/lib/attachments/address";
import { VIEWABLE_IMAGES } from "@/lib/attachments/kinds";

type Props = {
  file: { id: string; type: string; image?: boolean };
  className?: string;
};

/** A small picture of the file, or the icon of its kind. Says nothing aloud: the name stands beside it. */
export function FilePreview({ file, className }: Props) {
  const frame = clsx("grid size-12 shrink-0 place-items-center overflow-hidden rounded-sm", className);
  if (file.image ?? VIEWABLE_IMAGES.includes(file.type)) {
    return (
      <span className={clsx(frame, "border border-line bg-surface-sunken")}>
        {/* biome-ignore lint/performance/noImgElement: a private file behind the session, already the right size */}
        <img
          src={fileUrl(file.id, "thumb")}
          alt=""
          width={48}
          height={48}
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
        />
      </span>
    );
  }
  const Icon = iconOf(file.type);
  return (
    <span
      className={clsx(
        frame,
        "bg-primary-soft text-primary-ink high-contrast:border high-contrast:border-line",
      )}
    >
      <Icon aria-hidden="true" className="size-6" />
    </span>
  );
}

function iconOf(type: string) {
  if (type.startsWith("image/")) return FileImage;
  if (type.startsWith("audio/")) return FileAudio;
  if (type.startsWith("video/")) return FileVideo;
  if (type === "application/zip") return FileArchive;
  if (type === "text/csv" || type.includes("spreadsheet")) return FileSpreadsheet;
  return type === "application/pdf" || type.startsWith("text/") || type.includes("document")
    ? FileText
    : File;
}
