import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { simplified } from "./pasted";

/**
 * Files pasted into the text or dropped on it. Word and Excel add a picture of what was copied:
 * when there are words as well, the words are meant.
 */
export const incomingFiles = (take: (files: File[], at: number) => void) =>
  Extension.create({
    name: "incomingFiles",
    priority: 900,
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          transformPastedHTML: simplified,
          handlePaste(view, event) {
            const files = [...(event.clipboardData?.files ?? [])];
            if (files.length === 0 || hasWords(event.clipboardData)) return false;
            take(files, view.state.selection.to);
            return true;
          },
          handleDrop(view, event, _slice, moved) {
            const files = [...(event.dataTransfer?.files ?? [])];
            if (moved || files.length === 0) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
            take(files, at ?? view.state.selection.to);
            return true;
          },
        },
      }),
    ],
  });

function hasWords(data: DataTransfer | null): boolean {
  if (data?.getData("text/plain").trim()) return true;
  return /\S/.test(data?.getData("text/html").replace(/<style.*?<\/style>|<!--.*?-->|<[^>]*>/gis, "") ?? "");
}
