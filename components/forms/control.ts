"use client";

import { get, useFormContext, useFormState } from "react-hook-form";
import type { Filling, FillingName } from "@/lib/catalog/filling";

/** Id of a field's control on the page, so that an error can lead to it. */
export function controlId(name: string): string {
  return `campo-${name.replace(".", "-")}`;
}

/** The message of one field; renders again only when that message changes. */
export function useFieldError(name: FillingName): string | undefined {
  const { control } = useFormContext<Filling>();
  const { errors } = useFormState({ control, name, exact: true });
  const message: unknown = get(errors, `${name}.message`);
  return typeof message === "string" ? message : undefined;
}
