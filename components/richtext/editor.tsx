"use client";

import { Placeholder, Selection } from "@tiptap/extensions";
import { EditorContent, useEditor } from "@tiptap/react";
import { clsx } from "clsx";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { extensions } from "@/lib/richtext/extensions";
import type { RichDocument } from "@/lib/richtext/schema";
import { Bubble } from "./bubble";
import { incomingFiles } from "./incoming";
import { keysOf } from "./keys";
import { Placeholders } from "./placeholders";
import { Question, type QuestionKind } from "./question";
import { Toolbar } from "./toolbar";
import type { UploadImage } from "./upload";
import { UploadList } from "./upload-list";
import { isInlineImage, useImageUploads } from "./use-image-uploads";
import "./editor.css";
import "./richtext.css";

export type EditorProps = {
  /** The text's name, read aloud. Show a visible label beside it. */
  label: string;
  /** The first text, or another one put in its place (a draft that came back, nothing after sending). */
  value: RichDocument | null;
  onChange: (document: RichDocument) => void;
  /** Control+Enter. */
  onSubmit?: () => void;
  onBlur?: () => void;
  /** Without it images go to `onFiles` too. */
  uploadImage?: UploadImage;
  /** Files that do not go inside the text. */
  onFiles?: (files: File[]) => void;
  /** Whether images are on their way: wait before sending. */
  onUploading?: (uploading: boolean) => void;
  placeholder?: string;
  disabled?: boolean;
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
  "aria-required"?: boolean | undefined;
  className?: string;
};

/** Where people write: formatted text with images inside. Load it through `editor-lazy.tsx`. */
export function Editor(props: EditorProps) {
  const { label, value, uploadImage, disabled = false, className } = props;
  const latest = useRef(props);
  const emitted = useRef(value);
  const toolbar = useRef<HTMLDivElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const takeFiles = useRef((_files: File[], _at: number) => {});
  const [question, setQuestion] = useState<QuestionKind | null>(null);
  const hint = useId();
  const made = useId();

  const [all] = useState(() => [
    ...extensions,
    Placeholders,
    Placeholder.configure({ placeholder: () => latest.current.placeholder ?? "" }),
    Selection,
    keysOf({
      toolbar: () => toolbar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
      link: () => setQuestion("link"),
      submit: () => {
        latest.current.onSubmit?.();
        return true;
      },
    }),
    incomingFiles((files, at) => takeFiles.current(files, at)),
  ]);
  const described = [props["aria-describedby"], hint].filter(Boolean).join(" ");
  const { id = made, "aria-invalid": invalid, "aria-required": required } = props;
  const attributes = useMemo(
    () => ({
      id,
      class: "richtext editor-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      "aria-describedby": described,
      spellcheck: "true",
      ...(invalid && { "aria-invalid": "true" }),
      ...(required && { "aria-required": "true" }),
    }),
    [id, label, described, invalid, required],
  );
  const editor = useEditor({
    extensions: all,
    content: value,
    editable: !disabled,
    injectCSS: false,
    immediatelyRender: true,
    editorProps: useMemo(() => ({ attributes }), [attributes]),
    onUpdate: ({ editor: changed }) => {
      // The editor's attributes have no prototype, which a server action cannot send: a clone has plain objects.
      const document = structuredClone(changed.getJSON()) as RichDocument;
      emitted.current = document;
      latest.current.onChange(document);
    },
    onBlur: () => latest.current.onBlur?.(),
    // Whoever comes by Tab to a text that was restored goes on where it ends.
    onCreate: ({ editor: made }) => made.commands.setTextSelection(made.state.doc.content.size),
  });
  const images = useImageUploads(editor, uploadImage);
  const uploading = images.uploads.some((upload) => upload.error === null);

  useEffect(() => {
    latest.current = props;
    takeFiles.current = (files, at) => {
      const inside = uploadImage ? files.filter(isInlineImage) : [];
      const beside = files.filter((file) => !inside.includes(file));
      if (inside.length > 0) images.add(inside, at);
      if (beside.length > 0) props.onFiles?.(beside);
    };
  });
  useEffect(() => {
    // Forms hand back copies of what was emitted; setting those would move the cursor.
    if (JSON.stringify(value) === JSON.stringify(emitted.current)) return;
    emitted.current = value;
    editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);
  useEffect(() => {
    editor.setEditable(!disabled, false);
  }, [editor, disabled]);
  useEffect(() => latest.current.onUploading?.(uploading), [uploading]);

  return (
    <div className={clsx("editor", className)} aria-disabled={disabled || undefined}>
      {question ? (
        <Question kind={question} editor={editor} onDone={() => setQuestion(null)} />
      ) : (
        <Toolbar
          ref={toolbar}
          editor={editor}
          onLink={() => setQuestion("link")}
          onImage={uploadImage && (() => chooser.current?.click())}
        />
      )}
      <EditorContent editor={editor} />
      <Bubble editor={editor} onAsk={setQuestion} />
      <UploadList uploads={images.uploads} onCancel={images.cancel} onRetry={images.retry} />
      <p id={hint} hidden>
        Alt+F10 leva às ferramentas de formatação.
      </p>
      <p role="status" className="sr-only">
        {images.news}
      </p>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/webp,image/gif"
        aria-label="Escolher imagens"
        onChange={(event) => {
          takeFiles.current([...(event.target.files ?? [])], editor.state.selection.to);
          event.target.value = "";
        }}
      />
    </div>
  );
}
