import { type Extensions, mergeAttributes, Node } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { safeHref } from "./href";

/** An image is an attachment's id. It has no address of its own, so none can come from a person or a paste. */
export const Image = Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    const stored = (name: string, read: (value: string) => string | number = String) => ({
      default: null,
      parseHTML: (element: HTMLElement) => read(element.getAttribute(name) ?? ""),
    });
    return {
      attachmentId: {
        ...stored("data-attachment-id"),
        renderHTML: (attributes: Record<string, unknown>) => ({
          "data-attachment-id": attributes.attachmentId,
        }),
      },
      alt: stored("alt"),
      width: stored("width", Number),
      height: stored("height", Number),
    };
  },
  parseHTML() {
    return [{ tag: "img[data-attachment-id][width][height]" }];
  },
  renderHTML({ node, HTMLAttributes }) {
    return [
      "img",
      mergeAttributes(HTMLAttributes, { src: `/api/attachments/${node.attrs.attachmentId}?v=view` }),
    ];
  },
});

/** What can be written: the one list from which both the editor and the server's check are made. */
export const extensions: Extensions = [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    link: {
      openOnClick: false,
      defaultProtocol: "https",
      isAllowedUri: (url) => safeHref(url) !== null,
      HTMLAttributes: { target: "_blank", rel: "noopener noreferrer nofollow ugc" },
    },
  }),
  Image,
];
