import type { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "react";
import type { RichImage } from "@/lib/richtext/schema";
import { backInto } from "./focus";
import { addPlaceholder, takePlaceholder } from "./placeholders";
import { type UploadedImage, type UploadImage, UploadRefused } from "./upload";

export type Upload = {
  id: string;
  file: File;
  progress: number;
  /** Set when it failed; the person can try again or give up. */
  error: string | null;
  controller: AbortController;
};

const TYPES = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/** Whether a file can be shown inside the text; others go beside it. */
export const isInlineImage = (file: File) => TYPES.has(file.type);

/** Images on their way into the text. */
export function useImageUploads(editor: Editor, uploadImage: UploadImage | undefined) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [news, setNews] = useState("");
  const running = useRef(new Set<AbortController>());
  useEffect(() => {
    const controllers = running.current;
    return () => {
      for (const controller of controllers) controller.abort();
    };
  }, []);

  const drop = (id: string) => setUploads((list) => list.filter((upload) => upload.id !== id));
  const change = (id: string, part: Partial<Upload>) =>
    setUploads((list) => list.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));

  async function send(file: File, at: number) {
    if (!uploadImage) return;
    const id = crypto.randomUUID();
    const controller = new AbortController();
    running.current.add(controller);
    setUploads((list) => [...list, { id, file, progress: 0, error: null, controller }]);
    setNews(`Enviando ${file.name}.`);
    addPlaceholder(editor.view, id, at, `Enviando ${file.name}…`);
    const outcome = await uploadImage(file, {
      signal: controller.signal,
      onProgress: (progress) => change(id, { progress }),
    }).catch((error: unknown) => ({ error }));
    running.current.delete(controller);
    if (editor.isDestroyed) return;
    const place = takePlaceholder(editor.view, id);
    if (controller.signal.aborted) return drop(id);
    if ("error" in outcome) {
      const error = wordsOf(outcome.error);
      setNews(`${file.name}: ${error}`);
      return change(id, { error });
    }
    drop(id);
    if (place === null) return;
    insertImage(editor, place, outcome);
    setNews(`${file.name} está no texto.`);
  }

  return {
    uploads,
    /** For a live region. */
    news,
    add: (files: File[], at: number) => {
      for (const file of files) void send(file, at);
    },
    cancel: (upload: Upload) => {
      upload.controller.abort();
      drop(upload.id);
      backInto(editor).run();
      setNews(`Envio de ${upload.file.name} cancelado.`);
    },
    retry: (upload: Upload) => {
      drop(upload.id);
      backInto(editor).run();
      void send(upload.file, editor.state.selection.to);
    },
  };
}

function insertImage(editor: Editor, at: number, { id, ...rest }: UploadedImage) {
  const attrs: RichImage["attrs"] = { ...rest, attachmentId: id };
  const image = editor.schema.nodes.image?.create(attrs);
  if (image) editor.view.dispatch(editor.state.tr.replaceRangeWith(at, at, image));
}

/** A refusal carries its words; anything else gets a plain sentence. */
function wordsOf(error: unknown): string {
  if (error instanceof UploadRefused) return error.message;
  return "não foi possível enviar. Verifique a conexão e tente de novo.";
}
