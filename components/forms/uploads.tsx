"use client";

import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useRef,
} from "react";
import { useFormContext } from "react-hook-form";
import type { Filling, FillingName } from "@/lib/catalog/filling";

type Uploads = RefObject<Set<FillingName>>;

const UploadsContext = createContext<Uploads | null>(null);

/** Names of the fields whose files are still on their way; nothing is sent meanwhile. */
export function useUploads(): Uploads {
  return useRef(new Set<FillingName>());
}

export function UploadsProvider({ uploads, children }: { uploads: Uploads; children: ReactNode }) {
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

/** What a file field calls when its uploads begin and end. A field that leaves the page has none on their way. */
export function useUploading(name: FillingName): (busy: boolean) => void {
  const uploads = useContext(UploadsContext);
  const { clearErrors } = useFormContext<Filling>();
  useEffect(() => () => void uploads?.current.delete(name), [uploads, name]);
  return useCallback(
    (busy) => {
      if (busy) uploads?.current.add(name);
      else if (uploads?.current.delete(name)) clearErrors(name);
    },
    [uploads, name, clearErrors],
  );
}
