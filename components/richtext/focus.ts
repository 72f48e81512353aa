import type { Editor } from "@tiptap/core";

/**
 * Back into the text at once, where it was left. The editor's own `focus` command waits for the next frame, and
 * would then undo a key pressed in between.
 */
export function backInto(editor: Editor): ReturnType<Editor["chain"]> {
  editor.view.focus();
  return editor.chain().scrollIntoView();
}
