"use client";

import { UploadError, uploadFile } from "@/components/files/upload";
import { RichTextEditor } from "@/components/richtext/editor-lazy";
import { type UploadImage, UploadRefused } from "@/components/richtext/upload";
import type { ControlProps } from "@/components/ui/field";
import type { RichDocument } from "@/lib/richtext/schema";

type MessageEditorProps = {
  control: ControlProps;
  label: string;
  placeholder?: string;
  /** Draft place the images inside the text are sent for. */
  place: string;
  value: RichDocument | null;
  onChange: (document: RichDocument) => void;
  onSubmit?: () => void;
  onFiles: (files: File[]) => void;
  onUploading: (uploading: boolean) => void;
};

/** The editor of what is said on a ticket: its images go to the ticket's own storage. */
export function MessageEditor({ control, place, ...editor }: MessageEditorProps) {
  const uploadImage: UploadImage = async (file, { onProgress, signal }) => {
    const sent = await uploadFile(file, { place, onProgress, signal }).catch((error: unknown) => {
      // What the server refused has words for the person; a lost connection has the editor's own.
      if (error instanceof UploadError && error.code !== "offline") throw new UploadRefused(error.message);
      throw error;
    });
    return { id: sent.id, width: sent.width ?? 1, height: sent.height ?? 1, alt: "" };
  };
  return <RichTextEditor {...control} {...editor} uploadImage={uploadImage} />;
}
