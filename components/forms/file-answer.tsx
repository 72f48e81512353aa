"use client";

import dynamic from "next/dynamic";
import { useController } from "react-hook-form";
import { Skeleton } from "@/components/ui/skeleton";
import type { Filling } from "@/lib/catalog/filling";
import type { FieldOf } from "@/lib/forms/schema";
import { controlId, useFieldError } from "./control";
import { useUploading } from "./uploads";

// Loaded when a form first needs it: most forms begin without.
const FileField = dynamic(() => import("@/components/files/file-field").then((module) => module.FileField), {
  loading: () => <Skeleton className="h-32" />,
});

const MB = 1024 * 1024;

export function FileAnswer({
  field,
  required,
  place,
}: {
  field: FieldOf<"file">;
  required: boolean;
  place: string;
}) {
  const name = `fieldFiles.${field.id}` as const;
  const { field: control } = useController<Filling, typeof name>({ name, defaultValue: [] });
  return (
    <FileField
      id={controlId(name)}
      label={field.label}
      help={field.help}
      error={useFieldError(name)}
      required={required}
      optional={!required}
      value={control.value}
      onChange={control.onChange}
      onBlur={control.onBlur}
      place={place}
      fieldId={field.id}
      kinds={field.kinds}
      maxFiles={field.max}
      maxBytes={field.maxSizeMb && field.maxSizeMb * MB}
      onBusyChange={useUploading(name)}
    />
  );
}

/** Files sent beside the answers, of any kind. */
export function GeneralFiles({ place }: { place: string }) {
  const { field: control } = useController<Filling, "files">({ name: "files" });
  return (
    <FileField
      id={controlId("files")}
      label="Anexos"
      help="Outros arquivos que ajudem a entender o pedido, se houver."
      error={useFieldError("files")}
      optional
      value={control.value}
      onChange={control.onChange}
      onBlur={control.onBlur}
      place={place}
      maxFiles={20}
      onBusyChange={useUploading("files")}
    />
  );
}
