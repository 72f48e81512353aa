import { type Extensions, Node } from "@tiptap/core";
import { ListItem } from "@tiptap/extension-list";
import StarterKit from "@tiptap/starter-kit";
import { safeHref } from "./href";
import type { RichImage } from "./schema";
import { shownSize } from "./size";

/** An image is an attachment's id. It has no address of its own, so none can come from a person or a paste. */
export const Image = Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    const stored = (attribute: string, kind: typeof String | typeof Number = String) => ({
      default: null,
      rendered: false,
      parseHTML: (element: HTMLElement) => kind(element.getAttribute(attribute) ?? ""),
    });
    return {
      attachmentId: stored("data-attachment-id"),
      alt: stored("alt"),
      width: stored("data-width", Number),
      height: stored("data-height", Number),
    };
  },
  parseHTML() {
    return [{ tag: "img[data-attachment-id][data-width][data-height]" }];
  },
  renderHTML({ node }) {
    const { attachmentId, alt, width, height } = node.attrs as RichImage["attrs"];
    const own = { "data-attachment-id": attachmentId, "data-width": width, "data-height": height, alt };
    return [
      "img",
      { ...own, ...shownSize({ width, height }), src: `/api/attachments/${attachmentId}?v=view` },
    ];
  },
});

/** Tab always leaves the text, so that the keyboard is never caught; a level is changed with Ctrl+] and Ctrl+[. */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Mod-]": () => this.editor.commands.sinkListItem(this.name),
      "Mod-[": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

/** What can be written: the one list from which both the editor and the server's check are made. */
export const extensions: Extensions = [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    listItem: false,
    link: {
      openOnClick: false,
      defaultProtocol: "https",
      isAllowedUri: (url) => safeHref(url) !== null,
      HTMLAttributes: { target: "_blank", rel: "noopener noreferrer nofollow ugc" },
    },
  }),
  Item,
  Image,
];
