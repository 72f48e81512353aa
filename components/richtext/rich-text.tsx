import { clsx } from "clsx";
import { Fragment, type ReactNode } from "react";
import { safeHref } from "@/lib/richtext/href";
import type {
  RichBlock,
  RichDocument,
  RichImage,
  RichInline,
  RichMark,
  RichText as Text,
} from "@/lib/richtext/schema";
import { shownSize } from "@/lib/richtext/size";
import "./richtext.css";

/** What a person wrote, as elements: nothing of it is ever read as HTML. */
export function RichText({ document, className }: { document: RichDocument; className?: string }) {
  return <div className={clsx("richtext", className)}>{blocks(withoutTail(document.content))}</div>;
}

/** The editor leaves an empty paragraph at the end to go on writing in. */
function withoutTail(content: RichBlock[]): RichBlock[] {
  const last = content.findLastIndex(
    (block) => block.type !== "paragraph" || (block.content?.length ?? 0) > 0,
  );
  return content.slice(0, last + 1);
}

const blocks = (content: RichBlock[]): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a stored document never changes
  content.map((block, at) => <Block key={`${at}-${block.type}`} block={block} />);

function Block({ block }: { block: RichBlock }): ReactNode {
  switch (block.type) {
    case "paragraph":
      return <p>{inlines(block.content)}</p>;
    case "image":
      return <Picture {...block.attrs} />;
    case "blockquote":
      return <blockquote>{blocks(block.content)}</blockquote>;
    case "codeBlock":
      return (
        // It scrolls sideways, so the keyboard must reach it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region
        <pre tabIndex={0}>
          <code>{inlines(block.content)}</code>
        </pre>
      );
    case "bulletList":
      return <ul>{items(block.content)}</ul>;
    case "orderedList":
      return <ol start={block.attrs?.start}>{items(block.content)}</ol>;
    default:
      return null;
  }
}

const items = (content: { content: RichBlock[] }[]) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a stored document never changes
  content.map((item, at) => <li key={at}>{blocks(item.content)}</li>);

function inlines(content: RichInline[] = []): ReactNode {
  return content.map((node, at) => {
    const key = `${at}-${node.type}`;
    return node.type === "text" ? <Fragment key={key}>{marked(node)}</Fragment> : <br key={key} />;
  });
}

/** The first mark is the outermost, as in the editor. */
function marked({ text, marks = [] }: Text): ReactNode {
  return marks.reduceRight((inner: ReactNode, mark) => wrap(mark, inner), text);
}

function wrap(mark: RichMark, inner: ReactNode): ReactNode {
  switch (mark.type) {
    case "bold":
      return <strong>{inner}</strong>;
    case "italic":
      return <em>{inner}</em>;
    case "underline":
      return <u>{inner}</u>;
    case "strike":
      return <s>{inner}</s>;
    case "code":
      return <code>{inner}</code>;
    case "link":
      return <Link href={mark.attrs.href}>{inner}</Link>;
    default:
      return inner;
  }
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  const safe = safeHref(href);
  if (safe === null) return children;
  if (!safe.startsWith("http")) return <a href={safe}>{children}</a>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
      <span className="sr-only"> (abre em outra aba)</span>
    </a>
  );
}

function Picture({ attachmentId, alt, width, height }: RichImage["attrs"]) {
  const address = `/api/attachments/${attachmentId}?v=view`;
  return (
    <a className="richtext-image" href={address} target="_blank" rel="noopener">
      {/* biome-ignore lint/performance/noImgElement: already a re-encoded copy of a fitting size */}
      <img
        src={address}
        alt={alt || "Imagem sem descrição"}
        {...shownSize({ width, height })}
        loading="lazy"
        decoding="async"
      />
      <span className="sr-only"> (abre em outra aba)</span>
    </a>
  );
}
