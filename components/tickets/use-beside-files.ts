"use client";

import { useCallback, useRef, useState } from "react";
import { UploadError, uploadFile } from "@/components/files/upload";
import { useToast } from "@/components/ui/toast";
import type { SentFile } from "@/lib/attachments/schema";

/** Files dropped or pasted on the text that do not go inside it: they are sent to stand beside it. */
export function useBesideFiles(place: string, onSent: (file: SentFile) => void) {
  const [names, setNames] = useState<string[]>([]);
  const fieldBusy = useRef(false);
  const toast = useToast();

  async function sendOne(file: File) {
    setNames((before) => [...before, file.name]);
    try {
      onSent(await uploadFile(file, { place }));
    } catch (error) {
      if (!(error instanceof UploadError)) throw error;
      toast({ tone: "danger", title: file.name, body: error.message });
    } finally {
      setNames((before) => before.toSpliced(before.indexOf(file.name), 1));
    }
  }

  return {
    send: (files: File[]) => {
      for (const file of files) void sendOne(file);
    },
    /** Whether any file, here or in the field, is still on its way. */
    busy: () => names.length > 0 || fieldBusy.current,
    onFieldBusy: useCallback((busy: boolean) => {
      fieldBusy.current = busy;
    }, []),
    status: names.length > 0 ? `Enviando ${names.join(", ")}…` : null,
  };
}
