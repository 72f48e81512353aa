import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

type KeyActions = { toolbar: () => void; link: () => void; submit: () => boolean };

/** Keys that lead out of the text: to the tools, to a link's address, to sending. */
export const keysOf = (actions: KeyActions) =>
  Extension.create({
    name: "portalKeys",
    priority: 1000,
    addKeyboardShortcuts: () => ({
      "Alt-F10": () => {
        actions.toolbar();
        return true;
      },
      "Mod-k": () => {
        actions.link();
        return true;
      },
      "Mod-Enter": () => actions.submit(),
    }),
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          handleDOMEvents: {
            // The browser tells of a moved cursor some time after the key that moved it. A key pressed in between
            // (End, then at once Enter) would act on what was selected before: let the editor look now.
            keydown: (view, event) => {
              if (!event.isComposing) view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
              return false;
            },
          },
        },
      }),
    ],
  });
