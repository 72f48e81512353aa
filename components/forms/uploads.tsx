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

const UploadsContext = createContext<RefObject<Set<string>> | null>(null);

/** Names of the fields whose files are still on their way; nothing is sent meanwhile. */
export function useUploads(): RefObject<Set<string>> {
  return useRef(new Set<string>());
}

export function UploadsProvider({
  uploads,
  children,
}: {
  uploads: RefObject<Set<string>>;
  children: ReactNode;
}) {
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

/** What a file field calls when its uploads begin and end; leaving the page of the form ends them. */
export function useUploading(name: string): (busy: boolean) => void {
  const uploads = useContext(UploadsContext);
  const mark = useCallback(
    (busy: boolean) => {
      if (busy) uploads?.current.add(name);
      else uploads?.current.delete(name);
    },
    [uploads, name],
  );
  useEffect(() => () => mark(false), [mark]);
  return mark;
}
