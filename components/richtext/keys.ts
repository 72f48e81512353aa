import { Extension } from "@tiptap/core";

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
  });
