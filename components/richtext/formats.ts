import type { Editor } from "@tiptap/core";
import { Bold, Code, Italic, Link, List, ListOrdered, type Picture, Underline } from "@/components/ui/icons";
import { backInto } from "./focus";

export type Format = {
  id: "bold" | "italic" | "underline" | "bulletList" | "orderedList" | "link" | "code";
  label: string;
  icon: Picture;
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
    run: (e) => backInto(e).toggleBold().run(),
  },
  {
    id: "italic",
    label: "Itálico",
    icon: Italic,
    keys: "Control+I",
    run: (e) => backInto(e).toggleItalic().run(),
  },
  {
    id: "underline",
    label: "Sublinhado",
    icon: Underline,
    keys: "Control+U",
    run: (e) => backInto(e).toggleUnderline().run(),
  },
  {
    id: "bulletList",
    label: "Lista com marcadores",
    icon: List,
    keys: "Control+Shift+8",
    run: (e) => backInto(e).toggleBulletList().run(),
  },
  {
    id: "orderedList",
    label: "Lista numerada",
    icon: ListOrdered,
    keys: "Control+Shift+7",
    run: (e) => backInto(e).toggleOrderedList().run(),
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
  if (inline) backInto(editor).toggleCode().run();
  else backInto(editor).toggleCodeBlock().run();
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** `Control+Shift+8` as the person's own keyboard says it. */
export function keysInWords(keys: string): string {
  return isApple() ? keys.replace("Control+", "⌘").replace("Shift+", "⇧") : keys.replace("Control", "Ctrl");
}

/** `aria-keyshortcuts` of the person's own system. */
export const ariaKeys = (keys: string) => (isApple() ? keys.replace("Control", "Meta") : keys);
