import { Extension } from "@tiptap/core";
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";

type Change = { add: { id: string; at: number; text: string } } | { remove: string };

const key = new PluginKey<DecorationSet>("uploads");

/** Marks where an image will stand while it is sent. Not part of the document, so it is never stored. */
export const Placeholders = Extension.create({
  name: "uploadPlaceholders",
  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, set) {
            const mapped = set.map(transaction.mapping, transaction.doc);
            const change: Change | undefined = transaction.getMeta(key);
            if (!change) return mapped;
            if ("remove" in change)
              return mapped.remove(mapped.find(undefined, undefined, isOf(change.remove)));
            const { id, at, text } = change.add;
            return mapped.add(transaction.doc, [Decoration.widget(at, () => box(text), { id, key: id })]);
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ];
  },
});

export function addPlaceholder(view: EditorView, id: string, at: number, text: string) {
  view.dispatch(view.state.tr.setMeta(key, { add: { id, at, text } } satisfies Change));
}

/** Takes the placeholder away and says where it stood; null when the person deleted that part of the text. */
export function takePlaceholder(view: EditorView, id: string): number | null {
  const at = positionOf(view.state, id);
  view.dispatch(view.state.tr.setMeta(key, { remove: id } satisfies Change));
  return at;
}

function positionOf(state: EditorState, id: string): number | null {
  return key.getState(state)?.find(undefined, undefined, isOf(id))[0]?.from ?? null;
}

const isOf = (id: string) => (spec: { id?: unknown }) => spec.id === id;

function box(text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "editor-upload";
  element.textContent = text;
  return element;
}
