import type { Editor } from "@tiptap/core";
import { Bold, Code, Italic, Link, List, ListOrdered, type LucideIcon, Underline } from "lucide-react";

export type Format = {
  id: "bold" | "italic" | "underline" | "bulletList" | "orderedList" | "link" | "code";
  label: string;
  icon: LucideIcon;
  /** As `aria-keyshortcuts` wants it, with Control for whatever the system's key is. */
  keys: string;
  /** Absent where a question comes first (the address of a link). */
  run?: (editor: Editor) => void;
};

export const FORMATS: readonly Format[] = [
  {
    id: "bold",
    label: "Negrito",
    icon: Bold,
    keys: "Control+B",
    run: (e) => e.chain().focus().toggleBold().run(),
  },
  {
    id: "italic",
    label: "Itálico",
    icon: Italic,
    keys: "Control+I",
    run: (e) => e.chain().focus().toggleItalic().run(),
  },
  {
    id: "underline",
    label: "Sublinhado",
    icon: Underline,
    keys: "Control+U",
    run: (e) => e.chain().focus().toggleUnderline().run(),
  },
  {
    id: "bulletList",
    label: "Lista com marcadores",
    icon: List,
    keys: "Control+Shift+8",
    run: (e) => e.chain().focus().toggleBulletList().run(),
  },
  {
    id: "orderedList",
    label: "Lista numerada",
    icon: ListOrdered,
    keys: "Control+Shift+7",
    run: (e) => e.chain().focus().toggleOrderedList().run(),
  },
  { id: "link", label: "Link", icon: Link, keys: "Control+K" },
  { id: "code", label: "Código", icon: Code, keys: "Control+E", run: toggleCode },
];

/** Which formats hold where the cursor is. */
export function activeFormats(editor: Editor): Record<Format["id"], boolean> {
  return {
    bold: editor.isActive("bold"),
    italic: editor.isActive("italic"),
    underline: editor.isActive("underline"),
    bulletList: editor.isActive("bulletList"),
    orderedList: editor.isActive("orderedList"),
    link: editor.isActive("link"),
    code: editor.isActive("code") || editor.isActive("codeBlock"),
  };
}

/** Words within a paragraph become code in the line; whole lines, or a place to write, become a block. */
function toggleCode(editor: Editor) {
  const { empty, $from, $to } = editor.state.selection;
  const inline =
    editor.isActive("code") || (!empty && $from.sameParent($to) && !editor.isActive("codeBlock"));
  if (inline) editor.chain().focus().toggleCode().run();
  else editor.chain().focus().toggleCodeBlock().run();
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `Control+Shift+8` as the person's own keyboard says it. */
export function keysInWords(keys: string): string {
  return isApple() ? keys.replace("Control+", "⌘").replace("Shift+", "⇧") : keys.replace("Control", "Ctrl");
}

/** `aria-keyshortcuts` of the person's own system. */
export const ariaKeys = (keys: string) => (isApple() ? keys.replace("Control", "Meta") : keys);
